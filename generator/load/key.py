"""Finds the key of a line, also where its colon is full-width or lacks its space."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.load.lines import BROKEN, WIDE_SPACES, Line
from generator.load.traps import trap
from generator.load.value import CLOSING, FULL_QUOTES, MACHINERY, OPENING, QUOTED, SPECIAL

if TYPE_CHECKING:
    from generator.model.finding import Finding

COLON = re.compile(r":(?=[ \t]|$)")
# What may be a key: a word without the marks of a sentence.
WORD = rf"[^\s{WIDE_SPACES}:：,，、。；;！!？?#'\"“”‘’（(]{{1,30}}"
# A code of 科目 with its name, in which other signs may stand: 30213 维修（护）费.
CODED = r"\d{3,7} +[^\s:：#][^:：#]{0,40}"
FULL_COLON = re.compile(rf"(?:{CODED}|{WORD} *)(：)")
NO_SPACE = re.compile(rf"(?:{CODED}|{WORD})(:)(?=[^\s/\\])")
WIDE_AFTER = re.compile(rf"(?:{CODED}|{WORD}):(?=[{WIDE_SPACES}])")
# A word of a key's usual length, and a value behind a space.
NO_COLON = re.compile(r"\d{3,7} +\S{1,40}(?= +(?:-?\d|\$))|[\w/]{2,12}(?= +\S)")
LONE_WORD = re.compile(r"[\w/]{2,12}(?= *$)")
PLAUSIBLE = re.compile(rf"{CODED}|{WORD}(?: {WORD})*")


def colon_slip(text: str) -> tuple[str, int] | None:
    """Return what is wrong with the colon of a text that was meant to be `键: 值`, and where."""
    found = FULL_COLON.match(text) or NO_SPACE.match(text)
    return ("YM-010" if found[1] == "：" else "YM-013", found.start(1)) if found else None


class Key:
    """The key that begins in a column, and the findings about it; `colon` is -1 where there is none."""

    def __init__(self, line: Line, start: int) -> None:
        self.line, self.start = line, start
        self.findings: list[Finding] = []
        self.colon = self._find()

    @property
    def text(self) -> str:
        """The key as written."""
        return self.line.text[self.start : self.colon].strip(" ")

    @property
    def is_plausible(self) -> bool:
        """Whether it looks like a key, not like a sentence with a colon."""
        return bool(PLAUSIBLE.fullmatch(self.text.strip(f"'\"{OPENING}{CLOSING}")))

    def guess(self, *, may_lack: bool, has_children: bool) -> None:
        """Take what looks like a key and its colon for them, and mend the line; `may_lack` the colon altogether."""
        text = self.line.text[self.start :]
        found = FULL_COLON.match(text)
        if found:
            self._mend("YM-010", self.start + found.start(1), ": ")
        elif found := NO_SPACE.match(text):
            self._mend("YM-013", self.start + found.start(1), ": ")
        elif found := WIDE_AFTER.match(text):
            self.colon = self.start + found.end() - 1  # what follows it is reported with the value
        elif may_lack and (found := (LONE_WORD if has_children else NO_COLON).match(text)):
            self.findings.append(trap("YM-021", self.line.place(self.start, len(text.rstrip()))))
            self.colon = self.start + found.end()
            self.line.replace(self.colon, self.colon, ":")

    def check(self) -> None:
        """Find what is wrong with a key that has its colon."""
        text = self.text
        found = FULL_COLON.match(text) or NO_SPACE.match(text)
        if found:
            self._mend("YM-010" if found[1] == "：" else "YM-013", self.start + found.start(1), ": ")
        elif machine := MACHINERY.match(text):
            self._report("YM-006", machine[0], length=len(machine[0]))
            self._spoil()
        elif text == "<<":
            self._spoil()  # what is to be merged is refused
        elif SPECIAL.match(text) or text[:1] in {"[", "{"}:
            self._report("YM-015", "键名", text[0])
            self._spoil()
        elif FULL_QUOTES.fullmatch(text):
            self._report("YM-023", "键名", length=len(text))
            self.line.replace(self.start + len(text) - 1, self.start + len(text), "")
            self.line.replace(self.start, self.start + 1, "")
            self.colon -= 2
        elif text.endswith("\t"):
            start = self.start + len(text.rstrip("\t "))
            self.findings.append(trap("YM-001", self.line.place(start, self.colon - start), "冒号前面", hint="删去。"))
            self.line.replace(start, self.colon, "")
            self.colon = start
        elif text != text.strip(WIDE_SPACES):
            self.findings.append(trap("YM-011", self.line.place(self.colon - 1), "冒号前面"))
            self.line.replace(self.colon - 1, self.colon, "")
            self.colon -= 1

    def _find(self) -> int:
        text = self.line.text[self.start :]
        if text[:1] in QUOTED:
            quoted = QUOTED[text[0]].match(text)
            if not quoted:
                return -1
            rest = text[quoted.end() :]
            at = len(rest) - len(rest.lstrip(" \t"))
            return self.start + quoted.end() + at if COLON.match(rest, at) else -1
        found = COLON.search(text)
        comment = text.find(" #")
        return self.start + found.start() if found and (comment < 0 or found.start() < comment) else -1

    def _mend(self, code: str, at: int, new: str) -> None:
        self.findings.append(trap(code, self.line.place(at)))
        self.line.replace(at, at + 1, new.rstrip() if self.line.text.startswith(" ", at + 1) else new)
        self.colon = at

    def _report(self, code: str, *words: str, length: int = 1) -> None:
        self.findings.append(trap(code, self.line.place(self.start, length), *words))

    def _spoil(self) -> None:
        """Put a key in place that is dropped with its value: that it is unknown, nobody needs to be told."""
        new = f"'{BROKEN}'"
        self.line.replace(self.start, self.colon, new)
        self.colon = self.start + len(new)


def is_text(line: Line, lead: int | None = None) -> bool:
    """Whether a line has neither a dash nor a key with a colon of YAML behind its indentation."""
    lead = line.lead if lead is None else lead
    key = Key(line, lead)
    return line.text[lead : lead + 1] != "-" and not (key.colon >= 0 and key.is_plausible)
