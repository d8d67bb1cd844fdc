"""Content of the first form is carried over: the same money, every comment."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from generator import editing, pipeline
from generator.bring.upgrade import Upgrade, upgrade
from tests import samples
from tests.rules import budget

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

OLD_BUDGET = """\
文种: 部门预算
金额单位: 万元
预算单位编码: 236001
# 系统里的名称
预算单位名称: 医保局（本级）

基本支出:
  功能分类:
    # 两处各自四舍五入
    - 科目编码: '2080505'
      科目名称: 机关事业单位基本养老保险缴费支出
      金额: 53.46
    - 科目编码: '2101501'
      金额: 90
    - 科目编码: '2101501'
      金额: ${5万元 * 2}
      资金来源: 事业收入
  经济分类:
    - 科目编码: '30201'
      # 含差旅费
      日常公用经费: 30
    - 科目编码: '30101'
      人员经费: 123.46

尾差:
  - 科目编码: '20805'
    栏: 基本支出
    尾差: 0.01
  - 科目编码: 合计
    栏: 总计
    资金来源: 事业收入
    尾差: -0.01

上年:
  # 倒推的
  基本支出: 100.50
  项目支出: 20
  机关运行经费: 30.25
  三公经费:
    公务接待费: 1

变动原因:
  收入: 增加了项目
  基本支出: 人员增加

豁免:
  - 规则: XG-101
    位置: 变动原因.基本支出
  - 规则: XG-102
    位置: 上年.三公经费.公务接待费
  - 规则: XG-103
    位置: '上年.机关运行经费'
"""
NEW_BUDGET = """\
文种: 部门预算
金额单位: 万元

基本支出:
  功能分类:
    # 两处各自四舍五入
    2080505 机关事业单位基本养老保险缴费支出: 53.46
    2101501 行政运行:
      一般公共预算: 90
      事业收入: ${5万元 * 2}
  经济分类:
    人员经费:
      30101 基本工资: 123.46
    公用经费:
      # 含差旅费
      30201 办公费: 30

尾差:
  - 合计: 20805·基本支出
    尾差: 0.01
  - 合计: 事业收入
    尾差: -0.01

上年:
  # 倒推的
  支出:
    一般公共预算:
      人员经费: 70.25
      公用经费: 30.25
      项目支出: 20
  三公经费:
    公务接待费: 1

变动原因:
  收入: 增加了项目
  一般公共预算·基本支出: 人员增加

豁免:
  - 规则: XG-101
    位置: 变动原因.一般公共预算·基本支出
  - 规则: XG-102
    位置: 上年.三公经费.公务接待费
  - 规则: XG-103
    位置: 上年.支出
"""
OLD_PROJECT = """\
文种: 预算项目
# 上级给的
上级补助: 1442
资金来源: 政府性基金预算
功能科目:
  # 假定是本项目
  - 科目编码: '2080505'
    金额: 300
  - 科目编码: '2101501'
预算执行率权重: 10
绩效指标:
  # 看不清
  - 一级指标: 产出指标
    二级指标: 数量指标
    三级指标: 人次
    计量单位: 人
豁免:
  - 规则: SL-132
    位置: 上级补助
  - 规则: ZB-121
    位置: 绩效指标.1.计量单位
"""
NEW_PROJECT = """\
文种: 项目

# 上级给的
金额:
  政府性基金预算:
    # 假定是本项目
    2080505 机关事业单位基本养老保险缴费支出:
      上级补助: 300
    2101501 行政运行:
      上级补助: 1142

预算执行率权重: 10

绩效目标:
  指标:
    # 看不清
    - 一级指标: 产出指标
      二级指标: 数量指标
      名称: 人次
      度量单位: 人

豁免:
  - 规则: SL-132
    位置: 金额
  - 规则: ZB-121
    位置: 绩效目标.指标.1.度量单位
