"""Names of files and subjects of commits come from strangers: they move no cursor, hide nothing and end no line."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from generator.model.finding import Finding, Mark, Severity
from generator.model.position import Position
from generator.report import forge, machine
from generator.report.text import clean
from tests import samples
from tests.review.test_history import commit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    OneProject = Callable[..., Path]
    Command = Callable[..., samples.Run]

# A screen that is wiped, a title that is set, text that runs backwards, a byte of no encoding, the end of a code span.
TRICKS = [
    "\x1b[2J\x1b[H",
    "\x1b]0;x\x07",
    "\u202egpj",
    "\x9b31m",
    "\r",
    "\n::error::假",
    "\n",
    "\x7f",
    os.fsdecode(b"\xff"),
    "`<b>@所有人</b>",
]
HIDDEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
FORMATS = ["text", "json", "sarif", "gitlab", "github", "markdown"]


def hidden(text: str, allowed: str = "\n") -> list[str]:
    return [character for character in text if unicodedata.category(character) in HIDDEN and character not in allowed]


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("trick", TRICKS)
def test_names_of_files_are_shown_and_nothing_more(
    trick: str, kind: str, one_project: OneProject, command: Command
) -> None:
    root = one_project()
    samples.write(root, {f"{samples.FOLDER}/projects/99{trick}.docx": b"x"})
    run = command(root, "check", "--format", kind)
    assert run.code == 0, run.err
    assert "WJ-015" in run.out
    assert hidden(run.out, "\n\u200b" if kind == "markdown" else "\n") == []
    assert hidden(run.err) == []
    if kind in {"json", "sarif", "gitlab"}:
        json.loads(run.out)
    elif kind == "github":
        assert re.fullmatch(r"::warning file=[^\n]*,line=1,col=1,title=警告 WJ-015::[^\n]*\n", run.out)
    elif kind == "markdown":
        assert not any(line.startswith("::") for line in run.out.splitlines())
        assert "`<b>" not in run.out


def test_every_part_of_a_finding_is_clean_in_every_format() -> None:
    for trick in TRICKS:
        place = Position(f"content/{trick}.yaml", 1)
        finding = Finding("WJ-015", Severity.WARNING, trick, place, trick, trick, (Mark(place, trick),))
        for text in (
            machine.as_json([finding], {trick: ["x"]}),
            machine.as_sarif([finding], {"WJ-015": trick}),
            machine.as_gitlab([finding], {}),
            forge.as_github([finding]),
            forge.as_markdown([finding], {}).replace("@\u200b", "@"),
        ):
            assert hidden(text) == []
        (told,) = json.loads(machine.as_json([finding], {}))["findings"]
        assert (told["message"], told["position"]["path"]) == (trick, place.path)
        assert len(forge.as_github([finding]).split("\n")) == 1


def test_clean_keeps_what_can_be_seen() -> None:
    text = "　全角空格、表 1\n第二行 ABC 𬭎"
    assert clean(text) == text


def test_subjects_of_commits_are_one_line_each(tmp_path: Path, command: Command) -> None:
    root = tmp_path / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    samples.own_fonts(root)
    commit(root, "建档\x1b[2J\x0b假\u2028的\x85行\x1f", "2024-01-05")
    run = command(root, "log", "资金安排情况.第1段")
    assert (run.code, run.err) == (0, "")
    lines = run.out.splitlines()
    assert [line[:10] for line in lines] == ["2024-01-05"]
    assert "建档" in lines[0]
    assert hidden(run.out) == []


def test_a_review_of_files_with_such_names(tmp_path: Path, command: Command) -> None:
    root = tmp_path / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    samples.own_fonts(root)
    commit(root, "one", "2024-01-05")
    samples.write(root, {f"{samples.FOLDER}/projects/{trick}x.docx": b"x" for trick in TRICKS})
    for kind in ("text", "markdown", "json", "html"):
        run = command(root, "diff", "HEAD", "--format", kind)
        assert run.code == 0, run.err
        assert hidden(run.out.replace("@\u200b", "@")) == []


def test_verify_and_build_show_such_names(one_project: OneProject, command: Command) -> None:
    root = one_project()
    command(root, "build", "-f", "html")
    for trick in TRICKS:
        (root / f"build/{trick}y".replace("/b", "_b")).write_bytes(b"x")
    run = command(root, "verify")
    assert run.code == 1
    assert len(run.out.splitlines()) == len(TRICKS)
    assert hidden(run.out + run.err) == []
