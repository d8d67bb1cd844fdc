"""A draft of a document as HTML: each figure tells where it comes from, each finding stands at its place."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.model.marks import BEGIN, END
from generator.model.origin import explain
from generator.model.text import Unread, is_known
from generator.render.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.document import Document
    from generator.model.finding import Finding
    from generator.model.layout import Layout
    from generator.model.position import Position
    from generator.model.text import Figure, Run, Text

HEAD = "草稿：不得公开。鼠标移到数字上，或用 Tab 键移到数字上，可以看它是怎么来的。"
# How many lines about a figure are shown beside it; `shenbao trace` tells the rest.
MOST_LINES = 8
# A figure of a figure is explained, and no deeper: the box beside the text is small.
DEEPEST = 3
# Stands for a figure that depends on one which could not be read.
UNKNOWN = "〔算不出〕"
SHEETS = ("screen.css", "draft.css")
SIGN = re.compile(f"{BEGIN}(\\d+){END}")
# Texts stand between tags; inside of one, or in the title of the page, markup would be shown as it is.
PLAIN = re.compile(r"<title>.*?</title>|<[^<>]*>", re.DOTALL)


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

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.by_line: dict[tuple[str, int], list[Finding]] = defaultdict(list)
        for finding in findings:
            if finding.position:
                self.by_line[_line(finding.position)].append(finding)
        self.texts: list[Text] = []
        self.placed: set[Finding] = set()

    def show(self, text: Text) -> Markup:
        """Return the sign of a text."""
        if not text:
            return Markup()
        self.texts.append(text)
        return Markup(f"{BEGIN}{len(self.texts) - 1}{END}")  # noqa: S704 - a number between two signs

    def finish(self, made: str) -> str:
        """Put texts in the place of their signs: plain inside of tags and titles, where no marks can stand."""
        plain = PLAIN.sub(
            lambda found: SIGN.sub(lambda sign: str(Markup.escape(self._text(sign).plain)), found[0]), made
        )
        return SIGN.sub(lambda sign: self._drawn(self._text(sign)), plain)

    def _text(self, sign: re.Match[str]) -> Text:
        return self.texts[int(sign[1])]

    def _drawn(self, text: Text) -> Markup:
        """Return a text, its figures explained, its findings behind it."""
        lines = dict.fromkeys(_line(run.source) for run in text.runs if run.source)
        found = [finding for line in lines for finding in self.by_line.get(line, ())]
        self.placed.update(found)
        marks = Markup().join(
            Markup('<span class="finding finding-{}">{}</span>').format(finding.severity.name.lower(), _words(finding))
            for finding in found
        )
        return Markup().join(_run(run) for run in text.runs) + marks


def _run(run: Run) -> Markup:
    if run.figure is None:
        return Markup.escape(run.text)
    origin = [line.removeprefix("  ") for line in explain(run.figure, deepest=DEEPEST)]
    if len(origin) > MOST_LINES:
        origin = [*origin[:MOST_LINES], "……（用 shenbao trace 看全部）"]
    shown = run.text if is_known(run.figure) else _unknown(run.figure)
    told = "\n".join([shown, *origin])
    return Markup('<span class="figure" tabindex="0" role="note" aria-label="{0}" data-origin="{0}">{1}</span>').format(
        told, shown
    )


def _unknown(figure: Figure) -> str:
    """Return what stands for a figure that could not be read (as it is written), or not be computed for want of one."""
    return figure.origin.written if isinstance(figure.origin, Unread) else UNKNOWN


def _words(finding: Finding) -> str:
    where = f"（{finding.position}）" if finding.position else ""
    return f"{finding.severity} {finding.code} {finding.message}{where}"


def _line(position: Position) -> tuple[str, int]:
    return position.path, position.line