"""
DEPARTMENT = "文种: 部门\n单位:\n  - 单位名称: 某局\n    地址: 某路\n"
FOLDER = "content/shi/danwei/2024"


def carried(**files: str) -> dict[str, str]:
    given = {"content/accounts.yaml": budget.FILES["accounts.yaml"]} | {
        f"{FOLDER}/{name.replace('_', '/')}.yaml": text for name, text in files.items()
    }
    done = upgrade({path: text.encode() for path, text in given.items()})
    assert done.left == []
    return {path.removeprefix(f"{FOLDER}/"): data.decode() for path, data in done.files.items() if FOLDER in path}


def test_a_budget_is_carried_over_with_its_comments() -> None:
    found = carried(budget=OLD_BUDGET, department=DEPARTMENT)
    assert found["budget.yaml"] == NEW_BUDGET
    assert found["department.yaml"] == (
        "文种: 部门\n格式: 4\n\n单位:\n  - 单位名称: 某局\n    单位编码: 236001\n    # 系统里的名称\n    单位简称: 医保局（本级）\n"
        "    单位性质: 行政单位  # 请核对：升级前机关运行经费算全部公用经费\n    地址: 某路\n"
    )


def test_a_project_is_carried_over() -> None:
    assert carried(projects_one=OLD_PROJECT) == {"projects/one.yaml": NEW_PROJECT}


def test_what_is_in_the_present_form_stays_byte_for_byte() -> None:
    assert carried(budget=NEW_BUDGET, projects_one=NEW_PROJECT, department=DEPARTMENT) == {}


OLD_SHEET = """\
文种: 项目申报书
项目名称: 某项目

# 只有申报表要的
申报表:
  项目属性: 002 延续性项目
  # 办公室的
  联系电话: 0871-67470076

绩效目标:
  年度: 完成
豁免:
  - 规则: GS-191
    位置: 申报表.项目属性
"""
NEW_SHEET = """\
文种: 项目
项目名称: 某项目

# 只有申报表要的
项目属性: 002 延续性项目
# 办公室的
联系电话: 0871-67470076

绩效目标:
  年度: 完成
豁免:
  - 规则: GS-191
    位置: 项目属性
"""


def test_what_one_form_asks_for_stands_at_the_top() -> None:
    assert carried(projects_one=OLD_SHEET) == {"projects/one.yaml": NEW_SHEET}
    assert carried(projects_one=NEW_SHEET) == {}


def older(pack: str) -> str:
    """Return the text of a pack as it was when the program knew its fields, and what documents are about."""
    text = (samples.ROOT / f"templates/{pack}/pack.yaml").read_text(encoding="utf-8")
    text = re.sub(r"    对象: .*\n", "", text)
    declared = text[text.index("字段:\n") : text.index("标题编号:")]
    own = re.findall(r"^    (\S+):$", declared, re.MULTILINE)
    text = text.replace(declared, "").replace("格式: 4\n", "", 1)
    return (
        re.sub(rf"(: |- )({'|'.join(own)})$", r"\1申报表.\2", text, flags=re.MULTILINE) if pack == SHEET_PACK else text
    )


SHEET_PACK = "yunnan-2020"


@pytest.mark.parametrize("pack", ["chongqing-2024", SHEET_PACK])
def test_packs_declare_what_the_program_knew(pack: str, tmp_path: Path) -> None:
    path = f"templates/{pack}/pack.yaml"
    old = "# 备注\n" + older(pack)
    done = upgrade({path: old.encode()})
    new = done.files[path].decode()
    assert new.startswith("# 备注\n文种: 模板包\n格式: 4\n")
    samples.copy_templates(tmp_path)
    mine = pipeline.packs(tmp_path)[pack]
    samples.write(tmp_path, {path: new})
    theirs = pipeline.packs(tmp_path)[pack]
    assert {name: one.type for name, one in theirs.own_fields("项目").items()} == {
        name: one.type for name, one in mine.own_fields("项目").items()
    }
    assert [path.text for path in theirs.required] == [path.text for path in mine.required]
    assert {name: str(spec.object) for name, spec in theirs.documents.items()} == {
        name: str(spec.object) for name, spec in mine.documents.items()
    }
    cells = [
        [{cell: source.text for cell, source in form.cells.items()} for form in pack.forms.values()]
        for pack in (theirs, mine)
    ]
    assert cells[0] == cells[1]
    assert "申报表." not in new
    assert upgrade({path: new.encode()}).files == {}


def test_packs_that_declare_nothing_only_say_what_documents_are_about() -> None:
    for pack in ("yunnan-2024", "chongqing-2025"):
        path = f"templates/{pack}/pack.yaml"
        new = (samples.ROOT / path).read_text(encoding="utf-8")
        unmarked = samples.changed(new, "格式: 4\n", "")
        assert upgrade({path: unmarked.encode()}).files == {}
        assert upgrade({path: re.sub(r"    对象: .*\n", "", unmarked).encode()}).files == {path: new.encode()}


def test_packs_ask_for_what_projects_say_now_by_its_new_names() -> None:
    path = "templates/chongqing-2024/pack.yaml"
    new = (samples.ROOT / path).read_text(encoding="utf-8")
    old = new.replace("格式: 4", "格式: 2").replace("概述: 项目基本概况", "概述: 项目概述")
    old = old.replace("依据: 依据", "依据: 立项依据").replace("目标: 绩效目标.年度", "目标: 当年绩效目标")
    assert upgrade({path: old.encode()}).files == {path: new.encode()}


def test_lines_of_text_templates_that_people_have_to_look_at_are_told(tmp_path: Path) -> None:
    home = tmp_path / "templates/mou"
    samples.write(tmp_path, {"content/accounts.yaml": "文种: 科目表\n", "templates/mou/pack.yaml": older(SHEET_PACK)})
    lines = ["当年绩效目标", "{{ 项.当年绩效目标 }}、{{ 我的项目概述 }}", "{% if 申报表.项目期 %}", "{{ 立项依据 }}"]
    (home / "own.jinja").write_text("\n".join(lines), encoding="utf-8")
    done = editing.upgrade(tmp_path, write=False)
    told = [one for one in done.findings if one.position and one.position.path == "templates/mou/own.jinja"]
    assert [(one.position.line, one.message.rpartition("「")[2]) for one in told if one.position] == [
        (2, "绩效目标.年度」"),
        (3, "项目期」"),
        (4, "依据」"),
    ]
    assert {(one.code, one.is_error) for one in told} == {("ZD-011", False)}


def test_each_project_stays_in_the_documents_that_it_stood_in() -> None:
    """Of two files of one name, the name of the file tells; where all were of the budget, that alone is made."""
    packs = {
        f"templates/{name}/pack.yaml": (samples.ROOT / f"templates/{name}/pack.yaml").read_bytes() for name in PACKS
    }
    declared, budgeted = ("文种: {}\n项目名称: {{}}\n金额单位: {}\n".format(*one) for one in KINDS)
    department = f"{FOLDER}/department.yaml"
    files = {
        department: DEPARTMENT.replace("单位:", "模板包: yunnan-budget-2024\n单位:", 1),
        f"{FOLDER}/budget.yaml": "文种: 部门预算\n金额单位: 万元\n",
        f"{FOLDER}/projects/01-a.yaml": budgeted.format("甲"),
        f"{FOLDER}/projects/02-b.yaml": budgeted.format("乙"),
    }

    def said(**more: str) -> str:
        given = files | {f"{FOLDER}/projects/{name}.yaml": text for name, text in more.items()}
        return upgrade(packs | {path: text.encode() for path, text in given.items()}).files[department].decode()

    assert "文书:\n  部门预算: yunnan-budget-2024\n单位:" in said()
    kept = "不列:\n  项目申报书:\n    01-a: {0}\n    乙: {0}\n  部门预算:\n    c: {0}\n"
    assert kept.format("升级前没有写在这种文书里") in said(c=declared.format("甲"))


PACKS = ("yunnan-2024", "yunnan-budget-2024", "chongqing-2024", "yunnan-2020")
WITH_PACK = """\
文种: 部门
年度: 2024
# 和去年一样
模板包: {}  # 区里定的

