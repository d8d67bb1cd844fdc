"""Help pages say all they have to say at any width, and quickly."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from generator import __version__
from generator.cli.help import folded
from generator.report.text import cells
from tests import samples
from tests.test_cli import COMMANDS, GROUP

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Command = Callable[..., samples.Run]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("width", [60, 80])
@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_no_help_page_is_cut_off(name: str, width: int, tmp_path: Path, command: Command) -> None:
    arguments = [*name.split(), "--help"]
    narrow, wide = (command(tmp_path, *arguments, columns=columns).out for columns in (width, 200))
    assert max(map(cells, narrow.splitlines())) <= width
    assert squeezed(narrow) == squeezed(wide)
    assert not re.search(r"…|(?<!\])\.\.\.$", narrow.partition("\n")[2], re.MULTILINE)
    told: Any = GROUP
    for word in name.split():
        told = told.commands[word]
    below = [one.help for one in getattr(told, "commands", {}).values() if not one.hidden]
    for words in below or [told.help]:
        assert squeezed(words or "") in squeezed(narrow)


def test_every_argument_and_option_is_told(tmp_path: Path) -> None:
    told = samples.shenbao(tmp_path, "build", "-h").out
    for words in ("[路径]...", "-f, --format 格式", "--out 文件夹", "-q, --quiet", "-h, --help", "--draft", "--strict"):
        assert words in told


@pytest.mark.parametrize("width", range(2, 40))
def test_folding_loses_nothing_and_begins_no_line_with_a_stop(width: int) -> None:
    text = "说明「印出的一个数」是怎么来的：公式、各个数（content/ 里的），以及它们写在哪一行。用 --help 看，等等……"
    lines = folded(text, width)
    assert squeezed("".join(lines)) == squeezed(text)
    assert not [line for line in lines if line[:1] in set("，。、：）」…")]
    assert not [line for line in lines if line[-1:] in set("（「")]
    longest = max(cells(word) for word in ("（content/", "--help", "一个数」", "来的："))
    assert max(map(cells, lines)) <= max(width, longest)


def test_the_version_is_told(tmp_path: Path) -> None:
    run = samples.shenbao(tmp_path, "--version")
    assert (run.code, run.out, run.err) == (0, f"shenbao {__version__}\n", "")


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["build", "--help"], ["explain", "--help"]])
def test_help_loads_no_more_than_it_needs(arguments: list[str], tmp_path: Path) -> None:
    """The renderer of Markdown alone took as long to load as everything else."""
    program = tmp_path / "loaded.py"
    program.write_text(
        "import sys\nfrom generator.cli import main\n"
        "try:\n    main.run()\nfinally:\n    print(*sorted({name.partition('.')[0] for name in sys.modules} |"
        " {name for name in sys.modules if name.startswith('generator.')}), file=sys.stderr)\n",
        encoding="utf-8",
    )
    run = samples.shenbao(tmp_path, *arguments, program=str(program))
    loaded = set(run.err.split())
    assert run.code == 0
    assert "generator.cli.main" in loaded
    heavy = {
        "markdown_it",
        "pygments",
        "generator.model.entry",
        "jinja2",
        "lxml",
        "yaml",
        "ruamel",
        "weasyprint",
        "generator.pipeline",
    }
    assert loaded & heavy == set()
