"""Word documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

from generator.render import docx_package, docx_xml, imprint, last_of_form
from generator.render.context import CONTENTS, KINDS, TABLE, Show, context
from generator.render.docx_finish import Plan, finish
from generator.render.docx_fit import fit_form
from generator.render.docx_marks import Marks
from generator.render.docx_template import prepared
from generator.render.docx_xml import BadTemplateError, serialize
from generator.render.fitting import no_room
from generator.render.needs import NoRoomError

if TYPE_CHECKING:
    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.text import Text

TEMPLATE: Final = "document.docx"

_SECTION_END: Final = "分节"


def render(document: Document, layout: Layout) -> bytes:
    """Return the document as a .docx file.

    Raises:
        BadTemplateError: if the pack's Word template can't be used; the message is for its keeper.
        FindingError: a number of a table or form has no room.
    """
    try:
        return _render(document, layout)
    except NoRoomError as problem:
        raise no_room(problem, document, layout, TEMPLATE) from problem
    except BadTemplateError as problem:
        raise problem.at(layout.place(layout.file(TEMPLATE))) from problem


def _render(document: Document, layout: Layout) -> bytes:
    template = prepared(layout.file(TEMPLATE))
    values, plan = _prepare(document, layout)
    stories = template.fill(values)
    finish(stories[template.main], plan, template.sections, template.styles)
    parts = {name: serialize(root) for name, root in stories.items()}
    return docx_package.pack({**template.files, **parts, docx_package.PROPERTIES: docx_package.properties(document)})


def shrunk(document: Document, layout: Layout) -> float:
    """Return by how many points figures of forms are smaller than the template draws them.

    Raises:
        FindingError: as for `render`.
    """
    template = prepared(layout.file(TEMPLATE))
    body = template.fill(_prepare(document, layout)[0])[template.main][0]
    try:
        return max((fit_form(table, template.styles, layout.fonts) for table in body.iter(docx_xml.TABLE)), default=0)
    except NoRoomError as problem:
        raise no_room(problem, document, layout, TEMPLATE) from problem


def _prepare(document: Document, layout: Layout) -> tuple[dict[str, object], Plan]:
    """Return the context with one list of all blocks, and what the program does when the template has printed them.

    One loop over one list is what a template keeper can follow in Word; a section inside it could not be drawn there.
    So a block after each section marks its end. Such blocks, tables and contents print a mark that keeps their place;
    what the contents lead to has a mark before its text.
    """
    values = context(document, layout, Show(_show, _show))
    sections = cast("list[dict[str, Any]]", values["节"])
    marks = Marks.unlike(document)
    targets = {entry["号"] for section in sections for block in section["块"] for entry in block["条目"]}
    plan = Plan(marks, layout.fonts, imprint=imprint.places(document), forms=last_of_form.tables(document, layout))
    blocks: list[dict[str, Any]] = []
    for section in sections:
        for block in section["块"]:
            number = int(block["号"])
            if block[TABLE]:
                plan.tables[number] = block["表"], section["方向"]
            elif block[CONTENTS]:
                plan.contents[number] = block["条目"]
            if block["收紧"]:
                plan.tight[number] = block["收紧"]
            if block["封面"]:
                plan.cover = number
            is_found = number in plan.imprint or number in plan.tight or block["号"] in targets
            if is_found or block[TABLE] or block[CONTENTS] or block["封面"]:
                mark = marks.mark(number)
                block |= {"文": mark + block["文"], "题行": [mark + line for line in block["题行"]]}
            blocks.append({**block, _SECTION_END: False})
        end = -1 - len(plan.ends)
        plan.ends[end] = section["方向"]
        blocks.append(_end_of_section(marks.mark(end), layout))
    return {**values, "块们": blocks}, plan


def _end_of_section(mark: str, layout: Layout) -> dict[str, Any]:
    flags = dict.fromkeys((*KINDS, *layout.forms, "盖章", "随后", "收紧"), False)
    return flags | {
        "号": "",
        "标签": "",
        "题行": [],
        "文": mark,
        "栏": {},
        "表单": "",
        "表": {},
        "条目": [],
        _SECTION_END: True,
    }


def _show(text: Text) -> str:
    return text.plain
