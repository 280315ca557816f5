"""What goes into the package of a finding, as values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.archive import CaptureTold, ChainHead, KeptStamp, VisitTold
from gongkai.proof import Proof
from gongkai.report.spans import Span

MOST_BYTES = 100 * 1024**2
"""Of the captures in one package, which is made in memory."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A capture as it is packed: its bytes, or in words why they are left out."""

    told: CaptureTold
    body: bytes | None
    why: str = ""

    @property
    def name(self) -> str | None:
        """Where its bytes are in the package."""
        return None if self.body is None else f"captures/{self.told.id}.bin"


@dataclass(frozen=True, slots=True)
class Package:
    """All that goes into a package. `members` are the proofs of what a site's finding rests on; `links` the
    pieces of the chain, `left_out` those that were too long; `stamps` are of the last link of a piece;
    `item` is the title of the item it is about, None where it is about none; `sections` names by id."""

    as_of: date
    proof: Proof
    members: tuple[Proof, ...]
    captures: tuple[Packed, ...]
    links: Sequence[CaptureTold]
    left_out: tuple[Span, ...]
    stamps: tuple[KeptStamp, ...]
    head: ChainHead | None
    sections: Mapping[str, str]
    item: str | None = None
    withheld: bool = False

    @property
    def visits(self) -> tuple[VisitTold, ...]:
        """Its own and those of its members, as they ended."""
        every = {visit.id: visit for proof in (self.proof, *self.members) for visit in proof.visits}
        return tuple(sorted(every.values(), key=lambda visit: (visit.finished, visit.id)))

    @property
    def proving(self) -> frozenset[int]:
        return frozenset().union(*(proof.proving for proof in (self.proof, *self.members)))

    def missing(self) -> tuple[str, ...]:
        """What is left out, in sentences."""
        told = [f"第 {one.told.id} 号快照：{one.why}" for one in self.captures if one.why]
        for first, last in self.left_out:
            told.append(
                f"第 {first} 至 {last} 号快照的证据链共 {last - first + 1} 环，超过一个包的上限，没有放入。"
                "需要时请向出具方索取 gongkai export warc 导出的文件或 gongkai.db，方法见其说明。"
            )
        return tuple(told)
