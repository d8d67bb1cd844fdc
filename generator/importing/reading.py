"""Reads papers into what they say: sums, pieces of the content, text; and tells what it did not understand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from generator.importing.files import portable, word, workbook
from generator.importing.files.archive import UnreadableError
from generator.importing.files.paper import Grid, Paper, short
from generator.importing.forms import form, grid, pairs
from generator.importing.forms.template import template
from generator.importing.pieces import DEPARTMENT, UNIT, Pieces, Thing
from generator.importing.scope import Scope, Target
from generator.importing.tables.plain import read as read_facts
from generator.importing.tables.plan import plans
from generator.importing.tables.read import read as read_table
from generator.importing.tables.sums import Sum
from generator.importing.tables.values import CODE, NAMED, Values
from generator.importing.texts.kinds import Kinds
from generator.importing.texts.read import read as read_text
from generator.importing.texts.take import project_of, take
from generator.importing.words import plain, unit_of
from generator.model.imports import Grade, Remark
from generator.model.ledger import dimension as dim
from generator.model.ledger.query import query_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from generator.importing.forms.form import Form
    from generator.importing.ground import Ground
    from generator.importing.tables.finest import Known
    from generator.importing.tables.plain import Facts
    from generator.importing.tables.sums import Table
    from generator.importing.texts.read import Text
    from generator.importing.texts.script import Script
    from generator.importing.texts.take import Change
    from generator.model.ledger.query import Query

_READERS: Final[Mapping[str, Callable[[str, bytes], Paper]]] = {
    ".xlsx": workbook.read,
    ".docx": word.read,
    ".pdf": portable.read,
}
_TEMPLATE: Final = "document.docx"
# Above a table stands the unit of its money, and nothing else.
_LONGEST_UNIT_LINE: Final = 20


@dataclass(slots=True)
class Reading:
    """What all files say together. `forms` and `texts` are as they were read, for comparing what is printed later."""

    pieces: Pieces = field(default_factory=Pieces)
    tables: list[Table] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    # Sums of tables, of forms, and of sentences, which are only compared.
    sums: list[Sum] = field(default_factory=list)
    of_forms: list[Sum] = field(default_factory=list)
    changes: dict[str, Change] = field(default_factory=dict)
    # What the texts that were read could have said, by the names of their places.
    asked: set[str] = field(default_factory=set)
    forms: list[tuple[Form, Thing | None]] = field(default_factory=list)
    texts: list[tuple[Paper, Text, Thing | None, str]] = field(default_factory=list)
    # Which documents of the pack the files are.
    kinds: list[str] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


class Reader:
    """Reads papers by a pack."""

    def __init__(self, ground: Ground, kind: str = "") -> None:
        """Take the pack apart: its tables, forms and text templates; `kind` is the one document that texts are."""
        self.ground, self.scope, self.values = ground, Scope(ground), Values(ground)
        self.kinds = Kinds(ground, kind)
        self.template = template(self._template_file())
        self.plans = plans(ground, self.kinds.titles(), self.scope)
        self.done = Reading()

    def _template_file(self) -> bytes:
        folders = (*self.ground.layout.folders, self.ground.layout.common)
        return next(file for folder in folders if (file := folder / _TEMPLATE).is_file()).read_bytes()

    def read(self, papers: Mapping[str, bytes]) -> Reading:
        """Read files, by the names that people gave them."""
        found = list(self._opened(papers))
        kinds = [self.kinds.of(paper, self.done.remarks) for paper in found]
        self.done.kinds = self.kinds.made(kinds)
        self.scope.has_budget = any(self.kinds.is_of_budget(kind) for kind in self.done.kinds)
        for paper, kind in zip(found, kinds, strict=True):
            self._paper(paper, kind)
        return self.done

    def _opened(self, papers: Mapping[str, bytes]) -> Iterator[Paper]:
        for name, data in papers.items():
            reader = _READERS.get(name[name.rfind(".") :].lower(), _refuse)
            try:
                yield reader(name, data)
            except UnreadableError as problem:
                self.done.remarks.append(Remark(Grade.MONEY, name, "", problem.message, problem.hint))

    def _paper(self, paper: Paper, kind: str) -> None:
        self.done.remarks += paper.remarks
        found, used = grid.read(paper, self.template)
        lines = [part for at, part in enumerate(paper.parts) if at not in used]
        about = self._text(replace(paper, parts=lines), kind) if kind else None
        for one in found:
            self._form(one, about)
        for part in lines:
            if isinstance(part, Grid):
                self._grid(part, about)

    def _grid(self, one: Grid, about: Thing | None) -> None:
        read_form = pairs.read(one, self.ground.pack.forms) if one.is_sheet else None
        if read_form is not None:
            self._form(read_form, about)
            return
        facts = read_facts(one, self.values) if one.is_sheet else None
        if facts is not None and facts.is_own:
            self._facts(facts)
            return
        self._title(one)
        table = read_table(one, self.plans, self.values)
        if table is not None:
            self.done.tables.append(table)
            self.done.sums += table.sums
            self.done.remarks += table.remarks
        elif facts is not None:
            self._facts(facts)
        elif one.cells:
            said = short(" ".join(cell.text for _, cell in one.row(0)))
            self.done.remarks.append(Remark(Grade.WORDS, one.place(0), said, "不是模板包里的表和表单，没有读"))

    def _facts(self, facts: Facts) -> None:
        self.done.facts.append(facts)
        self.done.remarks += facts.remarks
        whole: dict[Query, Sum] = {}
        for _, _, fact in facts.facts:
            query = query_of({name: (value,) for name, value in fact.values.items()})
            known = whole.get(query)
            amount = fact.amount + (known.amount if known is not None else 0)
            whole[query] = Sum(query, amount, known.place if known is not None else fact.place, fact.step)
            self._unit(fact)
        self.done.sums += whole.values()

    def _unit(self, fact: Known) -> None:
        """Say of the unit what a fact says: its code, its name, its nature."""
        unit, names = Thing("单位", fact.values.get(dim.UNIT, "")), self.scope.keys(UNIT)
        told = self.values.words.get((dim.UNIT, unit.id), {})
        given = {"budget_code": told.get(CODE, ""), "name": told.get(NAMED, "")}
        for field_, text in (given | {"nature": fact.values.get(dim.UNIT_NATURE, "")}).items():
            self.done.pieces.add(unit, (names[field_],), text, fact.place)

    def _form(self, one: Form, about: Thing | None) -> None:
        project = form.take(one, self.ground, self.scope, self.done.pieces, self.done.of_forms, about)
        self.done.forms.append((one, project))
        self.done.remarks += one.remarks

    def _title(self, one: Grid) -> None:
        """Learn whose table it is from its title: 附件二 潼南区医疗保障局一般公共预算支出表."""
        texts = [one.text(row, 0) for row in range(min(one.height, 4))]
        for above, below in zip(["", *texts], texts, strict=False):
            for name, value in self.kinds.title_names(f"{above} {below}".strip()):
                target = self.scope.target(name)
                if target is not None and target.thing == DEPARTMENT:
                    self.done.pieces.add(target.thing, target.path, value, one.place(0))

    def _text(self, paper: Paper, kind: str) -> Thing | None:
        """Read running text; return the project that it is about, if it is a document of one."""
        script = self.kinds.scripts[kind]
        text = read_text(paper, script, frozenset(line.text for line in paper.lines if self.is_aside(line.text)))
        about = None if self.kinds.is_of_budget(kind) else project_of(text.captured, self.scope)
        taken = take(text.captured, self.ground, self.scope, about, self.done.pieces)
        self.done.sums += taken.sums
        self.done.changes |= taken.changes
        self.done.asked |= script.names
        self.done.remarks += text.remarks
        self.done.texts.append((paper, text, about, kind))
        self._heading(text, about, script)
        return about

    def is_aside(self, text: str) -> bool:
        """Whether a line belongs to a table or is one that every document has: no text of its own."""
        notes = (spec.note.text for spec in self.ground.pack.tables.values() if spec.note is not None)
        is_unit = len(text) <= _LONGEST_UNIT_LINE and bool(unit_of(text))
        return is_unit or text in self.template.words or plain(text) in set(map(plain, notes))

    def _heading(self, text: Text, about: Thing | None, script: Script) -> None:
        """Read the title: as the template says it, or as lines of its own."""
        given = [line.text.replace("\n", "") for line in text.title]
        if not given:
            return
        place, whole = text.title[0].place, "".join(given)
        lines = [line for line in script.sections[0].lines if line.kind == "标题"]
        for line in (one for one in lines if not one.loops):
            found = line.pattern.fullmatch(whole)
            values = dict(zip(line.names, found.groups(), strict=True)) if found else {}
            targets = {name: self.scope.target(name, about) for name in values}
            if found and all(self._agrees(targets[name], value) for name, value in values.items()):
                for name, value in values.items():
                    target = targets[name]
                    if target is not None:
                        self.done.pieces.add(target.thing, target.path, value, place)
                return
        own = next((self.scope.target(one.loops[-1][1], about) for one in lines if one.loops), None)
        if own is not None:
            self.done.pieces.add(own.thing, own.path, "\n".join(given), place)
        else:
            why = "标题和模板的不一样"
            self.done.remarks.append(Remark(Grade.WORDS, place, short(whole), why))

    def _agrees(self, target: object, value: str) -> bool:
        """Whether a part of the title is what the text says of the same."""
        if not isinstance(target, Target):
            return True
        known = self.done.pieces.of(target.thing).get(target.path)
        return known is None or plain(str(known[0])) == plain(value)


def _refuse(name: str, data: bytes) -> Paper:
    """Refuse a file of another kind."""
    del name, data
    raise UnreadableError("只能导入 .docx、.xlsx 和自己生成的 .pdf", "另存为其中一种，再导入。")
