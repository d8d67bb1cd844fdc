"""What a Word style, with what is set on a paragraph by hand, is in CSS."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from generator.render.docx_styles import is_on, number

if TYPE_CHECKING:
    from generator.model.drawing import Line
    from generator.render.docx_styles import Look

# Official faces, and the families of the repository that stand for them.
FACES: Final = {
    "仿宋_GB2312": "FangSong",
    "仿宋": "FangSong",
    "楷体_GB2312": "Kai",
    "楷体": "Kai",
    "黑体": "Hei",
    "宋体": "Song",
    "方正小标宋简体": "XiaoBiaoSong",
    "方正小标宋_GBK": "XiaoBiaoSong",
}
# Those that a template keeper is told of.
OFFERED: Final = ("仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体")
BOLD: Final = "700"
HEAVY: Final = ("Hei", "XiaoBiaoSong")
BODY: Final = "仿宋_GB2312"
_ALIGN: Final = {"both": "justify", "distribute": "justify", "start": "left", "end": "right"}
_SINGLE: Final = 1.3  # what Word takes for a line of one size, in parts of it
_TWIPS: Final = 20


def css_name(line: Line) -> str:
    """Return the class of a line: the name of its style, and what is set by hand."""
    return "-".join([re.sub(r"\W", "-", line.style), *(re.sub(r"\W", "", f"{key}{line.own[key]}") for key in line.own)])


def points(twips: float) -> str:
    """Return a length in CSS."""
    return f"{twips / _TWIPS:.2f}".rstrip("0").rstrip(".") + "pt" if twips else "0"


def family(look: Look) -> str:
    """Return the families of the repository for a face, with those that have what it lacks."""
    own = FACES.get(look.get("r:rFonts.eastAsia", BODY), FACES[BODY])
    return ", ".join(f'"Gongwen {face}"' for face in dict.fromkeys((own, "Song", "Rare", "Extra")))


def declarations(look: Look, pitch: float = 0) -> dict[str, str]:
    """Return Word's properties of a paragraph as CSS; `pitch` is that of the lines of the page, in twips."""
    size = number(look, "r:sz", 20) / 2
    indents = {side: _indent(look, side, size) for side in ("left", "right", "firstLine", "hanging")}
    align = look.get("jc", "both")
    return {
        "font-family": family(look),
        "font-size": f"{size:g}pt",
        "font-weight": BOLD if is_on(look, "r:b") else "400",
        "line-height": points(_height(look, size, pitch)),
        "letter-spacing": points(number(look, "r:spacing")),
        "text-align": _ALIGN.get(align, align),
        "text-indent": points(indents["firstLine"] - indents["hanging"]),
        "margin": " ".join(
            map(
                points,
                (number(look, "spacing.before"), indents["right"], number(look, "spacing.after"), indents["left"]),
            )
        ),
        **({"color": f"#{color}"} if (color := look.get("r:color", "auto")) not in {"auto", "000000"} else {}),
    }


def _height(look: Look, size: float, pitch: float) -> float:
    """Return the height of a line in twips."""
    rule, line = look.get("spacing.lineRule", "auto"), number(look, "spacing.line", 240)
    if rule == "exact":
        return line
    height = max(line, size * _SINGLE * _TWIPS) if rule == "atLeast" else size * _SINGLE * _TWIPS * line / 240
    on_grid = pitch and is_on(look, "snapToGrid", otherwise=True)
    return -(-height // pitch) * pitch if on_grid else height


def _indent(look: Look, side: str, size: float) -> float:
    """Return an indent in twips; one in characters counts before one in lengths."""
    characters = number(look, f"ind.{side}Chars") / 100
    return characters * (size * _TWIPS + number(look, "r:spacing")) if characters else number(look, f"ind.{side}")
