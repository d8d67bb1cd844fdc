"""The first day, as docs/first-day.md tells it: last year's Word file becomes this year's documents."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from tests import samples
from tests.first_day import OFFICE, PAGE, first_day

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Result

# Of a slow machine; and what an office worker presses in ten minutes who looks at each key.
SECONDS, KEYS = 30, 600


@pytest.mark.slow
def test_the_page_does_what_it_says(built: tuple[Result, Path], repo: Path) -> None:
    (word,) = (built[1] / "chenggong-medical-security/2024").glob("*.docx")
    (repo / "去年").mkdir()
    shutil.copy2(word, repo / "去年/申报书.docx")
    day = first_day(repo)
    sys.stdout.write(f"{day}\n")
    assert "三个错误" in PAGE
    for command, lines in day.expected.items():
        said = {line.strip() for line in day.said[command].splitlines()}
        assert [line for line in lines if line not in said] == [], command
    assert len(day.expected) == 4
    assert (day.commands, day.keys < KEYS) == (5, True), day
    # Seconds of waiting are those of a machine that others use too.
    assert day.processor < SECONDS, day
    made = samples.snapshot(repo / "build/my-office/2025")
    assert {path.rpartition(".")[2] for path in made} == {"docx", "html", "pdf"}
    (page,) = (data.decode() for path, data in made.items() if path.endswith(".html"))
    assert "112000人" in page
    assert "108000人" not in page
    assert (repo / OFFICE / "2024/projects/01-project.yaml").read_text("utf-8").count("108000人") > 3
