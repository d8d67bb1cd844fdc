"""地区: what a roll-up of all departments with one 行政区划代码 in one year says of itself."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model import publication
from generator.model.entry import FORM, FORM_KEY, FORM_TOLD, Entry, key
from generator.model.values import Date, Line, Term
from generator.model.waiver import Waiver


class Region(Entry):
    """地区: content/regions/<代码>/<年度>.yaml. Its code and its year are those of its folder and its name."""

    entry_title: ClassVar[str] = "地区文件（regions/<代码>/<年度>.yaml）"

    kind: Literal["地区"] = key("文种", "固定写「地区」。", example="地区")
    form: Literal["2", "3", "4"] | None = key(FORM_KEY, FORM_TOLD, None, example=FORM)
    name: Term = key("地区名称", "地区的名称。", example="重庆市潼南区")
    pack: Term = key("模板包", "templates/ 下的文件夹名，里面有对象是地区的文书。", example="chongqing-2024")
    documents: list[Term] = key("文书", "做模板包里的哪几种文书；不写就都做。", (), example="[区级汇总]")
    issued: Date | None = publication.issued()
    published: Date | None = publication.published()
    index: Term | None = publication.index()
    reasons: dict[str, Line] = key(
        "变动原因", "哪些钱（写法同表格里的「数」）→ 为什么增减。", {}, example="支出: 新增了单位"
    )
    waivers: list[Waiver] = key("豁免", "本文件接受的检查结果。", ())
