"""What was to be filled in, and what can't be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.hits import UNCLEAR, Hit, by_line, each
from generator.check.registry import rule
from generator.model.finding import Severity
from generator.model.project import Project
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.registry import Trouble
    from generator.check.texts import Piece

BASIS = "财预〔2016〕143号：公开的内容应当真实、完整"
LEFT = re.compile(
    r"(?<![A-Za-z])[XxＸ]{2,}(?![A-Za-z])"  # XX单位，20XX年
    r"|[×＊]{2,}|(?<![\d*])\*{2,}(?![\d*])|[○◯]{2,}|_{2,}|＿{2,}|□{2,}"
    r"|待(?:填写?|补充|完善|核实后填)(?=$|[，。；、）)】\s])"
    r"|增加（减少）|减少（增加）|增加/减少|增（减）|增长（下降）|上升（下降）"
    r"|(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])"
    r"|[（(【\[](?:此处|请(?:在此|填|输入|说明|简要|描述|注明|列)|注：请|示例：|填写)[^（）()【】\[\]]*[）)】\]]"
    r"|请(?:在此|填写|输入)|此处(?:填写|输入|插入)|填写说明|单击或点击此处"
)
DOUBTFUL = re.compile(rf"{UNCLEAR}|某某|示例|(?:待定|暂定|另行补充)(?=$|[，。；、）)])|[?？]{{2,}}")


@rule("GS-141", Severity.ERROR, BASIS, Project, Statement)
def left_over(subject: Project | Statement) -> Iterator[Trouble]:
    """没有填完的空白和模板的说明文字不能留在里面。

    公开的文件里常见：模板的提示照抄了下来，或占位的符号忘了换。
    例：XX局、20XX年、待填写、比上年增加（减少）、（此处填写主要职责）、____。
    改法：填上实际的内容，删去提示。
    """
    yield from each(subject, blank, "这是模板里占位的文字，不是内容。")


@rule("GS-142", Severity.NOTE, BASIS, Project, Statement)
def unclear(subject: Project | Statement) -> Iterator[Trouble]:
    """还没有定下来、或看不清的内容。

    这些字可能是有意写的，也可能是忘了换；公开前应当再看一眼。
    例：〔原件不清〕、某某、示例、待定。
    改法：能核实的补上；核实不了的不动。
    """
    yield from by_line(subject, doubtful, "没有确定的内容", "写的人没有定下来，或原件看不清。")


def blank(piece: Piece) -> Iterator[Hit]:
    """Find what stands in the place of contents."""
    for words in LEFT.finditer(piece.plain):
        yield Hit(*words.span(), f"占位的文字「{words[0]}」没有换掉", "填上实际的内容，或删去。")


def doubtful(piece: Piece) -> Iterator[Hit]:
    """Find what is marked as uncertain."""
    for words in DOUBTFUL.finditer(piece.plain):
        yield Hit(*words.span(), words[0], "核实后补上；核实不了的不动。")