单位:
  - 单位名称: 某局
"""


def named(department: str = WITH_PACK, **own: str) -> tuple[dict[str, str], list[str]]:
    """Return what becomes of files whose packs are named where they were, and those that are left alone."""
    files = {
        f"{FOLDER}/{name.replace('_', '/')}.yaml": f"文种: {kind}\n{line}金额单位: 万元\n"
        for name, text in own.items()
        for kind, line in [text.split("|")]
    }
    packs = {
        f"templates/{name}/pack.yaml": (samples.ROOT / f"templates/{name}/pack.yaml").read_bytes() for name in PACKS
    }
    given = {path: text.encode() for path, text in {f"{FOLDER}/department.yaml": department, **files}.items()}
    done = upgrade(packs | given)
    changed = {path.removeprefix(f"{FOLDER}/"): data.decode() for path, data in done.files.items()}
    return changed, [path.removeprefix(f"{FOLDER}/") for path in done.left]


def test_documents_are_named_with_their_packs_in_one_place() -> None:
    changed, left = named(WITH_PACK.format("yunnan-budget-2024"), budget="部门预算|", projects_a="项目|")
    assert left == []
    assert changed == {
        "department.yaml": (
            "文种: 部门\n格式: 4\n年度: 2024\n# 和去年一样\n文书:  # 区里定的\n"
            "  部门预算: yunnan-budget-2024\n  项目申报书: yunnan-budget-2024\n\n单位:\n  - 单位名称: 某局\n"
        )
    }


def test_packs_that_files_name_themselves_are_named_there_too() -> None:
    """A budget's own pack counts for it alone; where one project has its own, the others had no document."""
    own = "# 财政要的\n模板包: chongqing-2024\n"
    changed, left = named(WITH_PACK.format("yunnan-2024"), budget=f"部门预算|{own}", projects_a="项目|")
    assert left == []
    assert "文书:  # 区里定的\n  项目申报书: yunnan-2024\n  部门预算: chongqing-2024\n" in changed["department.yaml"]
    assert changed["budget.yaml"] == "文种: 部门预算\n# 财政要的\n金额单位: 万元\n"
    own = "模板包: yunnan-2020\n"
    files = {"budget": "部门预算|", "projects_a": f"项目|{own}", "projects_b": "项目|"}
    changed, left = named(WITH_PACK.format("chongqing-2024"), **files)
    assert left == []
    assert "  部门预算: chongqing-2024\n  项目申报书: yunnan-2020\n" in changed["department.yaml"]
    assert "不列:\n  项目申报书:\n    b: 升级前没有写在这种文书里\n" in changed["department.yaml"]
    assert "模板包" not in changed["projects/a.yaml"]


