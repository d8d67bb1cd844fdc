"""Looks at what stands behind a key or a dash: quotes, brackets, signs and comments that don't do what was meant."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING

from generator.load.flow import closing, commas
from generator.load.lines import BROKEN, WIDE_SPACES, Line
from generator.load.traps import doubt, trap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.finding import Finding

COMMENT = re.compile(r"[ \t]+#")
QUOTED = {"'": re.compile(r"'(?:[^']|'')*'"), '"': re.compile(r'"(?:[^"\\]|\\.)*"')}
ESCAPE = re.compile(
    r"\\(?:[0abtnvfre \"/\\N_LP\t]|x[0-9A-Fa-f]{2}|u(?![dD][89A-Fa-f])[0-9A-Fa-f]{4}|U00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4}|(.?))"
)
HEADER = re.compile(r"[|>](?:[-+]?[1-9]?|[1-9][-+])(?:[ \t]+#.*|[ \t]*)$")
MACHINERY = re.compile(r"[&*!][!-~]+(?= |$)")
SPECIAL = re.compile(r"[@`%,\]}&*!|>]|[-?](?= |$)")
OPENING, CLOSING = "“‘＂＇", "”’＂＇\"'"
FULL_QUOTES = re.compile(f"[{OPENING}][^{OPENING}{CLOSING}]*[{CLOSING}]")
TWO_COLONS = "文字里有半角冒号加空格，YAML 会把它前面的当成又一个键。"
INNER_COLON = re.compile(r":(?= |\t|$)")


# Up to this length, a value is shown with its quotes; signs of comparison (>=4) are no beginning of a block.
SHORT, SHORT_SIGN = 20, 5


class Kind(Enum):
    """What a value turned out to be, which decides what may stand below it."""

    NOTHING = auto()  # children may follow, or another key
    BLOCK = auto()  # `|`: text follows
    FOLDED = auto()  # `>`: the same, and it is refused
    TEXT = auto()  # whole on this line
    OPEN_QUOTE = auto()  # whether it is closed further down is for the caller to see
    BROKEN = auto()


class Value:
    """The value on a line from `column` on; finds what is wrong with it and mends the line."""

    def __init__(self, line: Line, column: int, what: str) -> None:
        self.line, self.column, self.what = line, column, what
        self.findings: list[Finding] = []
        self.kind = self._read()

    @property
    def text(self) -> str:
        """The rest of the line."""
        return self.line.text[self.column :]

    def report(self, code: str, at: int, *words: str, length: int = 1, cause: str = "", hint: str = "") -> None:
        """Report what is wrong some characters into the value."""
        place = self.line.place(self.column + at, length)
        self.findings.append(trap(code, place, *words, cause=cause, hint=hint))

    def spoil(self) -> Kind:
        """Put the mark of a value that can't be read in its place."""
        self.line.replace(self.column, len(self.line.text), f"'{BROKEN}'")
        return Kind.BROKEN

    def _read(self) -> Kind:
        if not self.text.strip(" ") or self.text.startswith("#"):
            return Kind.NOTHING
        first = self.text[0]
        if first in QUOTED:
            return self._quoted(first)
        if first in "[{":
            return self._flow(first)
        if HEADER.match(self.text):
            return Kind.BLOCK if first == "|" else Kind.FOLDED
        if found := MACHINERY.match(self.text):
            self.report("YM-006", 0, found[0], length=len(found[0]))
            if first == "*" or self.text[found.end() :].strip():
                return self.spoil()
            self.line.replace(self.column, len(self.line.text), "")
            return Kind.NOTHING
        if SPECIAL.match(self.text):
            self._special(first)
            return self.spoil()
        return self._plain()

    def _special(self, first: str) -> None:
        written = self.text.rstrip()
        is_short = len(written) <= SHORT and "'" not in written and " #" not in written
        hint = f"整个加上半角单引号：'{written}'。" if is_short else ""
        if written in {">=", "<="}:
            hint = f"写成「{'≥' if first == '>' else '≤'}」。"
        elif first in "|>" and len(written) > SHORT_SIGN:
            hint = f"分段的文字从下一行开始写，「{first}」后面不写字；如果是文字，给整个值加上半角单引号。"
        if first == "-":
            hint = "列表的各条另起一行，每条以「- 」开头；如果是文字，给整个值加上单引号，没有内容就删去这一行。"
        self.report("YM-015", 0, self.what, first, hint=hint)

    def _quoted(self, quote: str) -> Kind:
        found = QUOTED[quote].match(self.text)
        if not found:
            return Kind.OPEN_QUOTE
        rest = self.text[found.end() :]
        if rest.strip(" \t") and not COMMENT.match(rest):
            at = found.end() + len(rest) - len(rest.lstrip(" "))
            self.report("YM-027", at, length=len(self.text.rstrip()) - at)
            return self.spoil()
        if quote == '"':
            for escape in ESCAPE.finditer(found[0]):
                if escape[1] is not None:
                    self.report("YM-020", escape.start())
                    return self.spoil()
        return Kind.TEXT

    def _flow(self, first: str) -> Kind:
        end = closing(self.text)
        rest = self.text[end:] if end else ""
        if not end or (rest.strip() and not COMMENT.match(rest)):
            hint = "如果是文字，给整个值加上单引号；如果是几项，在同一行里补上半角的右括号，后面不再写字。"
            self.report("YM-015", 0, self.what, first, hint=hint)
            return self.spoil()
        for at in commas(self.text[:end]):
            self.report("YM-026", at, self.text[at])
        return self.spoil() if self.findings else Kind.TEXT

    def _plain(self) -> Kind:
        comment = COMMENT.search(self.text)
        if comment and comment[0] == " #":
            self._swallowed(comment.end() - 1)
        written = self.text[: comment.start()] if comment else self.text.rstrip(" \t")
        if FULL_QUOTES.fullmatch(written):
            self.report("YM-023", 0, self.what, length=len(written))
            self.line.replace(self.column + len(written) - 1, self.column + len(written), "")
            self.line.replace(self.column, self.column + 1, "")
            return Kind.TEXT
        stripped = written.rstrip(f"{WIDE_SPACES} ")
        if stripped != written.rstrip(" "):
            self.report("YM-011", len(stripped), "文字末尾", length=len(written) - len(stripped))
            self.line.replace(self.column + len(stripped), self.column + len(written), "")
        if colon := INNER_COLON.search(written):
            self.report(
                "YM-017", colon.start(), cause=TWO_COLONS, hint="冒号改成全角的「：」，或给整个值加上半角单引号。"
            )
            return self.spoil()
        return Kind.TEXT

    def _swallowed(self, at: int) -> None:
        self.report("YM-024", at, length=len(self.text.rstrip()) - at)
        self.findings[-1] = doubt(self.findings[-1])


def gap(line: Line, column: int) -> Iterator[Finding]:
    """Mend what stands between a colon or dash and its value, where only spaces may stand."""
    rest = line.text[column:]
    end = len(line.text) - len(rest.lstrip(f" \t{WIDE_SPACES}"))
    between = line.text[column:end]
    if not between.strip(" "):
        return
    after = "冒号后面" if line.text[column - 1] == ":" else "短横线后面"
    wide = re.search(f"[{WIDE_SPACES}]+", between)
    if wide:
        yield trap("YM-011", line.place(column + wide.start(), len(wide[0])), after)
    elif "\t" in between and end < len(line.text):
        yield trap("YM-001", line.place(column + between.index("\t")), after, hint="换成一个空格。")
    if wide or "\t" in between:
        line.replace(column, end, " " if end < len(line.text) else "")
