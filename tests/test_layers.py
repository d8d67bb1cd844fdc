"""Who may import what: the rooms of the generator and the libraries that each of them knows.

The tables are the rule (docs/architecture.md says why); imports under TYPE_CHECKING and inside functions count too.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = "generator"

# Each room and the rooms that it may import, besides itself. What the package's own files hold counts as a room.
ROOMS = {
    "__init__": set[str](),
    "__main__": {"cli"},
    "unchanged": {"system"},
    "cli": {
        *(
            "unchanged",
            "pipeline",
            "departments",
            "drafting",
            "serve",
            "rolling",
            "published",
            "looks",
            "editing",
            "catalogue",
            "review",
            "report",
            "system",
            "model",
        ),
    },
    "pipeline": {"load", "check", "assemble", "render", "verify", "work", "write", "report", "system", "model"},
    "departments": {"pipeline", "unchanged", "load", "check", "write", "system", "model"},
    "drafting": {"pipeline", "load", "assemble", "render", "write", "model"},
    "serve": {
        *("pipeline", "drafting", "series", "review", "looks", "work", "render", "write", "report", "system", "model"),
    },
    "rolling": {"pipeline", "editing", "check", "load", "edit", "bring", "write", "model"},
    "work": {"render", "verify", "write", "system", "model"},
    "published": {"write", "model"},
    "series": {"assemble", "work", "load", "model"},
    "looks": {"work", "verify", "write", "model"},
    "carrying": {"load", "bring", "model"},
    "review": {"pipeline", "assemble", "published", "series", "looks", "carrying", "system", "model"},
    "editing": {"pipeline", "load", "edit", "carrying", "write", "system", "model"},
    "catalogue": {"editing", "load", "edit", "bring", "write", "system", "model"},
    "load": {"system", "model"},
    "check": {"model"},
    "assemble": {"sandbox", "phrase", "model"},
    "render": {"sandbox", "phrase", "model"},
    "sandbox": {"model"},
    "verify": {"model"},
    "write": {"system", "model"},
    "edit": {"model"},
    "bring": {"edit", "model"},
    "report": {"model"},
    "system": {"model"},
    "phrase": set[str](),
    "model": set[str](),
}

# Each library and the rooms that may import it. A library that is missing here may be imported nowhere.
LIBRARIES = {
    "docx": {"render", "verify"},
    "docxtpl": {"render"},
    "fontTools": {"render"},
    "jinja2": {"assemble", "render", "sandbox"},
    "lxml": {"render", "verify"},
    "markupsafe": {"assemble", "render"},
    "pikepdf": {"render", "verify"},
    "pydyf": {"render"},
    "pypdfium2": {"verify"},
    "rich": {"report", "cli"},
    "ruamel": {"edit"},
    "stdnum": {"check"},
    "tinycss2": {"render"},
    "typer": {"cli"},
    "weasyprint": {"render"},
    "xlsxwriter": {"render"},
    "yaml": {"load"},
}

MAY_PRINT = {"report", "cli"}


def violations(path: str, source: str) -> list[str]:
    """Return what `source`, the text of generator/<path>, does that its room may not do."""
    parts = [PACKAGE, *Path(path).with_suffix("").parts]
    room = parts[1]
    if room not in ROOMS:
        return [f"{path}: a room without an entry in the table"]
    found = []
    for node in ast.walk(ast.parse(source)):
        wrong = [name for name in imported(node, parts) if not allowed(room, name)]
        found += [f"{path}:{getattr(node, 'lineno', 0)}: {room} may not import {name}" for name in wrong]
        if prints(node) and room not in MAY_PRINT:
            found.append(f"{path}:{getattr(node, 'lineno', 0)}: {room} may not print")
    return found


def allowed(room: str, name: str) -> bool:
    """Whether a module of `room` may import the module `name`."""
    top, _, rest = name.partition(".")
    if top == PACKAGE:
        target = rest.partition(".")[0]
        return target in {"", "__version__", room, *ROOMS[room]}
    return top in sys.stdlib_module_names or room in LIBRARIES.get(top, ())


def imported(node: ast.AST, importer: list[str]) -> list[str]:
    """Return the full names of the modules that a statement or an import_module("…") call brings in."""
    match node:
        case ast.Import(names=names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module=module, names=names, level=level):
            base = [*importer[:-level], *([module] if module else [])] if level else [module or ""]
            # `from generator import load` names a room; elsewhere the names are what the module holds.
            return [".".join([*base, alias.name]) for alias in names] if base == [PACKAGE] else [".".join(base)]
        case ast.Call(
            func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module"),
            args=[ast.Constant(value=str(name)), *_],
        ):
            return [name]
        case _:
            return []


def prints(node: ast.AST) -> bool:
    """Whether this is print(…), or reaches for a standard stream."""
    match node:
        case ast.Call(func=ast.Name(id="print")):
            return True
        case ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr"):
            return True
        case _:
            return False


def test_rooms_and_libraries() -> None:
    folder = ROOT / PACKAGE
    files = sorted(folder.rglob("*.py"))
    assert files
    found = [
        violation
        for file in files
        for violation in violations(file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8"))
    ]
    assert not found, "\n".join(found)


def test_finds_what_is_planted() -> None:
    planted = {
        "check/rules.py": "from generator.load import reader",
        "load/reader.py": "from generator import check",
        "render/pdf.py": "from ..assemble import numbering",
        "model/text.py": "from generator.report.terminal import show",
        "report/terminal.py": "from generator.pipeline import build",
        "assemble/text.py": "def late():\n    import yaml",
        "write/plan.py": "import importlib\nimportlib.import_module('weasyprint.text')",
        "verify/read.py": "import notlisted",
        "edit/fix.py": "print('x')",
        "render/docx.py": "import sys\nsys.stderr.write('x')",
        "attic/old.py": "",
    }
    silent = [path for path, source in planted.items() if not violations(path, source)]
    assert not silent


def test_lets_pass_what_is_right() -> None:
    fine = {
        "render/pdf.py": "import weasyprint\nfrom generator.model.document import Document\nfrom .html import render",
        "pipeline.py": "from generator.load import reader\nfrom generator.check import run\nimport json",
        "__main__.py": "from generator.cli.main import run",
        "load/reader.py": "import yaml\nfrom generator import model\nfrom generator import __version__",
        "report/terminal.py": "import rich.console\nprint('x')",
    }
    assert [violation for path, source in fine.items() for violation in violations(path, source)] == []
