"""What can be written at a place: names in a `${…}`, the keys of the place, words of a choice, codes and units."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from generator.language.markdown import harmless, short
from generator.language.naming import Naming
from generator.language.ranges import Ranges, split
from generator.language.spot import LINE, PAD, below, siblings, spot
from generator.load.formula import FormulaError, Name
from generator.load.placing import model_of
from generator.model.accounts import LEVELS
from generator.model.entry import fields
from generator.model.finding import FindingError
from generator.model.ledger.words import vocabulary
from generator.model.shape import shape
from generator.model.text import Figure
from generator.model.values import Amounts, InvalidValueError, Prose
from generator.report.snippets import markdown
from generator.report.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from generator.language.desk import Desk
    from generator.load.names import Named
    from generator.model.entry import Field
    from generator.model.shape import Shape

# Signs that end a name in a formula, and how much of a passage is shown.
SIGNS: Final = "+-*/()（）×÷ "
LONGEST: Final = 40
KIND = types.CompletionItemKind
# What shows its value or name beside each word; descriptions of keys are too long for that.
SHOWN: Final = (KIND.Variable, KIND.Value, KIND.EnumMember)


def completion(desk: Desk, path: str, number: int, column: int, ranges: Ranges) -> list[types.CompletionItem]:
    """Return what can be written at a column of a line, both in characters from 0."""
    lines = split(desk.text(path))
    if number >= len(lines):
        return []
    head = lines[number][:column]
    if head.lstrip().startswith("#"):
        return []
    opened = head.rfind("${")
    if opened >= 0 and "}" not in head[opened:] and not head[:opened].endswith("$"):
        typed = head[opened + 2 :].lstrip()
        start = column - len(typed) + max((typed.rfind(sign) + 1 for sign in SIGNS), default=0)
        wanted = ranges.between(lines, number, start, column)
        naming = Naming.of(desk, path)
        return list(_names(naming, head[start:], wanted)) if naming is not None else []
    around = spot(lines, number, column)
    seen = desk.current(path)
    root = model_of(path, seen.names.entries.get(path) if seen.names is not None else None)
    if root is None or around.is_text:
        return []
    if value := LINE.match(head):
        rest = (value["rest"] or "").lstrip()
        wanted = ranges.between(lines, number, column - len(rest), column)
        here = below(root, (*around.steps, value["key"])) if value["rest"] else None
        return list(_values(desk, path, here[0], wanted)) if here and here[0] else []
    pad = PAD.match(head)
    wanted = ranges.between(lines, number, len(pad[0]) if pad else 0, column)
    there = siblings(lines, number, around.column)
    if (here := below(root, around.steps)) is None:
        return []
    codes = _codes(desk, path, wanted) if here[1].inner is Amounts and True not in here[1].containers else ()
    return [*codes, *(item for item in _keys(here[1], around.column, wanted) if item.label not in there)]


def _names(naming: Naming, typed: str, wanted: types.Range) -> Iterator[types.CompletionItem]:
    """Yield the names of the file with their values, then those that the department shares."""
    own = naming.names
    for name in own.makers:
        yield _item(name, KIND.Variable, wanted, _valued(_get(naming, name)), _where(naming, name))
    shared = naming.resolution.shared
    titles = _charts(naming.desk, naming.path)
    for name in shared.names():
        if name.startswith(shared.projects.prefix):
            yield _item(name, KIND.Value, wanted, _valued(_get(naming, name)))
        elif name.startswith(shared.accounts.prefix):
            yield _item(name, KIND.Value, wanted, titles.get(name.removeprefix(shared.accounts.prefix), ""))
        else:
            yield _item(name, KIND.Value, wanted, _valued(_get(naming, name)))
    key, _ = shared.projects.parts(typed) if typed.startswith(shared.projects.prefix) else ("", "")
    for file in shared.projects.files(key):
        theirs = naming.resolution.names(file)
        for name in theirs.makers:
            full = f"{shared.projects.prefix}{key}.{name}"
            yield _item(full, KIND.Variable, wanted, _valued(_get(naming, full)), f"写在 {file}")


def _get(naming: Naming, name: str) -> Named | None:
    """Return what a name stands for; None where that can't be told yet."""
    with suppress(FormulaError, FindingError, InvalidValueError):
        return naming.names.get(Name(name, 0))
    return None


