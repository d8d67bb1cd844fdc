"""A document as a PDF after GB/T 9704-2012, tagged and archivable, in the repository's own fonts."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias

from generator.model.finding import FindingError, error
from generator.render import attachments, fonts
from generator.render.cut import cut
from generator.render.drawn import of_entry
from generator.render.fitting import no_room
from generator.render.look.template import TEMPLATE
from generator.render.needs import NoRoomError
from generator.render.page import page
from generator.render.settle import settle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from generator.model.document import Document
    from generator.model.layout import Layout
    from generator.model.position import Position
    from generator.render.attachments import Attachment
    from generator.render.drawn import Drawn, Kept

    Join: TypeAlias = Callable[[Sequence[Drawn], Layout, Mapping[str, str], Sequence[Attachment], Position], bytes]

SHEETS: Final = ("fonts.css", "print.css")
RARE_SHEET, EXTRA_SHEET = "rare.css", "extra.css"
LIBRARIES: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


class PdfUnavailableError(FindingError):
    """Raised where this machine lacks what PDFs are made with; the message is one line for the clerk."""

    def __init__(self, message: str) -> None:
        super().__init__(error("HJ-001", message, None))


class UnprintableTemplateError(FindingError):
    """Raised when the words of a template itself hold characters that no font has."""

    def __init__(self, message: str, position: Position) -> None:
        super().__init__(error("MB-024", message, position, hint="在模板里换成通用的字或符号。"))


def render(document: Document, layout: Layout, kept: Kept | None = None) -> bytes:
    """Return the PDF of a document; parts of it that are kept are not drawn again, and its bytes are the same.

    Raises:
        PdfUnavailableError: WeasyPrint or a system library of its own is missing.
        UnprintableTemplateError: a character is in none of the fonts.
        FindingError: a number of a table or form has no room.
        ForeignFontError: a font that isn't the repository's would be embedded.
    """
    draw, join = _tools()
    html = page(document, layout, *SHEETS)
    if missing := fonts.unprintable(html.replace("\n", ""), layout):
        names = "、".join(f"{character}（U+{ord(character):04X}）" for character in missing)
        raise UnprintableTemplateError(f"字库里没有这些字符：{names}", layout.place(layout.file(TEMPLATE)))
    if not all(fonts.is_common(character, layout) for character in set(html) - {"\n"}):
        extra = (EXTRA_SHEET,) if fonts.has_extra(layout) else ()
        html = page(document, layout, *SHEETS, RARE_SHEET, *extra)
    places = {f"b{index}": text.plain for index, _, text in document.outline()}
    files = attachments.of(document)
    try:
        drawn = settle(cut(html), _once(partial(draw, layout=layout), kept))
    except NoRoomError as problem:
        raise no_room(problem, document, layout, TEMPLATE) from problem
    return join(drawn, layout, places, files, layout.place(layout.common / SHEETS[-1]))


def _once(draw: Callable[[str], Drawn], kept: Kept | None) -> Callable[[str], Drawn]:
    """Return what draws a part, or takes it from what is kept."""

    def drawn(part: str) -> Drawn:
        entry = None if kept is None else kept.get(part)
        if entry:
            return of_entry(entry)
        made = draw(part)
        if kept is not None:
            kept.put(part, made.as_entry())
        return made

    return drawn


def prepare() -> None:
    """Import what PDFs are made with.

    Raises:
        PdfUnavailableError: as `render` does.
    """
    _tools()


def _tools() -> tuple[Callable[..., Drawn], Join]:
    # Imported only when a PDF is made: it takes half a second, and clerks' Windows machines have no Pango.
    try:
        from generator.render import join, typeset  # noqa: PLC0415 - costs 0.5 s
    except (ImportError, OSError) as problem:
        raise PdfUnavailableError(_lacking(problem)) from problem
    return typeset.typeset, join.join


def _lacking(problem: ImportError | OSError) -> str:
    if isinstance(problem, ImportError):
        return f"不能生成 PDF：缺少 Python 库 {problem.name or problem}；请重新安装依赖（其余格式不受影响）。"
    named = re.search(r"library '([^']+)'", str(problem))
    library = named[1] if named else LIBRARIES
    return (
        f"不能生成 PDF：缺少系统库 {library}；Debian 或 Ubuntu 上请运行 sudo apt-get install -y {LIBRARIES}"
        "（Windows 上请改用 WSL 或代码平台上的自动构建；其余格式不受影响）。"
    )
