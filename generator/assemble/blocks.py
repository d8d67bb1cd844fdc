"""Builds title, blocks and sections from what the text template said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.assemble import forms
from generator.assemble.numbering import Numbers
from generator.assemble.script import LINE, UNPRINTABLE, hold
from generator.assemble.table.drawing import table
from generator.assemble.tokens import BREAK
from generator.model.document import Annex, Block, Contents, Heading, Imprint, Paragraph, Section
from generator.model.finding import FindingError, error
from generator.model.text import Text, cut, joined, of_words
from generator.phrase.lines import break_title

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from generator.assemble.books import Books
    from generator.assemble.script import Lines
    from generator.assemble.tokens import Tokens
    from generator.assemble.view import View
    from generator.model.pack import Pack

ORIENTATION = {"横": "landscape", "纵": "portrait"}


def build(
    lines: Lines, tokens: Tokens, values: Mapping[str, View], pack: Pack, books: Books | None = None
) -> tuple[tuple[Text, ...], tuple[Section, ...]]:
    """Return the lines of the title, and the sections; `values` and `books` fill forms and tables."""
    builder = _Builder(tokens, values, pack, books)
    for line in lines:
        found = LINE.fullmatch(line)
        if found is None:
            raise AssertionError(line)
        try:
            builder.add(found)
        except FindingError as problem:
            if problem.finding.position is not None:
                raise
            raise FindingError(replace(problem.finding, position=lines.place(line))) from problem
    return builder.title(), builder.sections()


class _Builder:
    """Collects the title, and blocks into sections of one orientation."""

    def __init__(self, tokens: Tokens, values: Mapping[str, View], pack: Pack, books: Books | None) -> None:
        self.tokens, self.values, self.pack, self.books = tokens, values, pack, books
        self.numbers = Numbers(pack.numbering)
        self.titles: list[str] = []
        self.done: list[tuple[str, list[Block]]] = [("portrait", [])]

    def add(self, found: re.Match[str]) -> None:
        """Add what one line says."""
        if found["title"]:
            self.titles.append(found["title"])
        elif found["form"]:
            self.add_form(found["form"], int(found["index"] or 0))
        elif found["table"]:
            spec, block = table(found["table"], self.values, self.pack, self.books)
            self.turn(block, ORIENTATION[spec.orientation], new_page=False)
        elif found["annex"]:
            head = Annex(self.tokens.release(found["annex"]), self.tokens.release(found["annex_title"]))
            self.done.append(("portrait", [head]))
        elif found["contents"]:
            self.place(Contents())
        elif found["imprint"]:
            self.place(self.imprint(found["imprint"], self.tokens.release(found["imprinted"])))
        elif found["marks"]:
            level = len(found["marks"])
            hold(found["heading"])
            number = of_words(self.numbers.next(level))
            self.place(Heading(level, number + self.tokens.release(found["heading"])))
        else:
            hold(found[0])
            self.place(Paragraph(self.tokens.release(found[0])))

    def add_form(self, name: str, index: int) -> None:
        """Add a form on a page of its orientation."""
        spec = forms.spec(name, self.pack)
        block = forms.form(name, index, self.values, self.pack, self.books)
        self.turn(block, ORIENTATION[spec.orientation], new_page=spec.new_page == "是")

    def imprint(self, mark: str, text: Text) -> Imprint:
        """Return a line of the cover, which comes first, or of what stands below the text: no page has that alone."""
        turned, blocks = self.done[-1]
        last = blocks[-1] if blocks else None
        if mark == "封面":
            if any(not isinstance(block, Imprint) for _, done in self.done for block in done):
                raise FindingError(error(UNPRINTABLE, "「@封面」要写在正文、目录之前", None))
            return Imprint("封面", text)
        if mark == "成文日期" and isinstance(last, Imprint) and last.kind == "署名":
            return Imprint("成文日期", text, last.is_sealed)
        if turned != "portrait" or not isinstance(last, Paragraph):
            hint = "写在一段正文的下面：署名、成文日期不能自成一页，也不能跟在表后面。"
            raise FindingError(error(UNPRINTABLE, f"「@{mark}」前面不是一段正文", None, hint=hint))
        return Imprint("成文日期" if mark == "成文日期" else "署名", text, mark == "盖章")

    def place(self, block: Block) -> None:
        """Add running text, which stands on upright pages."""
        if self.done[-1][0] != "portrait":
            self.done.append(("portrait", []))
        self.done[-1][1].append(block)

    def turn(self, block: Block, orientation: str, *, new_page: bool) -> None:
        """Add a table or form; where a page begins for it, the heads right above go with it."""
        turned, blocks = self.done[-1]
        if turned != orientation or new_page:
            heads: list[Block] = []
            while blocks and isinstance(blocks[-1], Heading | Annex):
                heads.insert(0, blocks.pop())
            self.done.append((orientation, heads))
        self.done[-1][1].append(block)

    def title(self) -> tuple[Text, ...]:
        """Return the lines of the title: those that were given, as far as a line has room for them."""
        lines: list[Text] = []
        for given in self.titles:
            said = [self.tokens.release(part) for part in given.split(BREAK)]
            lines += cut(joined(said), map(len, break_title([part.plain for part in said])))
        return tuple(lines)

    def sections(self) -> tuple[Section, ...]:
        """Return the sections that hold anything."""
        return tuple(
            Section("landscape" if turned == "landscape" else "portrait", tuple(blocks))
            for turned, blocks in self.done
            if blocks
        )
