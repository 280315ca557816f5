"""How well, how fast and how safely pages are read: scoring, floors, peers, fuzzing. See README.md here."""
