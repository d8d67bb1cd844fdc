"""Carries text through a Jinja template without losing the origin of its runs.

A template sees each text as a token of private-use characters, which content can't contain; what the template says
is then split at the tokens again. So content can't become markup of a template, and figures stay figures.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.model.finding import FindingError, error
from generator.model.text import Run, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from generator.model.finding import Finding

OPEN, CLOSE = "\ue000", "\ue001"
# Stands in a title where a line may end.
BREAK = "\ue002"
TOKEN = re.compile(f"{OPEN}(\\d+){CLOSE}")
# A unit of money or a per cent sign that a template wrote right behind a text; 元旦 and 元月 are days.
UNIT_BEHIND = re.compile(rf"{TOKEN.pattern}(?P<unit>\s*[(（]?\s*(?:[百千万亿]*元(?![旦月宵年])|[%％])\s*[)）]?)")
TWICE = "QS-008"


class Tokens:
    """The texts of one document, by token.

    `refused` is the number of a text that may not be held, and the finding that tells why: a template that is run
    once more stops at the line that asks for it.
    """

    def __init__(self, refused: tuple[int, Finding] | None = None) -> None:
        self._texts: list[Text] = []
        self._with_unit: set[int] = set()
        self._refused = refused

    def hold(self, text: Text, *, has_unit: bool = False) -> str:
        """Return the token of a text; the empty text gives "", so that templates can ask for it.

        `has_unit` says that it is a figure which ends with its unit.
        """
        if not text:
            return ""
        number = len(self._texts)
        if self._refused is not None and self._refused[0] == number:
            raise FindingError(self._refused[1])
        self._texts.append(text)
        if has_unit:
            self._with_unit.add(number)
        return f"{OPEN}{number}{CLOSE}"

    def unit_twice(self, lines: Iterable[str]) -> tuple[int, Finding] | None:
        """Return the number of the first figure behind whose unit a template wrote another one, and what to tell."""
        for line in lines:
            for found in UNIT_BEHIND.finditer(line):
                if (number := int(found[1])) in self._with_unit:
                    said = f"{self._texts[number].plain}{found['unit']}"
                    hint = f"删去模板里这个数后面的「{found['unit'].strip()}」。"
                    cause = "「数」和「比」印出的数带着单位，单位由「金额格式」定。"
                    return number, error(TWICE, f"单位写了两次，印出来是「{said}」", None, cause=cause, hint=hint)
        return None

    def release(self, said: str) -> Text:
        """Return the text of what a template said."""
        runs: list[Run] = []
        for index, part in enumerate(TOKEN.split(said)):
            if index % 2:
                runs += self._texts[int(part)].runs
            elif part:
                runs.append(Run(part))
        return Text(tuple(runs))
