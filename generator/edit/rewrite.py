"""Changes what a file says, as text: lines that say the same stay byte for byte, and comments go with their lines."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from generator.edit.canonical import meaning
from generator.edit.parse import parse
from generator.edit.rows import Row, Rows, behind_of, dashed, shifted, value_at
from generator.edit.scalars import quoted, unquoted
from generator.edit.text import Lines
from generator.edit.tree import Node, UnknownFormError
from generator.edit.want import Want, bare, expected, filled
from generator.edit.witness import comments, says

if TYPE_CHECKING:
    from generator.edit.quotes import Quotes
    from generator.model.outline import Read

STEP: Final = 2
# How comments begin that ask for a value (`shenbao new`); more lines of one stand further in.
ASKING: Final = ("# 填：", "# 有就填：")
ASKING_ON: Final = "#   "


@dataclass(frozen=True, slots=True)
class Rewritten:
    """The new text of a file, and the comments that stood at what was taken out."""

    data: bytes
    lost: Counter[str]


def rewrite(path: str, data: bytes, want: Want, read: Read, quotes: Quotes) -> Rewritten | None:
    """Return the text of a file that says what is wanted; None where that can't be had without a risk.

    The file may have mistakes, as long as our own reader can tell what it says: they stay what they are.
    """
    before = read(path, data)
    if not before.tokens:
        return None
    try:
        made = _Writer(data, quotes).run(want)
        wanted = expected(want, meaning(before))
        after = read(path, made.data)
        is_same = bool(after.tokens) and filled(meaning(after)) == filled(wanted)
    except UnknownFormError:
        return None
    worse = Counter(f.code for f in after.findings if f.is_error) - Counter(f.code for f in before.findings)
    return made if is_same and not worse else None


def is_witnessed(old: bytes, new: Rewritten, read: Read) -> bool:
    """Whether another reader finds what ours does in a new text, and all comments but those that were taken out.

    Of a file with mistakes in its YAML another reader says nothing: then only ours judges.
    """
    given, kept = comments(old), comments(new.data)
    if given is None:
        return True
    return kept is not None and says(new.data, meaning(read("", new.data))) and not given - new.lost - kept


class _Writer:
    """Writes a file anew of the rows that it has."""

    def __init__(self, data: bytes, quotes: Quotes) -> None:
        self.lines = Lines.of(data)
        self.root = parse(self.lines.texts)
        self.rows = Rows(self.lines, self.root)
        self.quotes = quotes
        self.end = self.lines.usual_end
        self.used: list[Node] = []
        self.lost = Counter[str]()

    def run(self, want: Want) -> Rewritten:
        if want.is_unchanged:
            return Rewritten(self.lines.encode(), self.lost)
        made = self.below(self.root, want, 0)
        data = self.lines.bom + "".join(
            row.text + (row.end or (self.end if place < len(made) - 1 else "")) for place, row in enumerate(made)
        )
        used = {id(node) for node in self.used}
        self._lose(self.root, used)
        return Rewritten(data.encode(), self.lost)

    def _lose(self, node: Node, used: set[int]) -> None:
        """Take down the comments of what was left out; what stands around it stays."""
        for child in node.children:
            if id(child) not in used:
                self.lost.update(self.rows.comments(child))
            self._lose(child, used)

    def below(self, node: Node | None, want: Want, column: int) -> list[Row]:
        """Return the rows below a key, a dash or the file; `node` is what stood there."""
        made: list[Row] = []
        for name, one in want.below:
            child = self.rows.ways.get(one.origin) if one.origin is not None else None
            if one.origin is not None and child is None:
                raise UnknownFormError
            if child is not None and one.text == "" and name is not None and not self._is_told(child):
                continue  # A key without a value says nothing; where a comment tells of it, it stays.
            if child is None:
                rows = self.new(name, one, column)
                if not column and made and (len(rows) > 1 or _is_far(made)):
                    rows = [Row("", self.end), *rows]
                made += rows
            else:
                self.used.append(child)
                lead = self.rows.lead(child)
                own = shifted(self.entry(child, name, one), column - child.column)
                made += [*(lead if made or any(row.text.strip() for row in lead) else []), *own]
        if node is None:
            return made
        wanted = {one.origin for _, one in want.below}
        for way, child in self.rows.children(node):
            if way not in wanted:  # What stands apart above it is about more than this.
                made += [row for row in self.rows.lead(child) if row.text.strip()]
        return made + self.rows.tail(node)

    def _is_told(self, node: Node) -> bool:
        return bool(self.rows.comments(node)) or any(self._is_told(child) for child in node.children)

    def entry(self, node: Node, name: str | None, want: Want) -> list[Row]:
        """Return the rows of a key or an item that was there, with the comments right above it."""
        is_renamed = name is not None and (node.key is None or name != bare(node.key))
        if want.is_unchanged and not is_renamed:
            self.used += self.rows.all_below(node)
            return self.rows.own(node)
        above, head = self._above(node, want), self.rows.head(node)
        if name is None and node.key is not None:
            raise UnknownFormError
        if is_renamed and name is not None:
            if node.key is None:
                raise UnknownFormError
            old = node.column + len(node.key)
            head = Row(head.text[: node.column] + self.quotes.key(quoted(name)) + head.text[old:], head.end)
        if want.is_unchanged:
            self.used += self.rows.all_below(node)
            return [*above, head, *self.rows.own(node)[len(above) + 1 :]]
        if want.text is not None:
            return [*above, *self.valued(node, head, want.text)]
        return [*above, *self.nested(node, head, want)]

    def _above(self, node: Node, want: Want) -> list[Row]:
        """Return the comments right above a key or an item, without those that asked for what is there now."""
        above = self.rows.above(node)
        if not self._is_answered(node, want):
            return above
        kept: list[Row] = []
        is_asking = False
        for row in above:
            words = row.text.strip()
            is_asking = words.startswith(ASKING) or (is_asking and words.startswith(ASKING_ON))
            if is_asking:
                self.lost[words] += 1
            else:
                kept.append(row)
        return kept

    def _is_answered(self, node: Node, want: Want) -> bool:
        if self.rows.is_inline(node):  # What stands above an item asks for its first key.
            first = node.children[0]
            below = [one for _, one in want.below if one.origin is not None and self.rows.ways.get(one.origin) is first]
            return any(self._is_answered(first, one) for one in below)
        return not node.value and not node.children and bool(want.text or want.below)

    def nested(self, node: Node, head: Row, want: Want) -> list[Row]:
        """Return a key or item with keys or items below it."""
        if node.children:
            column = node.children[0].column
            if not self.rows.is_inline(node):
                return [head, *self.below(node, want, column)]
            made = self.below(node, want, column)
            return dashed(made, node.column) if any(row.text.strip() for row in made) else [head]
        at = value_at(head.text, node)
        behind = behind_of(node)
        inner = self.below(None, want, node.column + STEP)
        if node.is_item and not behind:
            return dashed(inner, node.column) if inner else [head]
        return [Row(head.text[:at].rstrip(" ") + behind, head.end), *inner]

    def valued(self, node: Node, head: Row, text: str) -> list[Row]:
        """Return a key or item with a text behind it; as a block where it was one, or has several lines."""
        at, behind = value_at(head.text, node), behind_of(node)
        start = head.text[:at].rstrip(" ")
        if node.value[:1] == "|" and text:
            if "\n".join(node.block) == text:
                return self.rows.own(node)[len(self.rows.above(node)) :]
            column = self.rows.block_column(node)
            if text[0] in " \n":
                head, column = Row(f"{start} |{STEP}{behind}", head.end), node.column + STEP
            return [head, *self._block(text, column)]
        if "\n" in text:
            sign = f"|{STEP}" if text[0] in " \n" else "|"
            told = [Row(" " * node.column + behind.strip(), self.end)] if behind else []
            return [*told, Row(f"{start} {sign}", head.end), *self._block(text, node.column + STEP)]
        written = self._scalar(node, text)
        return [Row(f"{start} {written}".rstrip(" ") + behind, head.end)]

    def _scalar(self, node: Node, text: str) -> str:
        """Write a text of one line, in the quotes that the old one had."""
        known = unquoted(node.value)
        if not text:
            return text
        if known is None:
            if node.value == text:
                return text
            return self.quotes.new(text, is_item=node.is_item)
        if known == text:
            return node.value
        if node.value[0] == '"' and not {"\\", '"'} & set(text):
            return f'"{text}"'
        return quoted(text)

    def new(self, name: str | None, want: Want, column: int) -> list[Row]:
        """Return the rows of a key or an item that was not there."""
        head = " " * column + ("-" if name is None else f"{self.quotes.key(quoted(name))}:")
        if want.text is None:
            inner = self.below(None, want, column + STEP)
            return dashed(inner, column) if name is None and inner else [Row(head, self.end), *inner]
        if "\n" in want.text:
            sign = f"|{STEP}" if want.text[0] in " \n" else "|"
            return [Row(f"{head} {sign}", self.end), *self._block(want.text, column + STEP)]
        written = self.quotes.new(want.text, is_item=name is None) if want.text else ""
        return [Row(f"{head} {written}".rstrip(" "), self.end)]

    def _block(self, text: str, column: int) -> list[Row]:
        return [Row(" " * column + line if line else "", self.end) for line in text.split("\n")]


def _is_far(made: list[Row]) -> bool:
    """Whether what stands last at the top of a file has lines below its key."""
    return made[-1].text[:1] in {" ", ""}
