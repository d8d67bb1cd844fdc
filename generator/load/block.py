"""The text below a `|`, also where it is not indented as it has to be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.load import marks
from generator.load.depth import STEP
from generator.load.key import is_text
from generator.load.lines import INDENT, Line, next_speaking
from generator.load.traps import trap

if TYPE_CHECKING:
    from generator.model.finding import Finding

ALIGN = "「|」下面的各行都要和第一行对齐。"
ALIGN_IT = "和「|」下面的第一行对齐。"
FIRST = "「|」下面的第一行比后面各行缩进得多。"
INDENT_IT = "「|」下面的文字要比键名多缩进两个空格。"
INDENT_ALL = "在这几行文字前面各加两个空格。"
NO_COMMENT = "「|」下面的都是文字，中间不能夹备注。"


class Block:
    """Follows the text below line `index`, whose key or dash stands in column `parent`; `end` is the line behind it."""

    def __init__(self, lines: list[Line], index: int, parent: int, header: str) -> None:
        self.lines, self.parent = lines, parent
        self.findings: list[Finding] = []
        written = re.search(r"[1-9]", header.partition("#")[0])
        # The column of the text: known from the header or from its first line.
        self.column = parent + int(written[0]) if written else 0
        self.is_flat = False
        self.start = self.end = index + 1
        while self.end < len(lines) and self._takes(self.end):
            self.end += 1
        # Whether there is no text at all.
        self.is_empty = not any(line.text.strip(" ") for line in lines[index + 1 : self.end])

    def _takes(self, index: int) -> bool:
        """Whether a line belongs to the block; one that should have been indented is reported and mended."""
        line = self.lines[index]
        if not line.text.strip(" "):
            return True
        if line.lead >= (self.column or self.parent + 1) and (self.column or line.text[line.lead] != "\t"):
            self.column = self.column or line.lead
            return True
        found = marks.machinery(self.lines, index, is_first=False)
        if found is not None:
            self.findings += found
            return True
        return self._misses(index)

    def _misses(self, index: int) -> bool:
        """Whether a line that is indented too little was meant for the block; then report and mend it."""
        line = self.lines[index]
        blank = INDENT.match(line.text)
        lead = blank[0] if blank else ""
        if lead.strip(" "):
            if not is_text(line, len(lead)) and not self._goes_on(index):
                return False
            at = len(lead) - len(lead.lstrip(" "))
            code = "YM-001" if lead[at] == "\t" else "YM-011"
            self.findings.append(trap(code, line.place(at, len(lead) - at), "行首"))
        elif line.is_silent:
            return self._comment(index)
        elif not is_text(line):
            return False
        elif self.is_flat or (not self.column and line.lead <= self.parent):
            if not self.is_flat:
                self.findings.append(trap("YM-018", line.place(line.lead), cause=INDENT_IT, hint=INDENT_ALL))
            self.is_flat = True
        elif self._is_first_deeper(index):
            return True
        elif line.lead > self.parent or self._goes_on(index):
            self.findings.append(trap("YM-018", line.place(line.lead), cause=ALIGN, hint=ALIGN_IT))
        else:
            return False
        self.column = self.column or self._usual(index)
        line.replace(0, len(lead), " " * self.column)
        return True

    def _usual(self, index: int) -> int:
        """Return where the text of the block most likely stands: where the next line does, if that is text of it."""
        following = next_speaking(self.lines, index)
        lead = self.lines[following].lead if following is not None else 0
        return lead if lead > self.parent else self.parent + STEP

    def _is_first_deeper(self, index: int) -> bool:
        """Whether it is the first line of the block that is not aligned; then report and mend that one."""
        line = self.lines[index]
        above = [other for other in self.lines[self.start : index] if other.text.strip(" ")]
        is_usual = self.column == self.parent + STEP
        if is_usual or line.lead <= self.parent or len(above) != 1 or self._goes_on(index):
            return False
        hint = f"删去 {self.column - line.lead} 个空格，和后面各行对齐。"
        self.findings.append(trap("YM-018", above[0].place(self.column), cause=FIRST, hint=hint))
        above[0].indent(line.lead - self.column)
        self.column = line.lead
        return True

    def _comment(self, index: int) -> bool:
        line = self.lines[index]
        if not self._goes_on(index):
            return False
        self.findings.append(trap("YM-018", line.place(line.lead), cause=NO_COMMENT, hint="把备注移到键名的上一行。"))
        line.drop()
        return True

    def _goes_on(self, index: int) -> bool:
        """Whether the next line that says something is text of this block."""
        following = next_speaking(self.lines, index)
        return bool(self.column) and following is not None and self.lines[following].lead >= self.column
