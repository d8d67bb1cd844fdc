"""yunnan-budget-2024: the seventeen tables and nine parts, from a fixture; each sum is worked out here again."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.document import Annex, Heading, Table
from tests import samples
from tests.budget import places
from tests.packs.children import errors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from generator.model.document import Document

HERE = Path(__file__).parent / "seventeen"
FOLDER, PACK = "content/yunnan/county/2024", "yunnan-budget-2024"
UNIT, GENERAL, FUND, OTHER = "某县医疗保障局", "一般公共预算", "政府性基金预算", "其他收入"
STAFF, PUBLIC, PROJECT = "人员经费", "公用经费", "项目支出"
SUPERVISION, SUBSIDY = "基金监管", "参保补助"
# 功能, 经济, nature, source, 上年结转, project, amount: what the content says, one line an amount.
SPENT = [
    ("2080505", "30108", STAFF, GENERAL, False, "", "13.52"),
    ("2101501", "30101", STAFF, GENERAL, False, "", "60"),
    ("2101501", "30102", STAFF, GENERAL, False, "", "24.5"),
    ("2101501", "30201", PUBLIC, GENERAL, False, "", "8"),
    ("2101501", "30201", PUBLIC, GENERAL, True, "", "2"),
    ("2101501", "30231", PUBLIC, GENERAL, False, "", "3.5"),
    ("2101506", "30227", PROJECT, GENERAL, False, SUPERVISION, "60"),
    ("2101506", "30227", PROJECT, FUND, False, SUPERVISION, "10"),
    ("2101506", "30227", PROJECT, OTHER, False, SUPERVISION, "5"),
    ("2101506", "30202", PROJECT, GENERAL, False, SUPERVISION, "4"),
    ("2101301", "30307", PROJECT, GENERAL, False, SUBSIDY, "16"),
]
NAMES = {
    "208": "社会保障和就业支出",
    "20805": "行政事业单位养老支出",
    "2080505": "机关事业单位基本养老保险缴费支出",
    "210": "卫生健康支出",
    "21013": "医疗救助",
    "2101301": "城乡医疗救助",
    "21015": "医疗保障管理事务",
    "2101501": "行政运行",
    "2101506": "医疗保障经办事务",
    "30101": "基本工资",
    "30102": "津贴补贴",
    "30108": "机关事业单位基本养老保险缴费",
    "30201": "办公费",
    "30202": "印刷费",
    "30227": "委托业务费",
    "30231": "公务用车运行维护费",
    "30307": "医疗费补助",
}
CODES = {SUPERVISION: "53000024T000000000001", SUBSIDY: "53000024T000000000002"}
KINDS = {SUPERVISION: "特定目标类", SUBSIDY: "其他运转类"}


def written(root: Path, pack: str = PACK) -> Path:
    """Write the fixture, made with a pack."""
    samples.copy_templates(root)
    files = {
        f"{FOLDER}/{path.relative_to(HERE).as_posix()}": path.read_text(encoding="utf-8")
        for path in HERE.rglob("*.yaml")
    }
    department = f"{FOLDER}/department.yaml"
    files[department] = files[department].replace(PACK, pack)
    files["content/accounts.yaml"] = (samples.ROOT / "content/accounts.yaml").read_text(encoding="utf-8")
    samples.write(root, files)
    return root


@pytest.fixture(scope="module")
def document(tmp_path_factory: pytest.TempPathFactory) -> Document:
    """Return the Document of the fixture."""
    return places.assembled(written(tmp_path_factory.mktemp("seventeen")))


@pytest.fixture(scope="module")
def tables(document: Document) -> dict[str, list[list[str]]]:
    """Return the cells of each table by its label."""
    found, label = {}, ""
    for block in document.blocks:
        if isinstance(block, Annex):
            label = block.label.plain
        elif isinstance(block, Table):
            found[label] = [[cell.plain for cell in row] for row in block.rows]
    return found


def money(amounts: Sequence[str]) -> str:
    """Print a sum; nothing where there is nothing to add."""
    return f"{sum(map(Decimal, amounts)):,.2f}" if amounts else ""


def sums(code: str, *wanted: tuple[str, ...], project: str = "", economy: str = "") -> list[str]:
    """Return sums below a code: each of the natures, sources or 结转 that are named, all of them where none is."""
    return [
        money(
            [
                amount
                for one, two, nature, source, carried, named, amount in SPENT
                if one.startswith(code)
                and two.startswith(economy)
                and project in {"", named}
                and all(
                    word in {nature, source, "结转" if carried else "当年"}
                    or (word == "基本" and nature != PROJECT)
                    or (word == "拨款" and source != OTHER)
                    for word in words
                )
            ]
        )
        for words in wanted
    ]


def by_code(wanted: Sequence[tuple[str, ...]], *, of: Callable[[str], bool] = lambda _: True) -> list[list[str]]:
    """Return the rows of a table by 功能: the total, then each code that has money of some kind."""
    known = sorted(
        {code[:end] for code, _, nature, source, *_ in SPENT if of(source) or of(nature) for end in (3, 5, 7)}
    )
    return [["", "合计", *sums("", *wanted)], *([code, NAMES[code], *sums(code, *wanted)] for code in known)]


PAID = [(), ("当年", "拨款"), ("当年", GENERAL), ("当年", FUND)]


def paid(code: str, economy: str, project: str = "", nature: str = "") -> list[str]:
    """Return the columns of money of 表7 and 表8."""
    more = (nature,) if nature else ()
    first = sums(code, *((*one, *more) for one in PAID), project=project, economy=economy)
    last = sums(code, ("当年", OTHER, *more), ("结转", *more), project=project, economy=economy)
    return [*first, "", "", *last]


def test_nine_parts_and_seventeen_tables_in_their_order(document: Document) -> None:
    heads = [block.text.plain for block in document.blocks if isinstance(block, Heading) and block.level == 1]
    assert heads == [
        "一、基本职能及主要工作",
        "二、预算单位基本情况",
        "三、预算单位收入情况",
        "四、预算单位支出情况",
        "五、县对下专项转移支付情况",
        "六、政府采购预算情况",
        "七、部门“三公”经费增减变化情况及原因说明",
        "八、重点项目预算绩效目标情况",
        "九、其他公开信息",
    ]
    labels = [block.label.plain for block in document.blocks if isinstance(block, Annex)]
    assert labels == [f"表{number}" for number in range(1, 18)]


def test_money_by_code_and_source(tables: dict[str, list[list[str]]]) -> None:
    columns = [(), (GENERAL,), (GENERAL, "基本"), (GENERAL, PROJECT), (FUND,)]
    blank = ["", ""]
    assert tables["表3"] == [[*row[:7], *blank, row[7], *[""] * 4, row[7]] for row in by_code([*columns, (OTHER,)])]
    general = [(GENERAL,), (GENERAL, "基本"), (GENERAL, STAFF), (GENERAL, PUBLIC), (GENERAL, PROJECT)]
    assert tables["表5"] == by_code(general, of=lambda word: word == GENERAL)
    fund = by_code([(FUND,), (FUND, "基本"), (FUND, PROJECT)], of=lambda word: word == FUND)
    assert tables["表10"] == fund


def test_money_by_both_kinds_of_codes(tables: dict[str, list[list[str]]]) -> None:
    basic = sorted({(nature, one, two) for one, two, nature, *_ in SPENT if nature != PROJECT})
    assert tables["表7"] == [
        [UNIT and "合计", *[""] * 5, *paid("", "", nature="基本")],
        *(
            [UNIT, nature, one, NAMES[one], two, NAMES[two], *paid(one, two, nature=nature)]
            for nature, one, two in basic
        ),
    ]
    projects = sorted({(CODES[name], name, one, two) for one, two, _, _, _, name, _ in SPENT if name})
    assert tables["表8"] == [
        ["", "", "合计", "", "", "", *paid("", "", nature=PROJECT)],
        *(
            [KINDS[name], code, name, UNIT, f"{one} {NAMES[one]}", f"{two} {NAMES[two]}", *paid(one, two, name)]
            for code, name, one, two in projects
        ),
    ]
    subsidy = ["2101301", NAMES["2101301"], "30307", NAMES["30307"], "16.00", "16.00", "", ""]
    assert tables["表16"] == [["合计", *[""] * 4, "16.00", "16.00", "", ""], [SUBSIDY, *subsidy]]


def test_what_comes_in_and_goes_out(tables: dict[str, list[list[str]]]) -> None:
    income = [
        ["一、一般公共预算拨款收入", "191.02"],
        ["二、政府性基金预算拨款收入", "10.00"],
        ["三、国有资本经营预算拨款收入", ""],
        ["四、财政专户管理资金收入", ""],
        ["五、单位资金收入", "5.00"],
        ["（一）事业收入", ""],
        ["（二）事业单位经营收入", ""],
        ["（三）上级补助收入", ""],
        ["（四）附属单位上缴收入", ""],
        ["（五）其他收入", "5.00"],
    ]
    outgo = [["一、社会保障和就业支出", *sums("208", ())], ["二、卫生健康支出", *sums("210", ())]]
    rows = [[*left, *right] for left, right in zip(income, [*outgo, *[["", ""]] * 8], strict=True)]
    assert tables["表1"] == [
        *rows,
        ["本年收入合计", "206.02", "本年支出合计", *sums("", ())],
        ["上年结转结余", "2.00", "年终结转结余", "1.50"],
        ["收入总计", "208.02", "支出总计", "208.02"],
    ]
    money_in = ["208.02", "206.02", "191.02", "10.00", "", "", "5.00", "", "", "", "", "5.00", "2.00", "2.00", ""]
    assert tables["表2"] == [["", "合计", *money_in], ["301001", UNIT, *money_in]]
    general, fund = "（一）一般公共预算", "（二）政府性基金预算"
    granted = [
        money([row[-1] for row in SPENT if row[0].startswith(one) and row[3] != OTHER]) for one in ("208", "210")
    ]
    assert tables["表4"] == [
        ["一、本年收入", "201.02", "一、本年支出", *sums("", ("拨款",))],
        [general, "191.02", "（一）社会保障和就业支出", granted[0]],
        [fund, "10.00", "（二）卫生健康支出", granted[1]],
        ["（三）国有资本经营预算", "", "", ""],
        ["二、上年结转", "2.00", "二、年终结转结余", "1.50"],
        [general, "2.00", "", ""],
        [fund, "", "", ""],
        ["（三）国有资本经营预算", "", "", ""],
        ["收入总计", "203.02", "支出总计", "203.02"],
    ]
    assert tables["表6"] == [[name, "4.70", "", "3.50", "", "3.50", "1.20"] for name in ("合计", UNIT)]


def test_records_are_rows(tables: dict[str, list[list[str]]]) -> None:
    of_projects = [["", ""], ["", ""], ["", ""]]
    assert tables["表9"] == [
        [f"301001-{UNIT} {SUPERVISION}", "审计定点医药机构30家。", *[""] * 6],
        [*of_projects[0], "产出指标", "数量指标", "审计定点医药机构", ">=", "30", "家"],
        [*of_projects[1], "效益指标", "社会效益", "追回基金占违规基金的比例", ">=", "95", "%"],
        [f"301001-{UNIT} {SUBSIDY}", "补助困难群众400人。", *[""] * 6],
        [*of_projects[2], "产出指标", "数量指标", "补助人数", "=", "400", "人"],
    ]
    assert tables["表11"] == [
        ["", "合计", "", "21.50", "1.50", "20.00", "", "", ""],
        ["CG01", "台式计算机", "货物", "1.50", "1.50", "", "", "", ""],
        ["CG02", "基金审计", "服务", "20.00", "", "20.00", "", "", ""],
    ]
    assert tables["表12"] == [["1", SUPERVISION, "第三方审计", "审计服务", "20.00", ""]]
    assert tables["表13"] == [
        ["1", "医疗救助补助", "甲乡", "30.00", ""],
        ["2", "医疗救助补助", "乙乡", "12.50", "3.00"],
    ]
    assert tables["表14"] == [["医疗救助补助", "应救尽救。", "产出指标", "数量指标", "救助人次", "≥", "300", "人次"]]
    assert tables["表15"] == [["1", "设备", "台式计算机", "台", "3", "0.50", "1.50"]]
    assert tables["表17"] == [
        ["", "合计", "", "95.00", "", ""],
        ["特定目标类", SUPERVISION, "本级", "79.00", "85.00", "90.00"],
        ["其他运转类", SUBSIDY, "上级补助", "16.00", "16.00", "16.00"],
    ]


def test_tables_without_anything_keep_their_heads_and_say_so(tmp_path: Path) -> None:
    root = written(tmp_path)
    file = root / FOLDER / "budget.yaml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("政府采购:\n"), text.index("上年:\n")
    file.write_text(text[:start] + text[end:], encoding="utf-8")
    empty = {
        block.name: block.note.plain
        for block in places.assembled(root).blocks
        if isinstance(block, Table) and block.note
    }
    assert list(empty) == [
        "部门政府采购预算表",
        "政府购买服务预算表",
        "县对下转移支付预算表",
        "县对下转移支付绩效目标表",
        "新增资产配置预算表",
    ]
    assert all(note.startswith("说明：本部门无") and note.endswith("本表为空。") for note in empty.values())


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        (
            "projects/02-subsidy.yaml",
            "  2101301 城乡医疗救助:\n    30307 医疗费补助:\n      省级财政: 16\n",
            "  省级财政: 16\n",
            "功能",
        ),
        ("projects/02-subsidy.yaml", "    30307 医疗费补助:\n      省级财政: 16\n", "    省级财政: 16\n", "经济"),
        ("budget.yaml", "        30102 津贴补贴: 24.5\n", "        津贴补贴: 24.5\n", "津贴补贴"),
    ],
    ids=["no functional code", "no economic code", "a word that is no code"],
)
def test_a_table_that_needs_a_code_says_which_line_lacks_it(
    tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    root = written(tmp_path)
    path = root / FOLDER / file
    path.write_text(samples.changed(path.read_text(encoding="utf-8"), old, new), encoding="utf-8")
    ((_, message, where, line),) = errors(pipeline.check(root))
    assert (where, told in message) == (f"{FOLDER}/{file}", True)
    assert path.read_text(encoding="utf-8").split("\n")[line - 1] in new.split("\n")


def test_a_real_declaration_prints_with_this_pack_what_it_prints_with_its_own(tmp_path: Path) -> None:
    folder = "content/yunnan/chenggong-medical-security/2024"
    printed = []
    for pack in ("yunnan-2024", PACK):
        root = tmp_path / pack
        samples.copy_templates(root)
        files = {
            path.relative_to(samples.ROOT).as_posix(): path.read_text(encoding="utf-8")
            for path in (samples.ROOT / folder).rglob("*.yaml")
        }
        department = f"{folder}/department.yaml"
        files[department] = samples.changed(files[department], "书: yunnan-2024", f"书: {pack}")
        samples.write(root, files)
        printed.append(places.places(places.assembled(root)))
    assert printed[0] == printed[1]
