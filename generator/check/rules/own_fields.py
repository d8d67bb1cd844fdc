"""The customs of a place that its pack declares with its fields (字段)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.ledger.choices import OF_PROJECTS
from generator.model.ledger.words import UnknownWordError, values, vocabulary
from generator.model.own import named, plain
from generator.model.statement import Statement
from generator.model.values import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from generator.model.own import OwnField
    from generator.model.project import Project
    from generator.model.values import Term, Word


@rule("SL-131", Severity.NOTE, "通行做法：一个项目在各表里的分类应当说得通", Declaration, Statement)
def fields_that_are_alike(subject: Declaration | Statement) -> Iterator[Trouble]:
    """模板包说多半一样的两个字段，写得不同。

    两处是两个栏目，可以不同；但多半是照抄上年或默认值，值得看一眼。哪两个字段，由模板包写「应同」。
    例：项目支出明细表记在提前下达专项，绩效目标表的项目分类写一般性项目。
    改法：核对；填错的改正。
    """
    for project, declared in _with_own(subject):
        for name, one in declared.items():
            mine = named(project, name)
            theirs = named(project, one.like.text) if one.like is not None else None
            if mine is None or theirs is None or "〔" in plain(mine) or plain(mine) == plain(theirs):
                continue
            yield Trouble(
                f"项目「{project.name.plain}」的{name}是「{plain(mine)}」，{one.like}是「{plain(theirs)}」",
                mine.position,
                cause="两处写得不同。",
                marks=(Mark(theirs.position, str(one.like)),),
            )


def _with_own(subject: Declaration | Statement) -> Iterator[tuple[Project, Mapping[str, OwnField]]]:
    """Yield the projects of a subject, each with the fields that its pack declares."""
    declared = _declared(subject)
    if isinstance(subject, Declaration):
        yield subject.project, declared
        return
    for file in subject.projects:
        yield file.project, declared


def _declared(subject: Declaration | Statement) -> Mapping[str, OwnField]:
    if subject.pack is None:
        raise InvalidValueError
    return subject.pack.own_fields(OF_PROJECTS)


@rule("SL-132", Severity.WARNING, "通行做法：年初特定目标由本级安排，上级专项由上级补助", Statement)
def choice_against_money(statement: Statement) -> Iterator[Trouble]:
    """选项说是哪些钱的，项目的金额应当都是那些钱。

    如上级专项（提前下达、结转、其他专项）的钱应当是上级补助，年初特定目标的钱应当是本级安排；类别说钱从上级来，
    金额却填在本级安排，两张表就对不上。哪个选项应当是哪些钱，由模板包写「钱应是」。
    例：结转项目 173.67 万元填在本级安排。
    改法：改正选项，或把金额填到另一栏。
    """
    declared = _declared(statement)
    dimensions = statement.ledger_dimensions
    for file in statement.projects:
        for name, one in declared.items():
            if one.money and (chosen := named(file.project, name)) is not None:
                wanted = next((one.money[word] for word in dimensions[name].path(chosen) if word in one.money), None)
                if wanted is not None:
                    yield from _other_money(file.project, name, chosen, wanted, statement)


def _other_money(project: Project, name: str, chosen: Word, wanted: Term, statement: Statement) -> Iterator[Trouble]:
    """Yield the first amount of a project that is other money than its choice says."""
    dimensions = statement.ledger_dimensions
    query, known = statement.plain_notation.read(wanted.text), vocabulary(dimensions)
    for part in project.amount.parts if project.amount is not None else ():
        try:
            said = values(part, known, dimensions)
        except UnknownWordError:  # JE-206 tells of it.
            continue
        for dimension, allowed in query.terms:
            value = said.get(dimension)
            if (
                value is None
                or not part.amount.figure.value
                or not set(allowed).isdisjoint(dimensions[dimension].path(value))
            ):
                continue
            yield Trouble(
                f"项目「{project.name.plain}」的{name}是「{chosen}」，{part.amount.figure.text}却是{value}，应当是{wanted}",
                part.amount.position,
                cause=f"{chosen}的钱应当都是{wanted}。",
                marks=(Mark(chosen.position, name),) if chosen.position else (),
                operands=(part.amount.figure,),
            )
            return
