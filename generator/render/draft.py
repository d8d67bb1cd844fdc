"""A draft of a document as HTML: each figure tells where it comes from, each finding stands at its place."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from markupsafe import Markup

from generator.model.origin import explain
from generator.render.page import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from generator.model.document import Document
    from generator.model.finding import Finding
    from generator.model.layout import Layout
    from generator.model.position import Position
    from generator.model.text import Run, Text

HEAD = "草稿：不得公开。鼠标移到数字上，或用 Tab 键移到数字上，可以看它是怎么来的。"
# How many lines about a figure are shown beside it; `shenbao trace` tells the rest.
MOST_LINES = 8
# A figure of a figure is explained, and no deeper: the box beside the text is small.
DEEPEST = 3


def render(document: Document, layout: Layout, findings: Sequence[Finding]) -> bytes:
    """Return the draft; findings that stand at no text of the document are listed above it."""
    drawer = _Drawer(findings)
    # The texts have to be drawn once before it is known which findings found their place.
    for text in document.leaves():
        drawer.show(text)
    notes = [HEAD, *(_words(finding) for finding in findings if finding not in drawer.placed)]
    return page(document, layout, "screen.css", "draft.css", show=drawer.show, notes=notes).encode()


class _Drawer:
    """Draws texts with what is known about them."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        self.by_line: dict[tuple[str, int], list[Finding]] = defaultdict(list)
        for finding in findings:
            if finding.position:
                self.by_line[_line(finding.position)].append(finding)
        self.placed: set[Finding] = set()

    def show(self, text: Text) -> Markup:
        """Return a text, its figures explained, its findings behind it."""
        if not text:
            return Markup()
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
    told = "\n".join([run.text, *origin])
    return Markup('<span class="figure" tabindex="0" role="note" aria-label="{0}" data-origin="{0}">{1}</span>').format(
        told, run.text
    )


def _words(finding: Finding) -> str:
    where = f"（{finding.position}）" if finding.position else ""
    return f"{finding.severity} {finding.code} {finding.message}{where}"


def _line(position: Position) -> tuple[str, int]:
    return position.path, position.line
