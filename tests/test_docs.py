"""The docs say what is so: examples are read and computed, commands and files exist, generated pages are current."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from typer.main import get_group

from generator import pipeline
from generator.check.registry import RULES
from generator.cli.app import app
from generator.cli.commands import COMMANDS
from generator.load.content import load
from generator.model.budget import Budget
from generator.model.department import Department
from generator.model.ledger.dimension import TREES
from generator.model.ledger.query import YEARS
from generator.model.pack import Pack
from generator.model.project import Project
from generator.model.values import Prose
from generator.report.reference import LEAST, LEAST_IN_BUDGET, excerpts, minimal, reference
from generator.report.review import as_text
from generator.report.rules import page
from generator.report.shapes import FILES
from generator.review import run
from tests import samples
from tests.conftest import real_repository

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.entry import Entry
    from generator.model.finding import Finding
    from generator.model.ledger.dimension import Tree

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
YAML = (ROOT / "docs" / "yaml.md").read_text(encoding="utf-8")
FORMULAS = (ROOT / "docs" / "formulas.md").read_text(encoding="utf-8")
# What a file that shows only some of its keys is told, in a repository with one pack; and nothing else.
INCOMPLETE = {"ZD-003", "MB-001", "MB-005", "ZD-016"}
FOLDER = "content/province/department/2024"
PLACES = {
    "Department": f"{FOLDER}/department.yaml",
    "Project": f"{FOLDER}/projects/01-project.yaml",
    "Budget": f"{FOLDER}/budget.yaml",
    "Region": "content/regions/500152/2024.yaml",
    "Accounts": "content/accounts.yaml",
    "Pack": "templates/yunnan-2024/pack.yaml",
}


def names(pages: list[Path]) -> list[str]:
    return [page.relative_to(ROOT).as_posix() for page in pages]


def write(root: Path, path: str, text: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def read(tmp_path: Path, **files: list[str]) -> tuple[list[Finding], Entry | None]:
    """Read a repository of the smallest files, some of them replaced; return the findings and the declaration."""
    given = {model.__name__: minimal(model) for model in (Department, Project, Pack)} | files
    # There is one pack only, and the example of a department makes documents of two.
    given["Department"] = [line for line in given["Department"] if line != "  部门预算: chongqing-2024"]
    for name, lines in given.items():
        write(tmp_path, PLACES[name], "\n".join(lines) + "\n")
    content = load(tmp_path)
    return content.files.findings, content.declarations[0].project if content.declarations else None


def test_the_reference_is_current() -> None:
    written = (ROOT / "docs" / "yaml.md").read_text(encoding="utf-8")
    assert written == reference(pipeline.packs(ROOT)), "docs/yaml.md is stale: run make docs"


def test_the_page_of_rules_is_not_stale() -> None:
    written = (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
    assert written == page(RULES), "docs/rules.md is stale: run make docs"


def about(model: type[Entry], findings: list[Finding]) -> list[Finding]:
    """Return the findings in the file of a model."""
    return [f for f in findings if f.position and f.position.path == PLACES[model.__name__]]


@pytest.mark.parametrize("model", FILES)
def test_the_smallest_files_are_sound(model: type[Entry], tmp_path: Path) -> None:
    findings, _ = read(tmp_path, **{model.__name__: minimal(model)})
    # The pack that a budget names is not in this repository.
    assert [f for f in about(model, findings) if f.code != "MB-001"] == []


@pytest.mark.parametrize(
    "models", [(Department, Project), (Department, Budget, Project), (Department, Budget)], ids=len
)
def test_documents_are_made_of_the_smallest_files(models: tuple[type[Entry], ...], tmp_path: Path) -> None:
    """What the page says is enough is enough: a clerk who copies it gets a document."""
    samples.copy_templates(tmp_path)
    for model in models:
        page = YAML.partition(f"## {model.entry_title}\n")[2]
        words = LEAST_IN_BUDGET if model is Project and Budget in models else LEAST
        block = page.partition(f"{words}\n\n```yaml\n")[2].partition("```")[0]
        if model is Department and Budget in models:  # Its example makes declarations, too.
            block = samples.changed(block, "  项目申报书: yunnan-2024\n", "")
        write(tmp_path, PLACES[model.__name__], block)
    write(tmp_path, PLACES["Accounts"], (ROOT / PLACES["Accounts"]).read_text(encoding="utf-8"))
    result = pipeline.build(tmp_path, formats=["docx", "html"], out=tmp_path / "build")
    assert [finding for finding in result.findings if finding.is_error] == []
    assert len(result.changes.written) == 2


@pytest.mark.parametrize("model", FILES)
def test_excerpts_of_the_reference_are_sound(model: type[Entry], tmp_path: Path) -> None:
    blocks = [lines for _, _, lines in excerpts(model) if lines]
    assert blocks
    if model is Pack:  # that the excerpt builds on
        write(tmp_path, "templates/chongqing-2024/pack.yaml", "\n".join(minimal(Pack)) + "\n")
    data = blocks[0][blocks[0].index("数据:") :] if "数据:" in blocks[0] else []
    data = data[: next((n for n, line in enumerate(data[1:], 1) if not line.startswith(" ")), len(data))]
    for lines in blocks:
        # An excerpt may leave out what stands elsewhere: the kind of its file, and the data that it names.
        kind = [] if lines[0].startswith("文种") else minimal(model)[:1]
        completed = lines if "数据:" in lines else [*kind, *data, *lines]
        findings, _ = read(tmp_path, **{model.__name__: completed})
        assert [f for f in about(model, findings) if f.code not in INCOMPLETE] == [], "\n".join(lines)


def rows(*heads: str) -> list[tuple[str, str]]:
    """Return the first two cells of the rows of all tables of formulas.md that are headed so."""
    found: list[tuple[str, str]] = []
    is_wanted = False
    for line in FORMULAS.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if not line.startswith("|"):
            is_wanted = False
        elif cells[:2] == list(heads):
            is_wanted = True
        elif is_wanted and not line.startswith("| ---"):
            found.append((cells[0].strip("`"), cells[1]))
    return found


def declared(words: str) -> list[str]:
    """Return the example file of formulas.md with some words as a paragraph of it."""
    block = re.search(r"```yaml\n(.*?)```", FORMULAS, re.DOTALL)
    assert block
    replaced = ("金额单位", "项目基本概况", "资金安排情况", "  说明")
    smallest = [line for line in minimal(Project) if not line.startswith(replaced)]
    return [*smallest, *block[1].splitlines(), "项目基本概况: |", f"  {words}"]


@pytest.mark.parametrize(("written", "printed"), rows("写", "印出"))
def test_formulas_print_what_the_page_says(written: str, printed: str, tmp_path: Path) -> None:
    findings, declaration = read(tmp_path, Project=declared(written))
    assert findings == []
    assert isinstance(declaration, Project)
    assert isinstance(declaration.overview, Prose)
    assert declaration.overview.plain == printed


@pytest.mark.parametrize(("written", "message"), rows("写", "提示"))
def test_formulas_fail_as_the_page_says(written: str, message: str, tmp_path: Path) -> None:
    findings, _ = read(tmp_path, Project=declared(written))
    assert [finding.message for finding in findings] == [message]


def test_names_of_other_files_print_what_the_page_says(tmp_path: Path) -> None:
    examples = rows("写", "潼南区医保局 2024 年印出")
    folder = "content/chongqing/tongnan-medical-security/2024"
    for path, data in samples.snapshot(ROOT / folder).items():
        write(tmp_path, f"{folder}/{path}", data.decode())
    budget = (tmp_path / folder / "budget.yaml").read_text(encoding="utf-8")
    said = re.sub(r"(?m)^机关运行经费用途:.*$", lambda _: f"机关运行经费用途: {'；'.join(dict(examples))}", budget)
    write(tmp_path, f"{folder}/budget.yaml", said)
    (statement,) = load(tmp_path).statements
    assert statement.budget.office_uses is not None
    assert statement.budget.office_uses.plain.split("；") == [printed for _, printed in examples]


def test_the_page_of_formulas_has_examples() -> None:
    assert len(rows("写", "潼南区医保局 2024 年印出")) > 5
    assert len(rows("写", "印出")) > 20
    assert len(rows("写", "提示")) > 5


@pytest.mark.parametrize("page", names(PAGES))
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    text = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'(?:src|href)="([^"]+)"', text)
    local = [unquote(target.partition("#")[0]) for target in targets if not re.match(r"[a-z]+:|#", target)]
    missing = [target for target in local if not ((ROOT / page).parent / target).exists()]
    assert missing == []


@pytest.mark.parametrize("page", names(PAGES))
def test_commands_exist(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    code = "\n".join(re.findall(r"```.*?```|`[^`\n]+`", text, re.DOTALL))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    assert COMMANDS, "importing them registers them"
    commands = get_group(app).commands
    assert set(re.findall(r"\bmake ([a-z-]+)", code)) - targets == set()
    assert set(re.findall(r"\bshenbao ([a-z]+)", code)) - set(commands) == set()
    below = [one for command in commands.values() for one in getattr(command, "commands", {}).values()]
    everything = [get_group(app), *commands.values(), *below]
    options = {"--help"} | {option for command in everything for p in command.params for option in p.opts}
    for line in re.findall(r"shenbao [^\n`]*", code):
        assert set(re.findall(r"(?<!\S)--[a-z-]+", line)) <= options, line


def test_every_kind_of_rule_is_named_above_the_rules() -> None:
    kinds = re.findall(r"^\| ([A-Z]{2}) \|", page(RULES), re.MULTILINE)
    assert kinds == sorted({code[:2] for code in RULES})


def test_the_dimensions_are_named_in_full() -> None:
    text = (ROOT / "docs" / "templates.md").read_text(encoding="utf-8")
    told = {cells[0]: cells[2] for row in text.splitlines() if len(cells := row.strip("| ").split(" | ")) == 3}
    for name, tree in TREES.items():
        assert all(value in told[name] for value in above(tree)), name
    assert set(YEARS) <= set(told["年度"].replace("，", "、").split("、"))


def above(tree: Tree) -> Iterator[str]:
    """Yield all values of a tree."""
    for value, below in tree.items():
        yield value
        yield from above(below or {})


@pytest.mark.slow
def test_the_review_of_the_readme_is_what_diff_says(tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (file,) = re.findall(r"^打开 `(content/[^`]+)`", readme, re.MULTILINE)
    (old,), (new,) = (re.findall(rf"^{sign}( +本级安排: .*)$", readme, re.MULTILINE) for sign in ("-", "[+]"))
    root = real_repository(tmp_path / "repo")
    text = (root / file).read_text(encoding="utf-8")
    assert text.count(f"{old}\n") == 1
    (root / file).write_text(text.replace(f"{old}\n", f"{new}\n"), encoding="utf-8")
    review = run.diff(ROOT, str(ROOT), str(root))
    said = [line for line in as_text(review).splitlines() if not line.startswith("文件")]
    shown = readme.partition("```text\n总额")[2].partition("\n```")[0].splitlines()
    assert [f"总额{shown[0]}", *shown[1:]] == said[: len(shown)]
