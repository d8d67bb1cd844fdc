"""A pack's Word template, made ready once: a Jinja template for each part with tags, everything else as bytes.

docxtpl does this anew for every document (0.1 s each), and afterwards looks for marks such as `{_{` in the text
that has been filled in, so that a clerk who writes them would see something else. Here it only translates the tags.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from docxtpl import DocxTemplate
from lxml import etree

from generator.render import docx_fields, docx_guard, docx_package, docx_seen, docx_styles
from generator.render.docx_tags import blamed_on
from generator.render.docx_xml import PARAGRAPH, SECTION, WORD, BadTemplateError, parse, remove, serialize, text_of, w
from generator.sandbox.environment import Sandbox, fill

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from jinja2 import Template

    from generator.render.docx_styles import Styles

_STORIES: Final = frozenset(("officeDocument", "header", "footer"))
# Settings that point to parts that are not kept, or that would make Word ask the reader something.
_DROPPED: Final = tuple(
    w(name)
    for name in (
        "attachedTemplate",
        "clrSchemeMapping",
        "embedBold",
        "embedBoldItalic",
        "embedItalic",
        "embedRegular",
        "rsids",
        "themeFontLang",
        "updateFields",
    )
)


@dataclass(frozen=True, slots=True)
class WordTemplate:
    """A template ready for use.

    `main` is the name of the document's part, `stories` are the parts with tags (heads and feet have none), `files` all
    others; `sections` are the page set-ups, by orientation; `styles` are its styles.
    """

    path: Path
    main: str
    files: Mapping[str, bytes]
    stories: Mapping[str, Template]
    sections: Mapping[str, etree._Element]
    styles: Styles

    def fill(self, values: Mapping[str, object]) -> dict[str, etree._Element]:
        """Return the parts that have tags, filled in.

        Raises:
            BadTemplateError: if a tag names what is not there.
        """
        with blamed_on(self.path):
            filled = {name: parse(fill(story, values)) for name, story in self.stories.items()}
        docx_guard.examine_stories(filled, self.path)
        return filled


@functools.cache
def prepared(path: Path) -> WordTemplate:
    """Read a template, once a process.

    Raises:
        BadTemplateError: if it is no Word document, has tags that can't be read, or unfinished revisions.
    """
    parts = docx_package.read(path)
    main = next(iter(parts))
    sandbox = Sandbox(markup=True)
    translate = DocxTemplate(path).patch_xml
    files, stories = docx_package.surroundings(parts), {}
    sections: dict[str, etree._Element] = {}
    roots = {part.name: _cleaned(parse(part.data), path) for part in parts.values() if part.name.endswith(".xml")}
    styles = docx_styles.read(next((roots[part.name] for part in parts.values() if part.kind == "styles"), None))
    for part in parts.values():
        if part.name not in roots:
            files[part.name] = part.data
            continue
        root = roots[part.name]
        docx_fields.examine_tags(root, path.name)
        if part.name == main or part.kind in _STORIES:
            docx_seen.examine(root, styles, path.name)
        if part.name == main:
            sections = _take_sections(root)
        if part.name == main:
            with blamed_on(path):
                stories[part.name] = sandbox.read(translate(etree.tostring(root, encoding="unicode")))
        else:
            files[part.name] = serialize(root)
    return WordTemplate(path, main, files, stories, sections, styles)


def _cleaned(root: etree._Element, path: Path) -> etree._Element:
    """Drop what refers to parts that are not kept; refuse what would publish who edited the template."""
    if root.xpath("//@w:author | //w:commentReference", namespaces={"w": WORD}):
        raise BadTemplateError(f"{path.name} 里还有修订或批注：请在 Word 中接受全部修订、删除全部批注，再保存")
    etree.strip_elements(root, *_DROPPED, with_tail=False)
    for node in root.iter(etree.Element):
        for name in list(node.attrib):
            if "theme" in str(name).rpartition("}")[2].lower():
                del node.attrib[name]
    return root


def _take_sections(root: etree._Element) -> dict[str, etree._Element]:
    """Take the page set-ups out of a template, the first of each orientation counting.

    A form can so be drawn on a page of its own size, while each document has the pages that it needs.
    """
    found: dict[str, etree._Element] = {}
    for section in list(root.iter(SECTION)):
        size = section.find(w("pgSz"))
        orientation = "portrait" if size is None else size.get(w("orient"), "portrait")
        paragraph = next(section.iterancestors(PARAGRAPH), None)
        remove(section)
        if paragraph is not None and not text_of(paragraph):
            remove(paragraph)
        found.setdefault(orientation, section)
    return found
