"""Functions that the program gives to templates: the only ones that can be called besides macros."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from jinja2 import TemplateRuntimeError

from generator.model.finding import FindingError, error

if TYPE_CHECKING:
    from collections.abc import Callable


WRONG = "MB-010"


class QuestionError(TemplateRuntimeError):
    """Raised where a question of a template can't be answered; carries the finding that tells why."""

    def __init__(self, problem: FindingError) -> None:
        super().__init__(problem.finding.message)
        self.problem = problem


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """A function of words: it takes text, and gives text, numbers, or mappings and lists of these.

    `example` shows how it is called, `takes` with how many words; `size` is how many texts it may give: a template may
    print so much more.
    """

    answer: Callable[..., object]
    size: int
    takes: int
    example: str

    def __call__(self, *words: str) -> object:
        """Answer; QuestionError where that can't be done, and for anything but words."""
        if len(words) != self.takes or not all(isinstance(word, str) for word in words):
            hint = f"写成「{self.example}」这样：{self.takes} 段，各加半角引号；取来的字用「~」接上。"
            raise QuestionError(FindingError(error(WRONG, f"「{self.example[0]}」的括号里写得不对", None, hint=hint)))
        try:
            return self.answer(*words)
        except FindingError as problem:
            raise QuestionError(problem) from problem