def _valued(value: Named | None) -> str:
    with suppress(InvalidValueError):
        if isinstance(value, Figure):
            return value.text
        if isinstance(value, Prose):
            return short(value.plain, LONGEST)
    return ""


def _where(naming: Naming, name: str) -> str:
    place = naming.names.places.get(name)
    return f"写在 {place}" if place else ""


def _keys(here: Shape, column: int, wanted: types.Range) -> Iterator[types.CompletionItem]:
    """Yield the keys of a mapping, or of an item where a list can begin."""
    dash = "- " if here.containers[:1] == (True,) else ""
    entry = here.entry if not here.containers or (dash and len(here.containers) == 1) else None
    for place, field in enumerate(fields(entry) if entry else ()):
        item = _item(field.key, KIND.Property, wanted, field.description)
        item.sort_text = f"{0 if field.is_required else 1}{place:03}"
        item.documentation = _told(field)
        item.text_edit = types.TextEdit(wanted, f"{dash}{field.key}:{_after(field, column + len(dash))}")
        yield item


def _after(field: Field, column: int) -> str:
    """Return what is written behind a key: a space for a value, a new line where more keys or items follow."""
    under = shape(field.annotation)
    pad = f"\n{' ' * (column + 2)}"
    if under.containers:
        return f"{pad}- " if under.containers[0] else pad
    return pad if under.entry else " "


def _told(field: Field) -> types.MarkupContent:
    return types.MarkupContent(types.MarkupKind.Markdown, harmless(markdown(field, shape(field.annotation))))


def _values(desk: Desk, path: str, field: Field | None, wanted: types.Range) -> Iterator[types.CompletionItem]:
    """Yield the words that can stand behind a key: those of a choice, the department's units, the packs."""
    if field is None:
        return
    for word in shape(field.annotation).choices:
        written = f"'{word}'" if word[0] in "<>" else word
        item = _item(word, KIND.EnumMember, wanted)
        item.text_edit = types.TextEdit(wanted, written)
        yield item
    if field.name == "unit":
        for name, code in _units(desk, path):
            yield _item(name, KIND.EnumMember, wanted, code)
    if field.name in {"pack", "documents"}:  # each kind of document names its pack
        result = desk.current(path).result
        for name in result.content.files.pack_names() if result else ():
            yield _item(name, KIND.Folder, wanted)


def _units(desk: Desk, path: str) -> Iterator[tuple[str, str]]:
    result = desk.current(path).result
    for department in result.content.departments.values() if result else ():
        with suppress(InvalidValueError):
            for unit in department.units if department is not None else ():
                yield unit.name.text, unit.budget_code.text if unit.budget_code is not None else ""


def _codes(desk: Desk, path: str, wanted: types.Range) -> Iterator[types.CompletionItem]:
    """Yield the codes with their names, as keys of amounts, and the words that tell amounts apart."""
    for code, name in sorted(_charts(desk, path).items()):
        if len(code) in LEVELS:
            yield _key(f"{code} {name}", wanted, "科目")
    result = desk.current(path).result
    statement = next(iter(result.content.statements), None) if result else None
    for word, dimension in vocabulary(statement.ledger_dimensions).items() if statement else ():
        yield _key(word, wanted, dimension)


def _key(words: str, wanted: types.Range, detail: str) -> types.CompletionItem:
    item = _item(words, KIND.Constant, wanted, detail)
    item.text_edit = types.TextEdit(wanted, f"{words}: ")
    return item


def _charts(desk: Desk, path: str) -> Mapping[str, str]:
    """Return the names of the codes that hold for a file's department in its year."""
    result = desk.current(path).result
    found: dict[str, str] = {}
    for statement in result.content.statements if result else ():
        with suppress(InvalidValueError):
            tables: Sequence[Iterable[tuple[str, str]]] = (statement.functional.items(), statement.economic.items())
            found |= {code: name for table in tables for code, name in table if isinstance(name, str)}
    return found


def _item(
    label: str, kind: types.CompletionItemKind, wanted: types.Range, detail: str = "", told: str = ""
) -> types.CompletionItem:
    return types.CompletionItem(
        label=clean(label),
        kind=kind,
        detail=clean(detail) or None,
        label_details=types.CompletionItemLabelDetails(description=clean(detail)) if kind in SHOWN and detail else None,
        documentation=clean(told) or None,
        # Some editors narrow the list down only by this.
        filter_text=clean(label),
        text_edit=types.TextEdit(wanted, label),
    )