KINDS = (("项目申报书", "元"), ("预算项目", "万元"))
TWO = {
    "projects_01-a": """\
文种: 预算项目
项目编码: 50015224T000000000001
# 系统里的名称
项目名称: 医保宣传
金额单位: 万元
本级安排: 15
功能科目:
  - 科目编码: '2101501'
项目概述: 印制资料。
当年绩效目标: 人人知晓。
""",
    "projects_02-b": """\
文种: 项目申报书
项目名称: 2024年医保宣传
金额单位: 万元  # 换算过
项目基本概况: 印制资料。
资金安排情况:
  说明: 按合同安排。
  明细:
    # 招标价
    - 名称: 印制
      金额: 15
绩效目标:
  总体: 三年做成。
  年度: 人人知晓。
""",
}
ONE = """\
文种: 项目
项目编码: 50015224T000000000001
# 系统里的名称
项目名称: 医保宣传
# 换算过
金额单位: 万元
金额:
  2101501 行政运行:
    本级安排: 15
项目基本概况: 印制资料。
资金安排情况:
  说明: 按合同安排。
  明细:
    # 招标价
    - 名称: 印制
      金额: 15

绩效目标:
  年度: 人人知晓。
  总体: 三年做成。
"""


def both(**changed: str) -> Upgrade:
    """Return what becomes of the two files of a project, whose department makes both kinds of documents."""
    given = {f"{FOLDER}/{name.replace('_', '/', 1)}.yaml": text for name, text in (TWO | changed).items()}
    given[f"{FOLDER}/department.yaml"] = WITH_PACK.format("yunnan-budget-2024")
    given[f"{FOLDER}/budget.yaml"] = "文种: 部门预算\n金额单位: 万元\n"
    given["content/accounts.yaml"] = budget.FILES["accounts.yaml"]
    packs = {
        f"templates/{name}/pack.yaml": (samples.ROOT / f"templates/{name}/pack.yaml").read_bytes() for name in PACKS
    }
    return upgrade(packs | {path: text.encode() for path, text in given.items()})


def test_two_files_of_one_project_become_one_where_nothing_differs() -> None:
    """What both say stands once, with the comments of both; the project is in all documents."""
    same = samples.changed(TWO["projects_02-b"], "2024年医保宣传", "医保宣传")
    done = both(**{"projects_02-b": same})
    assert (done.gone, done.apart) == ({f"{FOLDER}/projects/02-b.yaml": f"{FOLDER}/projects/01-a.yaml"}, {})
    assert done.files[f"{FOLDER}/projects/01-a.yaml"].decode() == ONE
    assert "不列" not in done.files[f"{FOLDER}/department.yaml"].decode()


def test_two_files_that_differ_stay_and_it_is_told_where() -> None:
    other = samples.changed(TWO["projects_02-b"], "年度: 人人知晓。", "年度: 多数人知晓。")
    done = both(**{"projects_02-b": samples.changed(other, "单位: 万元", "单位: 元")})
    assert done.gone == {}
    told = ["项目名称", "金额单位", "绩效目标.年度"]
    assert done.apart == {f"{FOLDER}/projects/02-b.yaml": (f"{FOLDER}/projects/01-a.yaml", told)}
    assert "    2024年医保宣传: 升级前" in done.files[f"{FOLDER}/department.yaml"].decode()


