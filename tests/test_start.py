"""What a command doesn't need, it doesn't import: importing everything takes a second."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PROBE = """
import json, sys
from generator.cli.main import run
try:
    run()
finally:
    sys.stderr.write(json.dumps(sorted(sys.modules)))
"""
# Libraries by the command that needs them; whoever adds one here makes every such command slower.
HELP = {"typer"}
# Checks read the Word template too: whether a text leaves a line or two on its last page is a matter of its measures.
READING = {"jinja2", "lxml", "markupsafe", "stdnum", "yaml"}
FILES = {"tinycss2", "webencodings"}
WORD = {"docx", "docxtpl"}
KNOWN = (
    HELP
    | READING
    | FILES
    | WORD
    | {
        "cffi",
        "dask",
        "distributed",
        "pydantic",
        "rich",
        "pikepdf",
        "pypdfium2",
        "pyphen",
        "ruamel",
        "weasyprint",
        "xlsxwriter",
    }
)


def modules(root: Path, program: Path, *arguments: str) -> set[str]:
    program.write_text(PROBE, encoding="utf-8")
    done = samples.shenbao(root, *arguments, program=str(program))
    assert done.code == 0, done
    return set(json.loads(done.err.splitlines()[-1]))


def libraries(found: set[str]) -> set[str]:
    return {name.partition(".")[0] for name in found} & KNOWN


@pytest.mark.parametrize(
    ("arguments", "needed"),
    [
        (("--help",), HELP),
        (("check",), HELP | READING),
        (("build", "-f", "docx"), HELP | READING | FILES | WORD),
        (("build", "-f", "html"), HELP | READING | FILES),
    ],
    ids=["help", "check", "docx", "html"],
)
def test_only_what_a_command_needs(
    one_project: Callable[..., Path], tmp_path: Path, arguments: tuple[str, ...], needed: set[str]
) -> None:
    # Files of its own: links may lead out of the repository, and a run with one is never answered.
    samples.copy_templates(tmp_path / "one")
    samples.own_fonts(tmp_path / "one")
    root, program = one_project(), tmp_path / "probe.py"
    assert libraries(modules(root, program, *arguments)) == needed
    if arguments == ("--help",):
        return
    again = modules(root, program, *arguments)
    assert libraries(again) == set()
    ours = {name for name in again if name.startswith("generator.")}
    assert {name.split(".")[1] for name in ours} == {"cli", "system", "unchanged"}
    assert not again & {"asyncio", "decimal", "email", "logging", "subprocess", "tempfile"}
