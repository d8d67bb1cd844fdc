"""Carries text through a Jinja template without losing the origin of its runs.

A template sees each text as a token of private-use characters, which content can't contain; what the template says
is then split at the tokens again. So content can't become markup of a template, and figures stay figures.
"""

from __future__ import annotations

import re

from generator.model.text import Run, Text

OPEN, CLOSE = "\ue000", "\ue001"
# Stands in a title where a line may end.
BREAK = "\ue002"
TOKEN = re.compile(f"{OPEN}(\\d+){CLOSE}")


class Tokens:
    """The texts of one document, by token."""

    def __init__(self) -> None:
        self._texts: list[Text] = []

    def hold(self, text: Text) -> str:
        """Return the token of a text; the empty text gives "", so that templates can ask for it."""
        if not text:
            return ""
        self._texts.append(text)
        return f"{OPEN}{len(self._texts) - 1}{CLOSE}"

    def release(self, said: str) -> Text:
        """Return the text of what a template said."""
        runs: list[Run] = []
        for index, part in enumerate(TOKEN.split(said)):
            if index % 2:
                runs += self._texts[int(part)].runs
            elif part:
                runs.append(Run(part))
        return Text(tuple(runs))
