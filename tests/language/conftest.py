"""What the tests of the language server share: a desk over the real repository, of which nothing is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.check.registry import Outcome
from generator.language.desk import Desk
from generator.language.diagnostics import diagnostics
from generator.language.ranges import Ranges, split
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lsprotocol import types

RANGES = Ranges()


@pytest.fixture(scope="session")
def shared() -> Desk:
    """One desk, so that what doesn't change is checked once."""
    return Desk(samples.ROOT)


@pytest.fixture
def desk(shared: Desk) -> Iterator[Desk]:
    """The shared desk, cleared afterwards."""
    yield shared
    shared.texts = {}


@pytest.fixture
def marks(desk: Desk) -> Callable[[str, str], list[types.Diagnostic]]:
    """Lay a text on the desk, and return what is marked in it."""

    def mark(path: str, text: str) -> list[types.Diagnostic]:
        desk.put(path, text)
        seen = desk.current(path)
        made = diagnostics(
            seen.findings, lambda one: seen.lines.get(one) or split(desk.text(one)), RANGES, lambda one: one
        )
        return made.get(path, [])

    return mark


@pytest.fixture
def unruled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave rules out, which take half of the time: what is wrong with the reading of a file is none of theirs."""
    monkeypatch.setattr("generator.check.registry.run", lambda subject: Outcome((), ()))  # noqa: ARG005 - as it is called
