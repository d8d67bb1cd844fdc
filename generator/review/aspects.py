"""Tells what a file that differs may change: words, looks, heads and feet, fonts, the program.

In doubt more is told: each part of a template counts for all that it may decide.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from generator.model.review import Aspect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

WORDS, LOOKS, HEADS, FONT = Aspect.WORDS, Aspect.LOOKS, Aspect.HEADS, Aspect.FONT
# What runs, or decides what runs: on the machines of those who build, and on the forge.
PROGRAM: Final = {"generator", "tests", ".ci", ".github", ".gitlab", ".gitee", ".vscode", ".devcontainer"}
PROGRAM_FILES: Final = re.compile(
    r"(Makefile|pyproject\.toml|setup\.(py|cfg)|.*\.lock|\.git(attributes|ignore|modules)|\.gitlab-ci\.yml|\.pre-commit-.*"
    r"|.*\.(py|sh|bat|cmd|ps1)|conftest\..*|.*\.ini|.*\.cfg|.*\.toml)",
    re.IGNORECASE,
)
OUTPUTS: Final = ("build/", ".cache/")
PLACEHOLDER: Final = "build/.gitkeep"
# Parts of Word files and of style sheets beyond this are not looked into.
_LARGEST: Final = 8 << 20
_RULE: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_MARGIN_BOX: Final = re.compile(r"@(top|bottom|left|right)-|string-set|running|\\")
_GENERATED: Final = re.compile(r"(content|counter-[a-z]+|quotes|list-style[\w-]*|text-transform)\s*:|\\", re.IGNORECASE)
# Elements of Word whose attributes are words: for those who listen, and before the items of lists.
_DESCRIPTIONS: Final = {"tblCaption", "tblDescription", "docPr", "cNvPr", "lvlText", "alias", "tag"}
_TAG: Final = re.compile(r"<[^>]*>")


def aspects(path: str, old: bytes | None, new: bytes | None) -> tuple[tuple[Aspect, ...], tuple[str, ...]]:
    """Return what a file that differs may change, and the parts of it that differ; `None` where there is no file."""
    top = path.partition("/")[0]
    name = PurePosixPath(path)
    if is_output(path):
        return (Aspect.OUTPUT,), ()
    if name.name.lower().startswith(".git") and path != PLACEHOLDER:
        return (Aspect.PROGRAM,), ()
    if top == "content":
        return (WORDS if name.suffix in {".yaml", ".yml"} else Aspect.OTHER,), ()
    if top == "templates":
        return _of_template(name, old or b"", new or b"")
    if top in PROGRAM or PROGRAM_FILES.fullmatch(name.name):
        return (Aspect.PROGRAM,), ()
    return (Aspect.OTHER,), ()


def is_output(path: str) -> bool:
    """Whether a path is that of something made, which nobody commits."""
    return f"{path}/".lower().startswith(OUTPUTS) and path != PLACEHOLDER


def _of_template(name: PurePosixPath, old: bytes, new: bytes) -> tuple[tuple[Aspect, ...], tuple[str, ...]]:
    if "fonts" in name.parts[:-1] or name.suffix.lower() in {".ttf", ".otf", ".ttc", ".woff", ".woff2"}:
        return (FONT,), ()
    readers: Mapping[str, Callable[[bytes, bytes], dict[Aspect, list[str]]]] = {
        ".docx": _of_word,
        ".css": _of_styles,
        ".html": _of_page,
        ".jinja": _of_text,
        ".js": lambda *_: {Aspect.PROGRAM: []},
    }
    found = readers.get(name.suffix.lower(), _of_any)(old, new)
    return tuple(sorted(found, key=list(Aspect).index)), tuple(
        dict.fromkeys(part for p in found.values() for part in p)
    )


def _of_text(_old: bytes, _new: bytes) -> dict[Aspect, list[str]]:
    return {WORDS: []}


def _of_any(_old: bytes, _new: bytes) -> dict[Aspect, list[str]]:
    return {WORDS: [], LOOKS: []}


def _of_page(old: bytes, new: bytes) -> dict[Aspect, list[str]]:
    """Compare two page templates: the words between tags, and all else."""
    said = [" ".join(_TAG.sub(" ", data.decode("utf-8", "replace")).split()) for data in (old, new)]
    return {WORDS: [], LOOKS: []} if said[0] != said[1] else {LOOKS: []}


def _of_styles(old: bytes, new: bytes) -> dict[Aspect, list[str]]:
    """Compare two style sheets, block by block."""
    mine, theirs = (set(_blocks(data.decode("utf-8", "replace"))) for data in (old, new))
    found: dict[Aspect, list[str]] = {LOOKS: []}
    for block in mine ^ theirs:
        if block.startswith("@page") and _MARGIN_BOX.search(block):
            found[HEADS] = []
        elif block.startswith("@font-face"):
            found[FONT] = []
        elif _GENERATED.search(block):
            found[WORDS] = []
    return found


def _blocks(sheet: str) -> Iterator[str]:
    """Yield the rules of a style sheet, outermost braces and all."""
    depth, start = 0, 0
    sheet = _RULE.sub(" ", sheet)
    for place, character in enumerate(sheet):
        if character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
        if (character == "}" and depth <= 0) or (character == ";" and not depth):
            yield " ".join(sheet[start : place + 1].split())
            start = place + 1
    yield " ".join(sheet[start:].split())


def _of_word(old: bytes, new: bytes) -> dict[Aspect, list[str]]:
    """Compare two Word files, part by part."""
    mine, theirs = _parts(old), _parts(new)
    if mine is None or theirs is None:
        return {WORDS: [], LOOKS: [], HEADS: []}
    found: dict[Aspect, list[str]] = {}
    for part in sorted(mine.keys() | theirs.keys()):
        before, after = mine.get(part, b""), theirs.get(part, b"")
        if before == after and part in mine.keys() & theirs.keys():
            continue
        for aspect in _of_part(part, before, after):
            found.setdefault(aspect, []).append(part)
    return found or {Aspect.FORM: []}


def _of_part(part: str, old: bytes, new: bytes) -> Iterator[Aspect]:
    name = part.rpartition("/")[2].lower()
    if name.startswith(("header", "footer")):
        yield HEADS
    elif name == "document.xml" and (said := _texts(old)) is not None and said == _texts(new):
        yield LOOKS
    elif name in {"document.xml", "footnotes.xml", "endnotes.xml", "numbering.xml", "comments.xml"}:
        yield WORDS
        yield LOOKS
    elif name.startswith(("fonttable", "theme", "styles")) or part.startswith(("word/media/", "word/fonts/")):
        yield LOOKS
    else:
        yield from (WORDS, LOOKS, HEADS)


def _parts(data: bytes) -> dict[str, bytes] | None:
    """Return the parts of a Word file; none for no file, None for one that is odd or too large to look into."""
    if not data:
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            names = {info.filename for info in infos}
            if len(names) != len(infos) or sum(info.file_size for info in infos) > _LARGEST:
                return None
            return {info.filename: package.read(info) for info in infos}
    except (zipfile.BadZipFile, zlib.error, OSError, RuntimeError, NotImplementedError, ValueError, EOFError):
        return None


def _texts(data: bytes) -> list[str] | None:
    """Return the pieces of text of a part; None where it is no sound XML."""
    parser = expat.ParserCreate(namespace_separator=" ")
    found: list[str] = []

    def refuse(*_: object) -> None:
        raise ValueError("entities")

    def describe(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] in _DESCRIPTIONS:
            found.extend(attributes.values())

    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = describe
    parser.CharacterDataHandler = found.append
    parser.buffer_text = True
    try:
        parser.Parse(data, True)  # noqa: FBT003 - that this is all has no name
    except (expat.ExpatError, ValueError):
        return None
    return found
