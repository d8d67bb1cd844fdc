"""A draft of a document as HTML: each figure tells where it comes from, each finding stands at its place."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.model.marks import BEGIN, END
from generator.model.origin import explain
from generator.model.text import Text, Unread, is_known, source
from generator.render.page import page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.model.document import Document
    from generator.model.finding import Finding
    from generator.model.layout import Layout
    from generator.model.position import Position
    from generator.model.text import Figure, Run

HEAD = "草稿：不得公开。鼠标移到数字上，或用 Tab 键移到数字上，可以看它是怎么来的。"
# How many lines about a figure are shown beside it; `shenbao trace` tells the rest.
MOST_LINES = 8
# A figure of a figure is explained, and no deeper: the box beside the text is small.
DEEPEST = 3
# Stands for a figure that depends on one which could not be read.
UNKNOWN = "〔算不出〕"
SHEETS = ("screen.css", "draft.css")
# What a preview puts in the place of the draft's sign, and the repository's own fonts.
LIVE_SHEETS = (*SHEETS, "preview.css")
SIGN = re.compile(f"{BEGIN}(\\d+){END}")
# Texts stand between tags; inside of one, in the title of the page or in a link no marks can stand.
PLAIN = re.compile(r"<title>.*?</title>|<a\b[^<>]*>.*?</a>|<[^<>]*>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Guide:
    """What a preview adds: the address at which an editor shows a line, and what texts said before.

    `before` holds what the texts that changed were, by the identity of the text; empty where there was none.
    """

    address: Callable[[Position], str]
    before: Mapping[int, Text]


@dataclass(frozen=True, slots=True)
class Live:
    """A page of a preview, with the ids at which findings and changed texts stand on it.

    `changes` are ids with the old words and the new ones.
    """

    page: str
    findings: Mapping[Finding, str]
    changes: tuple[tuple[str, str, str], ...]


def live(document: Document, layout: Layout, findings: Sequence[Finding], guide: Guide) -> Live:
    """Return a draft that leads to the lines that its figures come from, and marks what changed."""
    drawer = _Drawer(findings, guide)
    made = page(document, layout, *LIVE_SHEETS, drawer=drawer)
    return Live(made, drawer.placed, tuple(drawer.changes))


def render(document: Document, layout: Layout, findings: Sequence[Finding]) -> bytes:
    """Return the draft; findings that stand at no text of the document are listed above it."""
    drawer = _Drawer(findings)
    # The page has to be drawn once before it is known which findings found their place.
    notes = [HEAD, *map(_words, findings)]
    made = page(document, layout, *SHEETS, drawer=drawer, notes=notes)
    if drawer.placed:
        notes = [HEAD, *(_words(finding) for finding in findings if finding not in drawer.placed)]
        made = page(document, layout, *SHEETS, drawer=drawer, notes=notes)
    return made.encode()


class _Drawer:
    """Draws texts with what is known about them: first a sign for each, since no template says where it puts them."""

    def __init__(self, findings: Sequence[Finding], guide: Guide | None = None) -> None:
        self.guide = guide
        # The repository's own fonts, and what leads to an editor.
        self.policy = "; font-src 'self'" if guide else ""
        self.addresses: set[str] = set()
        self.changes: list[tuple[str, str, str]] = []
        self.by_line: dict[tuple[str, int], list[Finding]] = defaultdict(list)
        for finding in findings:
            if finding.position:
                self.by_line[_line(finding.position)].append(finding)
        self.texts: list[Text] = []
        # Where findings stand, by the id of the place at which each stands first.
        self.placed: dict[Finding, str] = {}
        self._left = dict(guide.before) if guide else {}

    def show(self, text: Text) -> Markup:
        """Return the sign of a text."""
        if not text:
            return Markup()
        self.texts.append(text)
        return Markup(f"{BEGIN}{len(self.texts) - 1}{END}")  # noqa: S704 - a number between two signs

    def finish(self, made: str) -> str:
        """Put texts in the place of their signs: plain inside of tags and titles, where no marks can stand."""
        plain = PLAIN.sub(lambda found: SIGN.sub(lambda sign: escape(_words_of(self._text(sign))), found[0]), made)
        return SIGN.sub(lambda sign: self._drawn(self._text(sign)), plain)

    def _text(self, sign: re.Match[str]) -> Text:
        return self.texts[int(sign[1])]

    def _drawn(self, text: Text) -> str:
        """Return a text, its figures explained, its findings behind it, and marked where it changed."""
        before = self._left.pop(id(text), None)
        drawn = "".join(map(self._run, text.runs)) if before is None else self._changed(text, before)
        lines = dict.fromkeys(_line(run.source) for run in text.runs if run.source)
        return drawn + "".join(self._finding(one) for line in lines for one in self.by_line.get(line, ()))

    def _changed(self, text: Text, before: Text) -> str:
        """Return a text with marks at the runs that changed; at the whole of it where it was made in another way."""
        named = f"change-{len(self.changes) + 1}"
        self.changes.append((named, before.plain, _words_of(text)))
        pairs: list[tuple[tuple[Run, ...], str]] = [
            ((run,), old.text) for run, old in zip(text.runs, before.runs, strict=False)
        ]
        if len(text.runs) != len(before.runs):
            pairs = [(text.runs, before.plain)]
        drawn = ""
        for runs, old in pairs:
            inside = "".join(map(self._run, runs))
            if old != "".join(run.text for run in runs):
                told = escape(f"上次提交时：{old}" if old else "上次提交时没有")
                # The first mark bears the id.
                identity = "" if 'class="changed"' in drawn else f' id="{named}"'
                inside = f'<span class="changed"{identity} data-before="{told}">{inside}</span>'
            drawn += inside
        return drawn

    def _finding(self, finding: Finding) -> str:
        kind, words = f"finding finding-{finding.severity.name.lower()}", escape(_words(finding))
        address = self._address(finding.position)
        # A line may be printed in several places; the first bears the id.
        named = "" if finding in self.placed or not address else f"finding-{len(self.placed) + 1}"
        self.placed.setdefault(finding, named)
        if not address:
            return f'<span class="{kind}">{words}</span>'
        identity = f' id="{named}"' if named else ""
        return f'<a class="{kind}"{identity} href="{address}">{words}</a>'

    def _run(self, run: Run) -> str:
        if run.figure is None:
            at = self._at(run.source)
            # No span: style sheets take those in titles for lines.
            return f"<b{at}>{escape(run.text)}</b>" if at else escape(run.text)
        origin = [line.removeprefix("  ") for line in explain(run.figure, deepest=DEEPEST)]
        if len(origin) > MOST_LINES:
            origin = [*origin[:MOST_LINES], "……（用 shenbao trace 看全部）"]
        shown = escape(_shown(run))
        told = "\n".join([shown, *map(escape, origin)])
        known = f'class="figure" aria-label="{told}" data-origin="{told}"'
        written = source(Text((replace(run, source=None),))) or run.source
        address, known = self._address(written), known + self._at(written)
        if address:
            return f'<a {known} href="{address}">{shown}</a>'
        return f'<span {known} tabindex="0" role="note">{shown}</span>'

    def _at(self, position: Position | None) -> str:
        """Return the line that something stands on in the content, for the form of a preview."""
        if self.guide is None or position is None:
            return ""
        return f' data-at="{escape(position.path)}:{position.line}"'

    def _address(self, position: Position | None) -> str:
        """Return the address of a line in an editor, in a preview."""
        if self.guide is None or position is None:
            return ""
        address = self.guide.address(position)
        self.addresses.add(address)
        return escape(address)


def _words_of(text: Text) -> str:
    return "".join(map(_shown, text.runs))


def _shown(run: Run) -> str:
    return run.text if run.figure is None or is_known(run.figure) else _unknown(run.figure)


def _unknown(figure: Figure) -> str:
    """Return what stands for a figure that could not be read (as it is written), or not be computed for want of one."""
    return figure.origin.written if isinstance(figure.origin, Unread) else UNKNOWN


def _words(finding: Finding) -> str:
    where = f"（{finding.position}）" if finding.position else ""
    return f"{finding.severity} {finding.code} {finding.message}{where}"


def _line(position: Position) -> tuple[str, int]:
    return position.path, position.line
