"""From a web address to the disclosure sections of its site; what of a known site is new, gone or moved."""

from gongkai.discover.candidates import Candidate
from gongkai.discover.compare import Difference, compare, known_ways
from gongkai.discover.keeping import Kept
from gongkai.discover.run import Discovery, Wanted, discover

__all__ = ["Candidate", "Difference", "Discovery", "Kept", "Wanted", "compare", "discover", "known_ways"]
