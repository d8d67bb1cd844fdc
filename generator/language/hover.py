"""What is told of a place: a name's value, how it is computed, where it is printed; what a key is for."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from generator.language.markdown import harmless, plain, short
from generator.language.naming import Naming, Sort
from generator.language.ranges import split
from generator.language.spot import LINE, bare, below, spot
from generator.load.formula import FormulaError, Name
from generator.load.placing import model_of
from generator.model.finding import FindingError
from generator.model.origin import explain
from generator.model.shape import shape
from generator.model.text import Figure
from generator.model.values import InvalidValueError, Prose
from generator.report.snippets import markdown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.language.desk import Desk
    from generator.language.naming import Use
    from generator.language.printed import Printed
    from generator.load.names import Named

# How many places are named one by one, how deep a formula is followed, and how long a text may be.
NAMED: Final = 12
DEEPEST: Final = 3
LONGEST: Final = 60


def hover(desk: Desk, path: str, number: int, column: int) -> str:
    """Return Markdown about a column of a line, both in characters from 0; "" where there is nothing to tell."""
    lines = split(desk.text(path))
    if number >= len(lines) or lines[number].lstrip().startswith("#"):
        return ""
    naming = Naming.of(desk, path)
    use = naming.at(number, column) if naming is not None else None
    if naming is not None and use is not None:
        parts = [*_name(naming, use), *_printed(desk, use, naming)]
    else:
        parts = [*_key(desk, path, lines, number, column), *_line(desk, path, number + 1)]
    return "\n\n".join(parts)


def _name(naming: Naming, use: Use) -> Iterator[str]:
    """Yield the value of a name, and the lines that say how it is made."""
    target = use.target
    value = _value(naming, use)
    words = value.text if isinstance(value, Figure) else short(value.plain, LONGEST) if isinstance(value, Prose) else ""
    title = f"科目 {target.name}" if target.sort is Sort.ACCOUNT else target.name
    yield f"**{plain(title)}**" + (f"　{plain(words)}" if words else "")
    if isinstance(value, Figure):
        yield "\n".join(f"    {line}" for line in explain(value, 0, DEEPEST))
    elif place := naming.place(target):
        yield plain(f"写在 {place}")


def _value(naming: Naming, use: Use) -> Named | None:
    """Return what a name stands for; None where that can't be told."""
    target, shared = use.target, naming.resolution.shared
    with suppress(FormulaError, FindingError, InvalidValueError):
        match target.sort:
            case Sort.OWN:
                names = naming.desk.names(target.path)
                return names.get(Name(target.name, 0)) if names is not None else None
            case Sort.PROJECT:
                return naming.names.get(Name(f"{shared.projects.prefix}{target.name}", 0))
            case Sort.ACCOUNT:
                return naming.names.get(Name(f"{shared.accounts.prefix}{target.name}", 0))
            case Sort.UNIT:
                return naming.names.get(Name(target.name, 0))
    return None


def _printed(desk: Desk, use: Use, naming: Naming) -> Iterator[str]:
    place = naming.place(use.target)
    if place is not None and use.target.sort is not Sort.ACCOUNT:
        yield from _line(desk, place.path, place.line)


def _line(desk: Desk, path: str, line: int) -> Iterator[str]:
    """Yield where a line is printed."""
    result = desk.current(path).result
    found = desk.prints.of((document for document, _ in result.documents), path, line) if result else []
    if found:
        yield told(found)


def told(found: Sequence[Printed]) -> str:
    """Return how often something is printed, the first places by name, and the others by document and part."""
    first = [one for one in found if not one.is_part][:NAMED]
    rest = [one for one in found if one not in first]
    titles = {one.title for one in found}
    lines = [f"印在 {len(found)} 处：", ""]
    for one in first:
        where = f"《{one.title}》{one.place}" if len(titles) > 1 else one.place
        lines.append(f"- {plain(where)}：{plain(short(one.text, LONGEST))}")
    parts = Counter((one.title, one.part, one.is_part) for one in rest)
    for (title, part, is_part), count in parts.items():
        where = f"《{title}》{part}" if len(titles) > 1 else part
        lines.append(f"- {plain(where)}：{f'算进 {count} 个数' if is_part else f'还有 {count} 处'}")
    return "\n".join(lines)


def _key(desk: Desk, path: str, lines: Sequence[str], number: int, column: int) -> Iterator[str]:
    """Yield what a key is for, with an example."""
    found = LINE.match(lines[number])
    seen = desk.current(path)
    root = model_of(path, seen.names.entries.get(path) if seen.names is not None else None)
    if not found or root is None or not len(found["pad"]) <= column <= found.end("key"):
        return
    around = spot(lines, number, len(found["pad"]))
    here = None if around.is_text else below(root, (*around.steps, bare(found["key"])))
    if here is not None and here[0] is not None and here[0].key == bare(found["key"]):
        yield f"**{plain(here[0].key)}**\n\n{harmless(markdown(here[0], shape(here[0].annotation)))}"
