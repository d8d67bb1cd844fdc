"""Lines that are neither `键: 值` nor `- 条目`: the text of blocks, and text that was wrapped or lost its key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.load.block import Block
from generator.load.depth import Kind
from generator.load.key import COLON, FULL_COLON, Key, is_text
from generator.load.lines import BROKEN, Line, next_speaking
from generator.load.traps import doubt, trap
from generator.load.value import Kind as ValueKind

if TYPE_CHECKING:
    from generator.load.depth import Depth
    from generator.load.value import Value
    from generator.model.finding import Finding

# What stands before a comment that is not parted from its key or dash by two spaces.
HIDING = (": #", "- #")
BLOCK_HINT = "如果是上面「|」里的文字，和它的第一行对齐，至少比键名多缩进两个空格；如果是另一个键，在键名后面加「: 」。"
NO_TEXT = "「|」下面要有文字，这里没有。"
WRITE_IT = "在下面写上文字，每行比键名多缩进两个空格；没有内容就删去这一行。"
# Quoted text runs over that many lines at most.
MOST_LINES = 50
FORGOTTEN_BLOCK = "分成几行的文字，要在冒号后面写「|」；或者写在一行里。"


class Stray:
    """Looks at the lines below a value. `depth` is where the value belongs."""

    def __init__(self, lines: list[Line], depth: Depth) -> None:
        self.lines, self.depth = lines, depth
        self.findings: list[Finding] = []
        # The line before which a block or a run of lines without keys has ended.
        self.block_end = self.run_end = -1
        self.has_keys = self._has_keys()

    def is_wrapped(self, column: int, value: Value | None) -> bool:
        """Whether a line in this column can only be the rest of the value above."""
        is_text = value is not None and value.kind in {ValueKind.TEXT, ValueKind.BROKEN}
        return is_text and not self.depth.is_open and column > self.depth.column

    def line(self, index: int, column: int, value: Value | None) -> None:
        """Report a line that has no key, and leave it out."""
        line = self.lines[index]
        if value is not None and self.is_wrapped(column, value):
            if value.kind is ValueKind.TEXT:
                value.report("YM-007", 0)
                self.findings.append(value.findings.pop())
                value.kind = value.spoil()
        elif not self.depth.levels and not self.has_keys:
            return
        elif line.text[column] in "'\"":
            self.findings.append(trap("YM-016", line.place(column)))
        elif self.run_end != index:
            hint = BLOCK_HINT if self.block_end == index else ""
            length = len(line.text.rstrip()) - column
            self.findings.append(trap("YM-021", line.place(column, length), hint=hint))
        self.run_end = next_speaking(self.lines, index) or len(self.lines)
        line.drop()

    def next_value(self, index: int, column: int) -> int | None:
        """Return the line after a value that stands below its key, None if there is no such value here."""
        if not self.depth.is_open or column <= self.depth.column or not self.depth.levels:
            return None
        following = next_speaking(self.lines, index)
        while following is not None and is_text(self.lines[following]):
            following = next_speaking(self.lines, following)
        end = len(self.lines) if following is None else following
        line = self.lines[index]
        place = line.place(column, len(line.text.rstrip()) - column)
        if following is not None and self.lines[following].lead == column and not is_text(self.lines[following]):
            return None
        if end == (next_speaking(self.lines, index) or len(self.lines)):
            self.findings.append(trap("YM-022", place))
            return index + 1
        self.findings.append(trap("YM-007", place, hint=FORGOTTEN_BLOCK))
        for other in self.lines[index + 1 : end]:
            other.drop()
        line.replace(column, len(line.text), f"'{BROKEN}'")
        self.depth.is_open = False
        return end

    def has_sibling_key(self, index: int, column: int) -> bool:
        """Whether the next line is a key of the item that this line begins."""
        following = next_speaking(self.lines, index)
        return following is not None and self.lines[following].lead == column and self._is_key(following)

    def has_children(self, index: int, column: int) -> bool:
        """Whether keys or items stand below a line."""
        following = next_speaking(self.lines, index)
        return (
            following is not None
            and self.lines[following].lead > column
            and (self.lines[following].text.lstrip().startswith("- ") or self._is_key(following))
        )

    def comment(self, index: int, column: int) -> list[Finding]:
        """Report a comment that was meant as the value: nothing stands below the key."""
        line = self.lines[index]
        if line.text[column - 2 : column + 1] not in HIDING:
            return []
        following = next_speaking(self.lines, index)
        if following is not None:
            other = self.lines[following]
            is_list = other.lead == self.depth.column and other.text[other.lead] == "-"
            if other.lead > self.depth.column or (is_list and self.depth.levels[-1].kind is Kind.KEY):
                return []
        return [doubt(trap("YM-024", line.place(column, len(line.text.rstrip()) - column)))]

    def block(self, index: int, value: Value) -> int:
        """Follow the text of a `|` block; return the line behind it. Where no text follows, it was meant as a sign."""
        block = Block(self.lines, index, self.depth.column, value.text)
        if block.is_empty:
            value.report("YM-015", 0, value.what, "|", cause=NO_TEXT, hint=WRITE_IT)
            self.findings.append(value.findings.pop())
            value.kind = value.spoil()
        self.block_end = block.end
        self.findings += block.findings
        return block.end

    def folded(self, index: int, value: Value) -> int:
        """Refuse text behind `>`; where no text follows, it was meant as a sign."""
        following = next_speaking(self.lines, index)
        if following is None or self.lines[following].lead <= self.depth.column:
            value.report("YM-015", 0, value.what, ">", hint="加上半角单引号：'>'。")
        else:
            value.report("YM-007", 0, cause="「>」把几行合成一行，中间加空格。")
        self.findings.append(value.findings.pop())
        value.kind = value.spoil()
        end = index + 1
        while end < len(self.lines) and (self.lines[end].is_silent or self.lines[end].lead > self.depth.column):
            self.lines[end].drop()
            end += 1
        return end

    def open_quote(self, index: int, value: Value) -> int:
        """Report a quote that isn't closed on its line: text that was wrapped, or the other one was forgotten."""
        quote = value.text[0]
        end = self._closed(index, quote)
        if end:
            value.report("YM-007", 0)
            for other in self.lines[index + 1 : end]:
                other.drop()
        else:
            is_full = value.text.rstrip()[-1] in "”’＂＇"
            value.report("YM-016", 0, cause="开头是半角引号，结尾是全角引号。" if is_full else "")
        self.findings.append(value.findings.pop())
        value.kind = value.spoil()
        return end or index + 1

    def _closed(self, index: int, quote: str) -> int:
        """Return the line behind the one that closes a quote, or 0."""
        for at in range(index + 1, min(index + 1 + MOST_LINES, len(self.lines))):
            line = self.lines[at]
            if not line.is_silent and line.lead <= self.depth.column and not is_text(line):
                return 0
            if line.text.rstrip().endswith(quote):
                return at + 1
        return 0

    def _is_key(self, index: int) -> bool:
        line = self.lines[index]
        key = Key(line, line.lead)
        return (key.colon >= 0 and key.is_plausible) or bool(FULL_COLON.match(line.text, line.lead))

    def _has_keys(self) -> bool:
        return any(COLON.search(line.text) or FULL_COLON.match(line.text, line.lead) for line in self.lines)
