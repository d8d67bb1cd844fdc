"""Reads the running text of a document by the text template of its pack."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from generator.importing.files.paper import Line as Paragraph
from generator.importing.files.paper import short
from generator.importing.texts.align import align
from generator.importing.texts.flat import IS
from generator.importing.words import plain
from generator.model.imports import Grade, Remark

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from generator.importing.files.paper import Paper
    from generator.importing.texts.align import Match
    from generator.importing.texts.script import Line, Script, Section

_YEARS: Final = frozenset(("年度", "上年度"))
_DECIDE: Final = "把它移到该在的一节，或在 YAML 里补上。"


@dataclass(frozen=True, slots=True)
class Captured:
    """What fills a place of a template: its name, the text, where it stands, and which turn of which loop it is in."""

    name: str
    text: str
    place: str
    loop: tuple[str, str] = ("", "")
    turn: int = 0


@dataclass(slots=True)
class Found:
    """A section with the paragraphs below its heading."""

    section: Section
    paragraphs: list[Paragraph] = field(default_factory=list)


@dataclass(slots=True)
class Text:
    """What the text of a document says, and what was not understood of it.

    `title` are the lines above the first heading; `lines` counts the paragraphs that are lines of the template.
    """

    captured: list[Captured] = field(default_factory=list)
    title: list[Paragraph] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    sections: int = 0
    lines: int = 0


def read(paper: Paper, script: Script, known: frozenset[str]) -> Text:
    """Return what the lines of a document say; `known` are those that tables, forms and the template itself have."""
    text = Text()
    found = list(_sections(paper, script, known, text))
    text.title = found[0].paragraphs if found else []
    for each in found[1:]:
        _read_section(each, text)
    there = {id(each.section) for each in found}
    for section in script.sections[1:]:
        needs = any(line.kind == "文" and not line.is_optional for line in section.lines) or any(
            line.is_open for line in section.lines if line.kind == "文"
        )
        if id(section) not in there and section.heading is not None and needs:
            why = f"没有找到「{section.heading.words}」这一节"
            text.remarks.append(
                Remark(Grade.DECIDE, paper.file, "", why, "有这一节、标题不同的，改成模板的标题再导入。")
            )
    text.sections = len(found) - 1
    return text


def _sections(paper: Paper, script: Script, known: frozenset[str], text: Text) -> Iterator[Found]:
    """Yield the sections of a document; text below a heading that the template does not have is told."""
    at, current = 0, Found(script.sections[0])
    strange: list[Paragraph] = []
    for line in paper.lines:
        number = _section(script, at, line)
        if number is None and line.text in known:
            continue
        if number is not None:
            if not strange or at == 0:
                yield current
            _tell_strange(strange, text)
            at, current, strange = number, Found(script.sections[number]), []
        elif line.level > 0 and at < len(script.sections):
            if not strange:
                yield current
            strange.append(line)
            current = Found(script.sections[at])
        elif strange:
            strange.append(line)
        else:
            current.paragraphs.append(line)
    if not strange:
        yield current
    _tell_strange(strange, text)


def _tell_strange(lines: Sequence[Paragraph], text: Text) -> None:
    if lines:
        why = f"模板里没有这个标题，下面 {len(lines) - 1} 段没有读"
        text.remarks.append(Remark(Grade.DECIDE, lines[0].place, short(lines[0].text), why, _DECIDE))


def _section(script: Script, at: int, line: Paragraph) -> int | None:
    """Return the number of the section that a line is the heading of, from the present one on; None if it is none."""
    words = plain(line.text)
    for number in range(at + 1, len(script.sections)):
        heading = script.sections[number].heading
        if heading is None:
            continue
        label = heading.words.partition(" ")[0] if heading.kind == "附件" else heading.words
        if words == plain(label):
            return number
    return None


def _read_section(found: Found, text: Text) -> None:
    section = found.section
    is_annex = section.heading is not None and section.heading.kind == "附件"
    if is_annex:
        _read_title(found, text)
    paragraphs = [one.text for one in found.paragraphs]
    missed = {at for at, line in enumerate(section.lines) if line.kind == "文" and line.words and not line.is_optional}
    turns: dict[tuple[tuple[str, str], ...], tuple[int, int]] = {}
    for match in align(section.lines, paragraphs):
        paragraph = found.paragraphs[match.paragraph]
        if match.line is None or match.found is None:
            _tell_left(paragraph, section, text, is_annex=is_annex)
            continue
        text.lines += 1
        missed.discard(match.line)
        line = section.lines[match.line]
        turn, last = turns.get(line.loops, (-1, len(section.lines)))
        if match.line <= last or len(set(line.names)) == 1:
            turn += 1
        turns[line.loops] = turn, match.line
        text.captured += _captured(line, match, paragraph, turn)
    _tell_missed(found, (section.lines[at] for at in sorted(missed)), text)


def _tell_missed(found: Found, lines: Iterable[Line], text: Text) -> None:
    """Tell of lines that stand in every document, and not in this one: what they say may stand somewhere else."""
    heading = found.section.heading.words if found.section.heading is not None else ""
    place = found.paragraphs[0].place if found.paragraphs else ""
    for line in lines:
        why = f"「{heading}」里没有找到「{short(line.words)}」这一段"
        text.remarks.append(Remark(Grade.DECIDE, place, "", why, "原件改了说法的，看读到哪里去了，在 YAML 里改好。"))


def _read_title(found: Found, text: Text) -> None:
    """Take the title of an annex from the lines below its label."""
    heading = found.section.heading
    if heading is None:
        return
    label = heading.words.partition(" ")[0]
    for count in (1, 2):
        lines = found.paragraphs[:count]
        whole = label + "".join(line.text.replace("\n", "") for line in lines)
        if lines and (hit := heading.pattern.fullmatch(whole)):
            for name, value in zip(heading.names, hit.groups(), strict=True):
                if value and name not in _YEARS:
                    text.captured.append(Captured(name, value.strip(), lines[0].place))
            found.paragraphs = found.paragraphs[count:]
            return


def _captured(line: Line, match: Match, paragraph: Paragraph, turn: int) -> Iterator[Captured]:
    loop = line.loops[-1] if line.loops else ("", "")
    groups = match.found.groups() if match.found is not None else ()
    for name, value in zip(line.names, groups, strict=True):
        if (value or (value is not None and IS in name)) and name not in _YEARS:
            yield Captured(name, value.strip(), paragraph.place, loop, turn)


def _tell_left(paragraph: Paragraph, section: Section, text: Text, *, is_annex: bool) -> None:
    heading = section.heading.words if section.heading is not None else ""
    if is_annex:
        why = f"「{heading}」里的这一行没有读"
        text.remarks.append(Remark(Grade.WORDS, paragraph.place, short(paragraph.text), why))
        return
    why = f"同模板「{heading}」里的话都不一样，没有读"
    text.remarks.append(Remark(Grade.DECIDE, paragraph.place, short(paragraph.text), why, _DECIDE))