def test_two_packs_for_one_kind_of_document_are_left_to_people() -> None:
    """文书 names one pack for a kind; which of the two is meant for the year, nobody but people know."""
    files = {"projects_a": "项目|模板包: yunnan-2020\n", "projects_b": "项目|"}
    changed, left = named(WITH_PACK.format("yunnan-2024"), **files)
    assert left == ["projects/a.yaml"]
    assert changed.keys() == {"department.yaml"}


def test_the_real_content_is_in_the_present_form() -> None:
    done = editing.upgrade(samples.ROOT, write=False)
    assert (done.changed, done.left, done.findings) == ([], 0, [])


def test_what_is_carried_over_prints_the_same(
    tmp_path: Path, templates: Path, command: Callable[..., samples.Run]
) -> None:
    old = OLD_SMALL | {"accounts.yaml": budget.FILES["accounts.yaml"]}
    samples.write(tmp_path, {f"{budget.FOLDER}/{name}": text for name, text in old.items()})
    (tmp_path / "templates").symlink_to(templates)
    told = pipeline.check(tmp_path).findings
    assert any("shenbao upgrade" in finding.hint for finding in told)
    run = command(tmp_path, "upgrade")
    seen = 5 + len([*templates.glob("*/pack.yaml")])
    assert (run.code, run.out.splitlines()[-1]) == (0, f"看了 {seen} 个文件：改写了 4 个")
    result = pipeline.check(tmp_path)
    assert not result.has_errors, [finding.message for finding in result.findings]
    written = tmp_path / "other"
    samples.write(written, {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()})
    (written / "templates").symlink_to(templates)
    ((mine, _),), ((theirs, _),) = result.documents, pipeline.check(written).documents
    assert [text.plain for text in mine.leaves()] == [text.plain for text in theirs.leaves()]


def as_two_kinds(text: str) -> str:
    """Return a project of a budget as it was written while those of 项目申报书 were another kind."""
    head, _, targets = text.partition("绩效目标:\n  年度: ")
    year, _, indicators = targets.partition("\n  指标:\n")
    for new, old in (
        ("文种: 项目\n", "文种: 预算项目\n"),
        ("项目基本概况", "项目概述"),
        ("立项依据:\n  - 说明: ", "立项依据: "),
    ):
        head = samples.changed(head, new, old)
    return f"{head}当年绩效目标: {year}\n\n绩效指标:\n" + re.sub("(?m)^  ", "", indicators)


# The small budget of the rules as the first form wrote it.
OLD_SMALL = {
    name: as_two_kinds(text.replace(new, old)) if "/" in name else text.replace(new, old)
    for name, new, old in (
        (
            "department.yaml",
            "    单位编码: '100001'\n    单位简称: 医保局（本级）\n    单位性质: 行政单位\n",
            "",
        ),
        (
            "budget.yaml",
            budget.FILES["budget.yaml"].partition("\n基本支出:")[2].partition("\n三公经费")[0],
            (
                "\n  功能分类:\n    - 科目编码: '2080505'\n      金额: 10\n    - 科目编码: '2101501'\n      金额: 90\n"
                "  经济分类:\n    - 科目编码: '30101'\n      人员经费: 60\n    - 科目编码: '30108'\n      人员经费: 10\n"
                "    - 科目编码: '30201'\n      日常公用经费: 29\n    - 科目编码: '30217'\n      日常公用经费: 1\n"
            ),
        ),
        (
            "projects/01-publicity.yaml",
            "金额:\n  2101599 其他医疗保障管理事务支出:\n    本级安排: 20\n",
            "本级安排: 20\n功能科目:\n  - 科目编码: '2101599'\n",
        ),
        (
            "projects/02-training.yaml",
            "金额:\n  2101599 其他医疗保障管理事务支出:\n    上级补助: 10\n",
            "上级补助: 10\n功能科目:\n  - 科目编码: '2101599'\n",
        ),
    )
    for text in [budget.FILES[name]]
}
OLD_SMALL["department.yaml"] = samples.changed(
    OLD_SMALL["department.yaml"], "文书:\n  部门预算: chongqing-2024\n", "模板包: chongqing-2024\n"
)
OLD_SMALL["budget.yaml"] = (
    OLD_SMALL["budget.yaml"]
    .replace("金额单位: 万元\n", "金额单位: 万元\n预算单位编码: '100001'\n预算单位名称: 医保局（本级）\n", 1)
    .replace(
        "  支出:\n    一般公共预算:\n      人员经费: 70\n      公用经费: 30\n      项目支出: 20\n",
        "  基本支出: 100\n  项目支出: 20\n  机关运行经费: 30\n",
    )
    .replace("一般公共预算·项目支出: 增加", "项目支出: 增加")
)
