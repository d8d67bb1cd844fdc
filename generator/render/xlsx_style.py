"""How the cells of a workbook look: the fonts and sizes of the official form."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

# Points for the names of sizes: 二号, 三号, 五号.
SIZE_2, SIZE_3, SIZE_5 = 22, 16, 10.5
# A title that is a little too long is set in 小二 or 三号, and not broken before its last words.
TITLE_SIZES: Final = (SIZE_2, 18, SIZE_3)
SONG, HEI, XIAO_BIAO_SONG = "宋体", "黑体", "方正小标宋简体"


@dataclass(frozen=True, slots=True)
class Style:
    """The look of a cell; sizes in points."""

    font: str = SONG
    size: float = SIZE_5
    align: str = "left"
    border: bool = False
    number: str = ""
    # Keeps =1+1 a text even when somebody edits the cell.
    literal: bool = False
    # Takes digits for a number that are no figure, as the weights of a form are.
    written: bool = False
    bold: bool = False
    vertical: str = "vcenter"
    # The sides without a line of a cell that has a border.
    open: tuple[str, ...] = ()

    def aligned(self, align: str) -> Style:
        """Return the style with another alignment."""
        return replace(self, align=align)

    @property
    def properties(self) -> dict[str, object]:
        """What XlsxWriter calls it. Numbers shrink where somebody makes the column narrower, and never show ###."""
        look: dict[str, object] = {"font_name": self.font, "font_size": self.size, "bold": self.bold}
        look |= {"align": self.align, "valign": self.vertical, "border": int(self.border)}
        look |= dict.fromkeys(self.open, 0)
        if self.number:
            return look | {"num_format": self.number, "shrink": True}
        return look | {"text_wrap": True, "quote_prefix": self.literal}


LABEL: Final = Style(HEI, SIZE_3)
TITLE: Final = Style(XIAO_BIAO_SONG, SIZE_2, "center")
UNIT: Final = Style(align="right")
LINE: Final = Style()
HEAD: Final = Style(HEI, align="center", border=True)
CELL: Final = Style(border=True)


class Formats:
    """The formats of a workbook, each made once, in the order of their first use."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[Style, object] = {}

    def __getitem__(self, style: Style) -> object:
        if style not in self._made:
            self._made[style] = self._workbook.add_format(style.properties)
        return self._made[style]
