"""Waivers: findings that a unit accepts. One of another year, or that nothing needs, is itself a finding."""

from __future__ import annotations

import sys
from bisect import bisect
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from generator.check.registry import RULES
from generator.model.address import address
from generator.model.barrier import barrier
from generator.model.entry import Entry, keys
from generator.model.finding import Finding, Severity
from generator.model.paths import find, labels, walk
from generator.model.roll_up import RollUp
from generator.model.text import Text
from generator.model.values import Invalid, Prose, Word, Year
from generator.model.waiver import Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.model.paths import Step
    from generator.model.position import Position
    from generator.model.subject import Subject


NARROWER = "一条豁免只接受一个问题：位置写到那一项，列表里的写名称或第几个。"


def waive(subjects: Sequence[Subject], findings: Iterable[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Take out what the content waives, file by file; return the findings that stand, and those that are waived."""
    by_path: dict[str, list[Finding]] = defaultdict(list)
    unread = set()
    for finding in dict.fromkeys(findings):
        path = finding.position.path if finding.position else ""
        by_path[path].append(finding)
        if finding.is_error and finding.code not in RULES:
            unread.add(path)
    # A department's file belongs to each of its documents: once is enough.
    entries = {path: (entry, subject.year) for subject in subjects for path, entry in subject.entries}
    in_doubt = (one for one in subjects if one.pack is None or not unread.isdisjoint(one.paths))
    doubtful = {path for subject in in_doubt for path, _ in subject.entries}
    waived: list[Finding] = []
    for path, (entry, year) in entries.items():
        given = sound(entry.waivers)
        if given and isinstance(year, Year):
            by_path[path], taken = apply(entry, given, by_path[path], year.value, is_sound=path not in doubtful)
            waived += taken
    return [finding for found in by_path.values() for finding in found], waived


def sound(waivers: object) -> list[Waiver]:
    """Return the waivers that could be read whole."""
    given = waivers if isinstance(waivers, list | tuple) else ()
    return [
        waiver
        for waiver in given
        if isinstance(waiver, Waiver) and not any(isinstance(getattr(waiver, name), Invalid) for name in keys(Waiver))
    ]


def apply(
    entry: Entry, waivers: Iterable[Waiver], findings: Iterable[Finding], year: int, *, is_sound: bool = True
) -> tuple[list[Finding], list[Finding]]:
    """Return the findings that stand (those about waivers included), and those that are waived.

    Where not everything is sound that the rules look at, nobody knows whether a waiver is needed, and where; nor for
    rules about regions, which are often not read.
    """
    standing = list(findings)
    waived: list[Finding] = []
    for waiver in waivers:
        with barrier(standing, f"核对 {waiver.rule} 的豁免", waiver.position):
            problem = _problem(entry, waiver, year, is_sound=is_sound)
            accepted = [] if problem else _accepted(entry, waiver, standing)
            if len(accepted) > 1:
                message = f"豁免太宽：「{waiver.place}」有 {len(accepted)} 个 {waiver.rule} 的问题"
                problem = _finding("HM-005", message, waiver.place.position, NARROWER)
            elif not accepted and not problem and is_sound and RollUp not in RULES[waiver.rule.text].scope:
                message = f"豁免用不上：「{waiver.place}」没有 {waiver.rule} 的问题"
                problem = _finding("HM-003", message, waiver.position, "删去这条豁免，或改正它的位置。")
            if problem:
                standing.append(problem)
            else:
                waived += accepted
                standing[:] = [finding for finding in standing if finding not in accepted]
    return standing, waived


def _accepted(entry: Entry, waiver: Waiver, findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings of a waiver's rule at its place."""
    places = set(_lines(entry, waiver.place.text)) if _exists(entry, waiver) else set()
    return [f for f in findings if f.code == waiver.rule.text and f.position and _line(f.position) in places]


def _problem(entry: Entry, waiver: Waiver, year: int, *, is_sound: bool) -> Finding | None:
    if waiver.rule.text not in RULES:
        return _finding(
            "HM-001", f"没有编号是「{waiver.rule}」的检查规则", waiver.rule.position, "照检查结果里的编号写。"
        )
    if waiver.year.value != year:
        message = f"豁免是 {waiver.year.value} 年度的，本文件是 {year} 年度的"
        return _finding("HM-002", message, waiver.year.position, "重新核实后改年度，或删去这条豁免。")
    if is_sound and not _exists(entry, waiver):
        return _finding(
            "HM-004", f"找不到位置「{waiver.place}」", waiver.place.position, "写从最外层到那一项的键名，用「.」连接。"
        )
    return None


def _exists(entry: Entry, waiver: Waiver) -> bool:
    try:
        return any(True for _ in find(entry, waiver.place.text))
    except (KeyError, AttributeError):
        return False


def _finding(code: str, message: str, position: Position, hint: str) -> Finding:
    return Finding(code, Severity.WARNING, message, position, "豁免只对写明的规则、位置和年度有效。", hint)


def _line(position: Position) -> tuple[str, int]:
    return position.path, position.line


def _lines(entry: Entry, path: str) -> Iterator[tuple[str, int]]:
    starts = _starts(entry)
    for found in find(entry, path):
        yield _line(found.around)
        for steps, value in walk(found.value):
            yield from (*_of_key(steps), *_of(value, starts))


def _starts(entry: Entry) -> list[int]:
    """Return the lines on which something of a file begins."""
    return sorted({value.position.line for _, value in walk(entry) if hasattr(value, "position")})


def _of_key(steps: Sequence[Step]) -> list[tuple[str, int]]:
    """Return the line of the key that leads to a value, where people chose it."""
    place = steps[-1].position if steps and isinstance(steps[-1], Word) else None
    return [_line(place)] if place else []


def _of(value: object, starts: Sequence[int]) -> Iterator[tuple[str, int]]:
    """Yield the lines of a value: where it begins, and where the paragraphs of a text go on."""
    place: Position | None = getattr(value, "position", None)
    if place is None:
        return
    yield _line(place)
    following = bisect(starts, place.line)
    end = starts[following] if following < len(starts) else sys.maxsize
    texts = [part for part in value.paragraphs if isinstance(part, Text)] if isinstance(value, Prose) else ()
    sources = (run.source for text in texts for run in text.runs)
    yield from (_line(one) for one in sources if one and one.path == place.path and place.line < one.line < end)


def addressed(subjects: Sequence[Subject], findings: Sequence[Finding]) -> list[Finding]:
    """Return findings with the addresses by which waivers can name their places."""
    wanted = {one.position.path for one in findings if one.position and one.code in RULES}
    entries = {path: entry for subject in subjects for path, entry in subject.entries if path in wanted}
    known = {place: name for entry in entries.values() for place, name in _addresses(entry)}
    return [
        replace(one, address=known[place])
        if one.position and one.code in RULES and (place := _line(one.position)) in known
        else one
        for one in findings
    ]


def _addresses(entry: Entry) -> Iterator[tuple[tuple[str, int], str]]:
    """Yield the lines of a file, outside first, each with the address of what stands there."""
    starts = _starts(entry)
    named: dict[tuple[Step, ...], tuple[str, ...]] = {}
    items: dict[tuple[Step, ...], list[str]] = {}
    for steps, value in walk(entry):
        *above, last = steps or ("",)
        own = items[tuple(above)][last - 1] if isinstance(last, int) else last
        named[steps] = (*named.get(tuple(above), ()), own)
        if isinstance(value, list | tuple):
            items[steps] = labels(value)
        if steps:
            yield from ((line, address(*named[tuple(above)])) for line in _of_key(steps))
            yield from ((line, address(*named[steps])) for line in _of(value, starts))
