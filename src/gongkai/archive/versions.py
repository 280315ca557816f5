"""Versions: when a text is another one, and writing it down.

A version is made when title, body, stated metadata, the attachment list or an attachment's bytes
change. White space is layout, and an attachment's bytes that were not known before are no change.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from gongkai.archive.listings import sha256_text
from gongkai.archive.masking import FieldMark, Hider, put_marks
from gongkai.archive.sqlite import Connection, Record, one
from gongkai.archive.values import PartCapture
from gongkai.base.urls import identity
from gongkai.base.values import Document

STATED = ("formed", "effective", "source", "issuer", "index_no", "doc_no")
"""Facts with a column of their own in `items`, beside title and published."""

_LAYOUT = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")


@dataclass(frozen=True, slots=True)
class AttachmentState:
    """An attachment as a version names it; `sha256` None while its bytes are not known."""

    url: str
    name: str
    sha256: str | None


@dataclass(frozen=True, slots=True)
class Text:
    """What an item says, in the columns of `versions`. `metadata` has the facts of STATED, `stated` and
    `section_path`; the path is where the page stands, not what it says, and makes no version. `parts` name
    the captures of the further pages of a numbered body, `damage` tells of broken characters. `marks` are the
    personal data that were masked in it when it was made."""

    title: str
    published: str | None
    body: str
    metadata: Mapping[str, object]
    attachments: tuple[AttachmentState, ...] = ()
    marks: tuple[FieldMark, ...] = ()

    @property
    def sha256(self) -> str:
        """Of title, body and stated metadata without white space, as canonical JSON."""
        return sha256_text(_canonical([_plain(self.title), _plain(self.body), _facts(self)]))


def text_of(
    document: Document,
    title: str,
    published: str | None,
    attachments: Sequence[AttachmentState],
    parts: Sequence[PartCapture] = (),
) -> Text:
    metadata: dict[str, object] = {name: getattr(document, name) for name in STATED}
    metadata["stated"] = [list(pair) for pair in document.metadata]
    metadata["section_path"] = list(document.section_path)
    if document.damage:
        metadata["damage"] = document.damage
    if parts:
        metadata["parts"] = [asdict(part) for part in parts]
    return masked_again(Text(title, published, document.body, metadata, tuple(attachments)))


def masked_again(text: Text) -> Text:
    """A text as it may be kept; its marks are those found now."""
    hider, metadata = Hider(), dict(text.metadata)
    for name in STATED:
        value = metadata.get(name)
        if isinstance(value, str):
            metadata[name] = hider.hide(name, value)
    stated = metadata.get("stated")
    if isinstance(stated, list):
        metadata["stated"] = [list(hider.hide_pair(*map(str, pair))) for pair in stated]
    return Text(
        hider.hide("title", text.title),
        text.published,
        hider.hide("body", text.body),
        metadata,
        tuple(AttachmentState(a.url, hider.hide("attachments", a.name), a.sha256) for a in text.attachments),
        tuple(hider.marks),
    )


def stored_text(version: Record) -> Text:
    """The text of a row of `versions`."""
    return Text(
        version["title"],
        version["published"],
        version["body"],
        json.loads(version["metadata"]),
        tuple(AttachmentState(**state) for state in json.loads(version["attachments"])),
    )


def changed_fields(old: Text, new: Text) -> tuple[str, ...]:
    """The names of the fields in which two texts differ."""
    changed = [name for name in ("title", "body") if _plain(getattr(old, name)) != _plain(getattr(new, name))]
    before, after = _facts(old), _facts(new)
    changed += [name for name in after if before.get(name) != after[name]]
    if _attachments_differ(old.attachments, new.attachments):
        changed.append("attachments")
    return tuple(changed)


def carry_known(
    old: Sequence[AttachmentState], new: Sequence[AttachmentState]
) -> tuple[AttachmentState, ...]:
    """The new list, with hashes known before where the bytes could not be had this time."""
    known = {identity(a.url): a.sha256 for a in old}
    return tuple(AttachmentState(a.url, a.name, a.sha256 or known.get(identity(a.url))) for a in new)


@dataclass(frozen=True, slots=True)
class Sight:
    """How a text came to be read: `seen_at` when it was first seen, `previous_seen_at` when the older
    text last was, `read_at` when this reading was made."""

    cause: Literal["published", "reread"]
    seen_at: str
    previous_seen_at: str | None
    read_at: str
    reader: str
    capture: int | None


def next_version(db: Connection, item: int) -> int:
    """The number of an item's next version."""
    return int(one(db, "SELECT coalesce(max(version), 0) + 1 FROM versions WHERE item = ?", item))


def add_version(
    db: Connection, item: int, version: int, text: Text, sight: Sight, changed: Sequence[str]
) -> None:
    """Write a version down, with what was masked in it."""
    columns: dict[str, object] = {
        "item": item,
        "version": version,
        **asdict(sight),
        **text_columns(text),
        "published": text.published,
        "changed": _canonical(list(changed)),
    }
    marks = ", ".join(f":{name}" for name in columns)
    cursor = db.execute(f"INSERT INTO versions({', '.join(columns)}) VALUES ({marks})", columns)
    put_marks(db, text.marks, version=cursor.lastrowid)


def text_columns(text: Text) -> dict[str, object]:
    """What a text says, by the columns of `versions`."""
    return {
        "title": text.title,
        "body": text.body,
        "metadata": _canonical(text.metadata),
        "attachments": attachments_json(text.attachments),
        "text_sha256": text.sha256,
    }


def attachments_json(attachments: Sequence[AttachmentState]) -> str:
    return _canonical([{"url": a.url, "name": a.name, "sha256": a.sha256} for a in attachments])


def _attachments_differ(old: Sequence[AttachmentState], new: Sequence[AttachmentState]) -> bool:
    """Another list, or other bytes under an address; its order is layout."""
    listed = sorted((identity(a.url), a.name) for a in old) != sorted((identity(a.url), a.name) for a in new)
    return listed or bytes_changed(old, new)


def bytes_changed(old: Sequence[AttachmentState], new: Sequence[AttachmentState]) -> bool:
    """Whether an address that both name has other bytes; a hash that only became known is no change."""
    known = {identity(a.url): a.sha256 for a in old if a.sha256}
    return any(a.sha256 and a.sha256 != known.get(identity(a.url), a.sha256) for a in new)


def _facts(text: Text) -> dict[str, object]:
    """The stated metadata as compared: every fact by its name, the printed pairs together."""
    facts: dict[str, object] = {"published": text.published}
    facts.update((name, _plain(str(text.metadata.get(name) or ""))) for name in STATED)
    pairs = text.metadata.get("stated")
    facts["stated"] = (
        [[_plain(str(part)) for part in pair] for pair in pairs] if isinstance(pairs, list) else []
    )
    return facts


def _plain(text: str) -> str:
    return _LAYOUT.sub("", text)


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
