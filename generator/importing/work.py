"""One import: files are read, content is made of them, and what that prints is held against what was read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.assemble.subject import assemble
from generator.edit.compose import compose
from generator.editing import own_keys
from generator.importing import asked
from generator.importing.content.amounts import in_unit
from generator.importing.content.files import Maker, known_files, names_of
from generator.importing.content.items import itemise, repeated
from generator.importing.content.money import gathered
from generator.importing.masking import masked, without_numbers
from generator.importing.pieces import BUDGET
from generator.importing.printed import Held, hold_forms, hold_records, hold_text
from generator.importing.reading import Reader
from generator.load.content import load
from generator.load.outline import outline
from generator.load.survey import DEPARTMENT_FILE
from generator.model.barrier import barrier
from generator.model.budget import Residue
from generator.model.declaration import Declaration
from generator.model.entry import keys
from generator.model.imports import Grade, Remark, Understood
from generator.model.ledger import dimension as dim
from generator.model.ledger.choices import PURCHASE
from generator.model.position import Position
from generator.model.values import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.importing.content.files import Drafts
    from generator.importing.forms.form import Form
    from generator.importing.ground import Ground
    from generator.load.found import Content
    from generator.model.document import Document
    from generator.model.statement import Statement
    from generator.model.subject import Subject

_COMMENT: Final = "由 shenbao import 读入，读入时看过的原件不在仓库里。"


@dataclass(slots=True)
class Imported:
    """What an import came to: new files by path, what was not understood, what was masked."""

    files: dict[str, bytes] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    # Numbers that stand in several texts of a project: its name, the number, the keys.
    proposals: list[tuple[str, str, list[str]]] = field(default_factory=list)
    understood: Understood = field(default_factory=Understood)
    documents: list[Document] = field(default_factory=list)


class Import:
    """One import: all files that were given together."""

    def __init__(self, ground: Ground, kind: str = "") -> None:
        """Begin with nothing but what files are read by; `kind` is the one document of the pack that they are."""
        self.ground, self.reader, self.done = ground, Reader(ground, kind), Imported()
        self.scope = self.reader.scope
        self.folder = ground.root / ground.folder

    def run(self, papers: Mapping[str, bytes]) -> Imported:
        """Read files, make content of them, and hold what that prints against what was read."""
        done = self.done
        reading = self.reader.read(papers)
        money = gathered(reading, self.reader.values, self.ground, self.scope)
        known = known_files(load(self.ground.root, [self.folder])) if self.folder.is_dir() else {}
        maker = Maker(self.ground, self.scope, reading, self.reader.values.words, known)
        itemise(reading.pieces, self.ground, maker.unit)
        drafts = maker.make(money)
        self._compose(drafts)
        if self.scope.has_budget:
            self._hold_sums(drafts, maker.unit)
        self._hold_documents()
        done.remarks += [*reading.remarks, *money.remarks, *reading.pieces.remarks]
        done.remarks = [_hidden(remark) for remark in dict.fromkeys(done.remarks)]
        done.remarks.sort(key=lambda remark: remark.grade)
        done.understood.tables, done.understood.forms = len(reading.tables), len(reading.forms)
        done.understood.texts = sum(text.lines for _, text, _, _ in reading.texts)
        done.understood.projects = len(drafts.projects)
        done.proposals = list(repeated(reading.pieces))
        return done

    def _compose(self, drafts: Drafts) -> None:
        pack = self.ground.pack
        own = own_keys([pack])
        for path, content in drafts.files.items():
            hidden: list[str] = []
            data = compose(path, without_numbers(content, "", hidden.append), _COMMENT, outline, own)
            if data is None:
                raise AssertionError(path)
            self.done.files[path] = data
            self.done.hidden += [f"{path} {one}" for one in hidden if f"{path} {one}" not in self.done.hidden]

    def _content(self) -> Content:
        """Read the new files, beside what is there; of a department, what its own file says counts."""
        department = f"{self.ground.folder}/{DEPARTMENT_FILE}"
        is_there = (self.folder / DEPARTMENT_FILE).is_file()
        overlay = {path: data for path, data in self.done.files.items() if path != department or not is_there}
        return load(self.ground.root, [self.folder], overlay=overlay)

    def _statement(self) -> Statement | None:
        return next((one for one in self._content().statements if one.object == "部门"), None)

    def _hold_sums(self, drafts: Drafts, unit: str) -> None:
        """Ask for all sums again; what rounding left over becomes 尾差."""
        statement = self._statement()
        if statement is None:
            return
        sums = [*self.reader.done.sums, *self.reader.done.of_forms]
        names = {(dim.PROJECT, thing.id): path for thing, path in drafts.projects.items()}
        bought = {value: own for one in statement.units or (statement,) for value, own in one.purchases.items()}
        for value, purchase in bought.items():
            names[PURCHASE, purchase.code.text if purchase.code is not None else purchase.name.plain] = value
        names |= {(dim.UNIT, name): one.unit_value for one in statement.units for name in names_of(one)}
        if not statement.units:
            names |= {key: statement.unit_value for key in self.reader.values.words if key[0] == dim.UNIT}
        try:
            answers = asked.ask(sums, statement, names)
            found = asked.rests(answers, statement.ledger, names)
        except InvalidValueError:
            why = "有的数写进 YAML 后读不出，没有核对"
            self.done.remarks.append(Remark(Grade.DECIDE, self.ground.folder, "", why, "运行 shenbao check 看哪里。"))
            return
        if found:
            self._add_rests(drafts, found, unit)
            statement = self._statement()
            answers = asked.ask(sums, statement, names) if statement is not None else answers
        self.done.understood.sums, self.done.understood.same_sums = len(sums), answers.equal
        self.done.remarks += answers.remarks()

    def _add_rests(self, drafts: Drafts, found: list[asked.Rest], unit: str) -> None:
        names, key = keys(Residue), self.scope.keys(BUDGET)["residues"]
        for one in found:
            path = drafts.budgets[one.unit if one.unit in drafts.budgets else ""]
            written = {names["total"]: one.total, names["amount"]: in_unit(one.amount, unit)}
            drafts.files[path].setdefault(key, []).append(written)
            why = f"「{one.total}」的合计与各部分之和差 {in_unit(one.amount, unit)} {unit}，记为尾差"
            self.done.remarks.append(Remark(Grade.DECIDE, one.place, "", why, "核对：写错一个数，也会差这么一点。"))
        self._compose(drafts)

    def _hold_documents(self) -> None:
        """Print all documents, and hold their text and forms against what was read."""
        held = Held()
        content = self._content()
        problems = [finding for finding in content.files.findings if finding.is_error]
        blamed = {finding.position.path for finding in problems if finding.position}
        for subject in content.subjects:
            made = [kind for kind in self.reader.done.kinds if kind in subject.documents]
            for kind in made if blamed.isdisjoint(subject.paths) else ():
                with barrier(problems, "再印一次", Position(subject.path, 1)):
                    document, _ = assemble(self.ground.root, subject, kind)
                    self.done.documents.append(document)
                    self._hold(document, subject, kind, held)
        for problem in problems:
            why = f"还印不出来，正文和表单没有核对：{problem.message}"
            place = f"{problem.position.path}:{problem.position.line}" if problem.position else self.ground.folder
            self.done.remarks.append(Remark(Grade.DECIDE, place, "", why, problem.hint))
        self.done.understood.printed = held.equal + len(held.remarks)
        self.done.understood.same_printed = held.equal
        self.done.remarks += held.remarks

    def _hold(self, document: Document, subject: Subject, kind: str, held: Held) -> None:
        reading = self.reader.done
        name = subject.name if isinstance(subject, Declaration) else ""
        by_file: dict[str, list[Form]] = {}
        for form, project in reading.forms:
            if not name or (project is not None and project.id == name):
                by_file.setdefault(form.place.partition(" ")[0], []).append(form)
        for own in by_file.values():
            hold_forms(document, own, held)
        for table in reading.tables:
            hold_records(document, table, held)
        for paper, _, about, own_kind in reading.texts:
            if own_kind == kind and (not name or (about is not None and about.id == name)):
                lines = [line for line in paper.lines if line.level or not self.reader.is_aside(line.text)]
                hold_text(document, lines, held)


def _hidden(remark: Remark) -> Remark:
    return Remark(remark.grade, remark.place, masked(remark.said), masked(remark.why), remark.hint)
