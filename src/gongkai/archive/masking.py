"""Personal data stay out of gongkai.db: a text is masked before anything of it is written there.

What stood in a masked place is in the capture alone. Beside the masked text stand kind, place and masked
form, and an HMAC-SHA-256 of kind and value under a key that only this archive has (`personal.key` in its
folder): the same number in two places can be told, and without the key no number can be tried.
"""

from __future__ import annotations

import hmac
import os
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gongkai.archive.sqlite import Connection
from gongkai.base.errors import ArchiveUnreadable
from gongkai.base.personal import Mark, mask

KEY = "personal.key"
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class FieldMark:
    """Personal data in a field of a text."""

    field: str
    mark: Mark


class Hider:
    """Masks the fields of one text, and remembers what was masked."""

    def __init__(self) -> None:
        self.marks: list[FieldMark] = []

    def hide(self, field: str, text: str) -> str:
        """The text as it may be kept; as long as it was."""
        masked, found = mask(text)
        self.marks += [FieldMark(field, one) for one in found]
        return masked

    def hide_pair(self, label: str, value: str) -> tuple[str, str]:
        """A printed label and its value, which says more with its label before it."""
        masked = self.hide("stated", f"{label}：{value}")
        return masked[: len(label)], masked[len(label) + 1 :]


def hidden(text: str) -> str:
    """A text as it may be kept, where nobody asks what was masked."""
    return mask(text)[0]


def use_key(db: Connection, folder: Path) -> None:
    """Make `personal_hmac(kind, value)` known to a connection that writes; the key is made where none is."""
    key = _key(folder / KEY)

    def personal_hmac(kind: str, value: str) -> str:
        return hmac.new(key, f"{kind}\0{value}".encode(), "sha256").hexdigest()

    db.create_function("personal_hmac", 2, personal_hmac, deterministic=True)


def _key(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o660)
    except FileExistsError:
        key = path.read_bytes()
        if len(key) != _KEY_BYTES:
            raise ArchiveUnreadable(
                f"档案库的密钥文件已损坏：{path}。",
                do="请从备份恢复该文件；丢失后无法比对同一号码的各处出现。",
            ) from None
        return key
    with os.fdopen(handle, "wb") as file:
        key = secrets.token_bytes(_KEY_BYTES)
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key


def put_marks(
    db: Connection, marks: Iterable[FieldMark], *, version: int | None = None, file: str | None = None
) -> None:
    """Keep what was masked in a version (`versions.id`) or in the text of a file (its SHA-256)."""
    db.executemany(
        """INSERT INTO personal_marks(version, file, field, kind, start, "end", masked, hmac)
           VALUES (?, ?, ?, ?, ?, ?, ?, personal_hmac(?, ?))""",
        [
            (version, file, one.field, m.kind, m.start, m.end, m.masked, m.kind, m.value)
            for one in marks
            for m in (one.mark,)
        ],
    )
