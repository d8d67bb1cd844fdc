"""Who may import what: the libraries that each room of the generator knows, and the rooms that each may import.

The table here is the rule for libraries, the contracts of import-linter in pyproject.toml for rooms
(docs/architecture.md says why); imports under TYPE_CHECKING and inside functions count too.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
PACKAGE = "generator"

# Each library and the rooms that may import it. A library that is missing here may be imported nowhere.
LIBRARIES = {
    "distributed": {"system"},
    "docx": {"render", "verify"},
    "docxtpl": {"render"},
    "fontTools": {"render"},
    "lsprotocol": {"language"},
    "pygls": {"language"},
    "jinja2": {"assemble", "importing", "render", "sandbox", "verify"},
    "lxml": {"importing", "render", "verify"},
    "markupsafe": {"assemble", "render"},
    "pikepdf": {"importing", "render", "verify"},
    "pydyf": {"render"},
    "pypdfium2": {"verify"},
    "rich": {"report", "cli"},
    "ruamel": {"edit"},
    "stdnum": {"check"},
    "tinycss2": {"render"},
    "tinyhtml5": {"render"},
    "typer": {"cli"},
    "weasyprint": {"render"},
    "xlsxwriter": {"render"},
    "yaml": {"load"},
}

MAY_PRINT = {"report", "cli"}
# Those that find modules by their names, which import-linter can't see: formats of output, and rules.
BY_NAME = {"work", "check"}


def violations(path: str, source: str) -> list[str]:
    """Return what `source`, the text of generator/<path>, does that its room may not do."""
    parts = [PACKAGE, *Path(path).with_suffix("").parts]
    room = parts[1]
    found = []
    for node in ast.walk(ast.parse(source)):
        wrong = [name for name in imported(node, parts) if not allowed(room, name)]
        found += [f"{path}:{getattr(node, 'lineno', 0)}: {room} may not import {name}" for name in wrong]
        if imports_by_name(node) and room not in BY_NAME:
            found.append(f"{path}:{getattr(node, 'lineno', 0)}: {room} may not import by name")
        if prints(node) and room not in MAY_PRINT:
            found.append(f"{path}:{getattr(node, 'lineno', 0)}: {room} may not print")
    return found


def allowed(room: str, name: str) -> bool:
    """Whether a module of `room` may import the module `name`; what our own may import is said by the contracts."""
    top = name.partition(".")[0]
    return top in {PACKAGE, *sys.stdlib_module_names} or room in LIBRARIES.get(top, ())


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


def imports_by_name(node: ast.AST) -> bool:
    """Whether this is import_module(…) or __import__(…)."""
    match node:
        case ast.Call(func=ast.Name(id="import_module" | "__import__") | ast.Attribute(attr="import_module")):
            return True
        case _:
            return False


def prints(node: ast.AST) -> bool:
    """Whether this is print(…), or reaches for a standard stream."""
    match node:
        case ast.Call(func=ast.Name(id="print")):
            return True
        case ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr"):
            return True
        case _:
            return False


def test_libraries() -> None:
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
        "assemble/text.py": "def late():\n    import yaml",
        "write/plan.py": "import importlib\nimportlib.import_module('weasyprint.text')",
        "verify/read.py": "import notlisted",
        "edit/fix.py": "print('x')",
        "render/docx.py": "import sys\nsys.stderr.write('x')",
        "attic/old.py": "import yaml",
        "load/reader.py": "from importlib import import_module\nimport_module('generator.check')",
    }
    silent = [path for path, source in planted.items() if not violations(path, source)]
    assert not silent


def test_lets_pass_what_is_right() -> None:
    fine = {
        "render/pdf.py": "import weasyprint\nfrom generator.model.document import Document\nfrom .html import render",
        "pipeline.py": "from generator.load import reader\nimport json",
        "load/reader.py": "import yaml\nfrom generator import model\nfrom generator import __version__",
        "report/terminal.py": "import rich.console\nprint('x')",
    }
    assert [violation for path, source in fine.items() for violation in violations(path, source)] == []
