"""What a page costs its parser, by a model of the parser's open elements that is never much shallower.

The HTML standard (13.2.6, tree construction) lets many end tags do nothing: those inside attributes, comments
and scripts, those of elements outside the table or object they stand in, `</span>` behind a `<div>`. Whoever
counts start tags against end tags is told a small depth by pages that a parser works on for minutes.

Here an end tag ends only the element opened last, which a parser then ends too; paragraphs and list items
that wait for no end tag may stand between, as long as the page is in order. Once the parser may have ended
something that the model has not, the page is `messy`, and they may not. Within a drawing or formula other
rules hold; where it is no longer sure whether the parser is still in one, no end tag counts (`doubt`).
What is wrong with a page thus makes it seem deeper, which `guard` looks into. Linear in the page's length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

MAX_DEPTH = 4_000
MAX_WALKED = 50_000_000
"""Open elements, summed over all tags: a parser may look at each of them for every tag."""

MAX_ATTRIBUTES = 2_000
MAX_COMPARED = 20_000_000
"""Attributes of a tag, squared, summed over all tags: each is compared with those before it."""

MAX_WRITTEN = 1_000_000
"""Attributes of all tags: a parser keeps a quarter of a kilobyte for each."""

MAX_REOPENED = 200_000
"""Elements that a parser would create anew for formatting left open."""

_FAR = 64
"""Open elements that are looked through for one end tag."""

_S = r"[ \t\n\f\r]"
_ATTRIBUTE = (
    rf"(?:{_S}|/)*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+"
    rf"(?:{_S}*+={_S}*+(?:\"[^\"]*+\"|'[^']*+'|(?![\"'])[^ \t\n\f\r>]*+))?+"
)
_COMMENT = r"!--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?+)"
_TOKEN = re.compile(
    rf"<(?:{_COMMENT}|(?P<cdata>!\[CDATA\[)|[!?][^>]*+>?+|/(?![a-zA-Z])[^>]*+>?+"
    rf"|(?P<slash>/?)(?P<name>[a-zA-Z][^ \t\n\f\r/>]*+)(?P<attributes>(?:{_ATTRIBUTE})*+)"
    rf"(?P<gap>(?:{_S}|/)*+)(?P<end>>?+))"
)
_ONE_ATTRIBUTE = re.compile(_ATTRIBUTE)
_SHORT = 200
"""Characters that hold too few attributes to matter in one tag."""

_RAW_END = {
    name: re.compile(rf"</{name}[ \t\n\f\r/>]", re.I | re.A)
    for name in "script style textarea title xmp iframe noembed noframes".split()
}

_VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track "
    "wbr".split()
)
_PARTS = frozenset("tr td th thead tbody tfoot colgroup".split())
"""Parts of a table: there are at most three of them for each table that is open."""

_ITEMS = {"p": "p", "li": "li", "dd": "dd", "dt": "dd"}
"""Elements that the next of their kind ends."""

_ONCE = frozenset(("html", "head", "body"))
_NOT_IN_ITSELF = frozenset("button select table h1 h2 h3 h4 h5 h6".split())
_FORMATTING = frozenset("b big code em font i s small strike strong tt u".split())
"""Opened again in following blocks while their end tags do not come; of links only the last one is."""

_BLOCKS = frozenset(
    "address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer "
    "form h1 h2 h3 h4 h5 h6 header hgroup listing main menu nav ol pre search section summary table "
    "ul".split()
)
_FOREIGN = frozenset(("svg", "math"))
_HTML_INSIDE = frozenset("foreignobject desc title annotation-xml mi mo mn ms mtext".split())
_LEAVES_FOREIGN = frozenset(
    "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing "
    "menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)

_TREATED = (
    _VOID
    | _PARTS
    | _ITEMS.keys()
    | _ONCE
    | _NOT_IN_ITSELF
    | _FORMATTING
    | _BLOCKS
    | _FOREIGN
    | _RAW_END.keys()
)
_TREATED |= {"option", "frameset"}


def costs(text: str, *, counted: bool) -> str | None:
    """`too-deep`, `too-tangled` or `too-many-attributes` for a page that a parser may work on for long.
    `counted`: the attributes of short tags count too."""
    short = 0 if counted else _SHORT
    model = _Model()
    walked = compared = written = 0
    for slash, name, attributes, gap in model.tags(text):
        if len(attributes) > short:
            number = len(_ONE_ATTRIBUTE.findall(attributes))
            written += number
            compared += number * number
            if number > MAX_ATTRIBUTES or compared > MAX_COMPARED or written > MAX_WRITTEN:
                return "too-many-attributes"
        if slash:
            model.close(name)
        else:
            model.open(name, gap.endswith("/"))
        walked += len(model.stack)
        if model.reopened > MAX_REOPENED:
            return "too-tangled"
        if len(model.stack) > MAX_DEPTH or walked > MAX_WALKED:
            return "too-deep"
    return None


class _Model:
    """The open elements, and how many there are of each name. `drawing` is the place of the outermost
    drawing among them, or -1; `hanging` counts formatting whose end tag has not come, `reopened` the elements
    that a parser makes of it."""

    def __init__(self) -> None:
        self.stack: list[str] = [""]
        self.opened: Counter[str] = Counter()
        self.drawing = -1
        self.doubt = self.messy = False
        self.formatting: Counter[str] = Counter()
        self.hanging = self.reopened = 0

    def tags(self, text: str) -> Iterator[tuple[str, str, str, str]]:
        """Slash, name, attributes and what stands before the bracket, of every tag that a parser sees."""
        position = 0
        while position < len(text):
            start = position
            position = len(text)
            for match in _TOKEN.finditer(text, start):
                cdata, slash, written, attributes, gap, end = match.groups()
                if cdata:
                    close = "]]>" if self.drawing >= 0 and not self.doubt else ">"
                    position = text.find(close, match.end()) + 1 or len(text)
                    break
                if written is None:
                    continue
                name = written.lower() if written.isascii() else written
                raw = not slash and name in _RAW_END and self.drawing < 0 and not self.doubt
                yield slash, name, attributes, gap
                if not end:
                    return  # the page ends within a tag
                if raw:
                    position = self._behind_raw(text, match.end(), name)
                    break

    def _behind_raw(self, text: str, start: int, name: str) -> int:
        match = _RAW_END[name].search(text, start)
        end = match.start() if match else len(text)
        hidden = text.find("<!--", start, end) if name == "script" else -1
        if hidden >= 0 and "<script" in text[hidden:end].lower():
            self.doubt = True  # the standard lets a script go on behind such an end tag
        return end

    # --- start tags

    def open(self, name: str, closed: bool) -> None:
        if self.drawing < 0 and not self.doubt and name not in _TREATED:
            self._push(name)  # most tags, at once
        elif self.drawing >= 0 and not self._leaves_drawing(name):
            if not closed or self.doubt:
                self._push(name)
        elif self.doubt:
            self._push(name)
        elif name in _VOID or name in _PARTS or name == "option":
            self.reopened += self.hanging
            self.messy = self.messy or (name in _PARTS and not self._directly_in("table"))
        elif name in _ITEMS:
            self._open_item(_ITEMS[name])
        elif name not in _ONCE and name not in _RAW_END:
            self._open_other(name)

    def _leaves_drawing(self, name: str) -> bool:
        """Whether a start tag stands outside the drawing, which it then ends."""
        if name == "font" or self.stack[-1] in _HTML_INSIDE:
            self.doubt = True
        if self.doubt or name not in _LEAVES_FOREIGN:
            return False
        self._cut(self.drawing)
        return True

    def _open_item(self, kind: str) -> None:
        self.reopened += self.hanging
        if self.stack[-1] == "p" and self.stack[-2] == kind:
            self._cut(len(self.stack) - 1)
        elif self.stack[-1] != kind:
            self._push(kind)

    def _open_other(self, name: str) -> None:
        if name in _FORMATTING:
            self.formatting[name] += 1
            self.hanging += 1
        elif name in _BLOCKS:
            self.reopened += self.hanging
        if name in _NOT_IN_ITSELF and self.opened[name]:
            self.messy = True
        self._push(name)
        if name in _FOREIGN:
            self.drawing = len(self.stack) - 1
        self.doubt = self.doubt or name == "frameset"

    def _push(self, name: str) -> None:
        self.stack.append(name)
        self.opened[name] += 1

    # --- end tags

    def close(self, name: str) -> None:
        if self.doubt:
            return
        if self.drawing < 0 and name == self.stack[-1] and name not in _FORMATTING and name not in _ITEMS:
            self.stack.pop()  # most tags, at once
            self.opened[name] -= 1
        elif self.drawing >= 0:
            self._close_drawn(name)
        elif name in _VOID or name in _PARTS or name in _ONCE:
            self.reopened += self.hanging
        else:
            self._close_other(_ITEMS.get(name, name))

    def _close_drawn(self, name: str) -> None:
        """Within a drawing an end tag ends the nearest element of its name."""
        if self.stack[-1] == name or self.stack[-1] not in _HTML_INSIDE:
            for place in range(len(self.stack) - 1, max(self.drawing, len(self.stack) - _FAR) - 1, -1):
                if self.stack[place] == name:
                    self._cut(place)
                    return
        self.doubt = True

    def _close_other(self, name: str) -> None:
        if name in _ITEMS:
            self.reopened += self.hanging
        elif name in _FORMATTING and self.formatting[name] and self.stack[-1] == name:
            self.formatting[name] -= 1
            self.hanging -= 1
        if self.stack[-1] == name:
            self._cut(len(self.stack) - 1)
        elif name in _BLOCKS and not self.messy and self._directly_in(name):
            self._cut(self._below_items())
        elif self.opened[name]:
            self.messy = True

    def _directly_in(self, name: str) -> bool:
        """Whether nothing but items without end tags stands within the last open element of that name."""
        return self.stack[self._below_items()] == name

    def _below_items(self) -> int:
        place = len(self.stack) - 1
        while self.stack[place] in _ITEMS and place > len(self.stack) - _FAR:
            place -= 1
        return place

    def _cut(self, place: int) -> None:
        while len(self.stack) > place:
            self.opened[self.stack.pop()] -= 1
        if place <= self.drawing:
            self.drawing = -1
