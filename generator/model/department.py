"""The department as it is in one budget year, and its units."""

from __future__ import annotations

from typing import ClassVar, Literal

from generator.model.entry import FORM, FORM_KEY, FORM_TOLD, Entry, key
from generator.model.values import Line, Prose, Term, Year
from generator.model.waiver import Waiver


class Unit(Entry):
    """预算单位: who declares."""

    entry_title: ClassVar[str] = "单位"
    own_kind: ClassVar[str] = "单位"

    name: Term = key("单位名称", "单位全称，与印章一致。", example="昆明市呈贡区医疗保障局")
    budget_code: Term | None = key("单位编码", "预算单位的编码。", None, example="236001")
    short: Term | None = key(
        "单位简称", "预算单位在预算系统里的名称；与单位名称相同时不写。", None, example="医保局（本级）"
    )
    nature: Literal["行政单位", "参公事业单位", "其他事业单位"] | None = key(
        "单位性质",
        "单位自己的性质，不是下属机构的；机关运行经费只算行政单位和参公事业单位的。",
        None,
        example="行政单位",
        is_usual=True,
    )
    # Printed by declarations only: their packs require these four.
    code: Term | None = key(
        "组织机构代码", "统一社会信用代码（18位）或组织机构代码（9位）。", None, example="MB1584220"
    )
    address: Line | None = key("地址", "办公地址。", None, example="云南省昆明市呈贡区呈祥街惠景园D7幢19楼")
    phone: Term | None = key("联系电话", "公开的办公电话；不要写个人手机号。", None, example="0871-67470076")
    head: Term | None = key("法人代表", "法定代表人姓名。", None, example="王艳明")
    overview: Prose | None = key(
        "单位概况",
        "单位性质、级别和主要职责；每一段写一行。",
        None,
        example="呈贡区医疗保障局是区政府工作部门。\n主要职责：贯彻执行医疗保险的政策规定。",
    )


class Department(Entry):
    """部门: department.yaml, one a year, so that an old document never changes."""

    entry_title: ClassVar[str] = "部门文件（department.yaml）"
    own_kind: ClassVar[str] = "部门"

    kind: Literal["部门"] = key("文种", "固定写「部门」。", example="部门")
    form: Literal["2", "3", "4"] | None = key(FORM_KEY, FORM_TOLD, None, example=FORM)
    name: Term = key("部门名称", "部门全称。", example="昆明市呈贡区医疗保障局")
    year: Year = key("年度", "预算年度，与所在文件夹的名字一致。", example="2024")
    region: Term | None = key(
        "行政区划代码",
        "部门所在地区的代码；有 content/regions/<代码>/<年度>.yaml 的，这个部门算进那个地区的汇总。",
        None,
        example="'500152'",
    )
    documents: dict[str, Term] = key(
        "文书",
        "做哪几种文书：名字 → 用哪个模板包（templates/ 下的文件夹名）。一个项目只写一次，各种文书里都有它。",
        example="项目申报书: yunnan-2024\n部门预算: chongqing-2024",
    )
    kept_out: dict[str, dict[str, Line]] = key(
        "不列",
        "哪种文书 → 哪个项目（名称、编码或文件名）→ 为什么不列进去；没有写的项目，各种文书里都有。部门和单位的文书用同一本账，一种里不列的，各种里都不列。",
        {},
        example="项目申报书:\n  系统运行维护费: 财政只要求公开预算",
    )
    units: list[Unit] = key("单位", "部门所属的预算单位，至少一个。")
    waivers: list[Waiver] = key("豁免", "本单位接受的检查结果。", ())

    def makes(self, kind: str) -> bool:
        """Whether a kind of document (文书) is made; where that can't be read, which is told, nothing is left out."""
        made = self.documents
        return not isinstance(made, dict) or kind in made

    def shows(self, kind: str, called: set[str]) -> bool:
        """Whether a kind of document is made of a project, by what it is called."""
        kept = self.kept_out.get(kind, {}) if isinstance(self.kept_out, dict) else {}
        return self.makes(kind) and (not isinstance(kept, dict) or called.isdisjoint(kept))
