"""Keys, values and formulas that are wrong."""

from __future__ import annotations

from tests import samples
from tests.bad_inputs import Case

DEPARTMENT = samples.DEPARTMENT_FILE
AMOUNT, QUANTITY, LATER = "3000", "5 元/人", "${参保人数 * 人均标准}"
# Without 人均标准, the formula of 经费 and the words that print it can't be read; that is no finding of their own.
ITEMS = """\
    - 名称: 资料印制
      金额: 3000
      类别: 宣传
    - 名称: 业务培训
      金额: 2000
      说明: 按合同约定
"""

KEYS = [
    Case("misspelt-key", "项目实施计划", "‸项目实施计化", "ZD-001", golden=True),
    Case("misspelt-inner-key", "      类别: 宣传", "      ‸类型: 宣传", "ZD-001"),
    Case("key-on-the-wrong-level", "项目实施计划: 年初", "  ‸项目实施计划: 年初", "ZD-001", ("MB-002 1:1",)),
    Case("missing-key", "    - 名称: 资料印制\n", "    - ‸序号: 1\n", "ZD-001", ("ZD-003 30:7",)),
    Case("missing-unit-of-money", "金额单位: 元\n", "", "ZD-003"),
    Case("nothing-behind-a-key", "项目实施计划: 年初开始。", "‸项目实施计划:", "MB-002"),
    Case("nothing-in-quotes", "项目实施计划: 年初开始。", "‸项目实施计划: ' '", "MB-002"),
    Case("nothing-behind-a-name", "  人均标准: 5 元/人", "  ‸人均标准:", "ZD-002"),
    Case("list-instead-of-words", "项目实施计划: 年初开始。", "项目实施计划:\n  ‸- 年初开始。", "ZD-005"),
    Case("words-instead-of-list", ITEMS, "    ‸资料印制\n", "YM-022", ("ZD-005 30:5",)),
    Case("words-instead-of-table", "  总体: 三年内人人知晓。", "  总体: 三年。\n  ‸中期: 一", "ZD-001"),
    Case(
        "words-instead-of-entry",
        "经费来源: 财政拨款\n  单位概况: 主管全县医疗保障工作。",
        "‸财政拨款",
        "YM-022",
        ("ZD-005 18:3",),
    ),
]

VALUES = [
    Case("full-width-amount", AMOUNT, "‸３０００", "JE-001", golden=True),
    Case("amount-in-powers", AMOUNT, "‸1e3", "JE-001"),
    Case("amount-with-comma", AMOUNT, "‸1,200", "JE-001", golden=True),
    Case("amount-with-full-width-comma", AMOUNT, "‸1，200", "JE-001"),
    Case("amount-with-unit", AMOUNT, "‸3000元", "JE-001"),
    Case("amount-with-other-unit", AMOUNT, "‸0.3 万元", "JE-001"),
    Case("amount-in-words", AMOUNT, "‸叁仟", "JE-001"),
    Case("amount-with-plus", AMOUNT, "‸+3000", "JE-001"),
    Case("amount-with-leading-zero", AMOUNT, "‸03000", "JE-001"),
    Case("amount-without-whole-part", AMOUNT, "‸.5", "JE-001"),
    Case("amount-with-underscore", AMOUNT, "‸3_000", "JE-001"),
    Case("amount-not-a-number", AMOUNT, "‸NaN", "JE-001"),
    Case("amount-in-arabic-digits", AMOUNT, "‸٣٠٠٠", "JE-001"),
    Case("quoted-amount-with-space", AMOUNT, "'‸ 3000'", "JE-001"),
    Case("fractions-of-a-fen", AMOUNT, "‸12.345", "JE-002", golden=True),
    Case("astronomic-amount", AMOUNT, "‸1" + "0" * 15, "JE-004"),
    Case("endless-amount", AMOUNT, "‸" + "9" * 400, "JE-004"),
    Case("unknown-unit-of-money", "金额单位: 元", "金额单位: ‸千元", "ZD-004"),
    Case("quantity-in-words", QUANTITY, "‸约5 元/人", "SJ-001"),
    Case("quantity-in-full-width", QUANTITY, "‸５ 元/人", "SJ-001"),
    Case("quantity-with-comma", QUANTITY, "‸1,5 元/人", "SJ-001"),
    Case("astronomic-quantity", "1000 人", "‸1" + "0" * 15 + " 人", "SJ-002"),
    Case("unknown-sort-of-document", "文种: 项目", "文种: ‸决算公开", "ZD-004"),
    Case("older-sort-of-document", "文种: 项目", "文种: ‸预算项目", "ZD-011"),
    Case("unknown-operator", "性质: =", "性质: ‸≈", "ZD-004"),
    Case("two-lines-in-one", "项目名称: 医保宣传经费", "项目名称: |\n  ‸医保\n  宣传", "ZD-008"),
    Case("two-lines-by-escape", "项目名称: 医保宣传经费", '项目名称: "‸医保\\n宣传"', "ZD-008"),
    Case("no-such-day", "金额单位: 元", "金额单位: 元\n成文日期: ‸2024-02-30", "ZD-007"),
    Case("day-in-another-order", "金额单位: 元", "金额单位: 元\n成文日期: ‸2024年1月5日", "ZD-007"),
    Case("unknown-unit", "金额单位: 元", "单位: ‸某县医保局\n金额单位: 元", "ZD-009"),
    Case("pack-of-the-project", "金额单位: 元", "金额单位: 元\n‸模板包: yunnan-2024", "ZD-011"),
    Case("pack-outside-the-templates", "yunnan-2024", "‸../content", "MB-001", path=DEPARTMENT),
    Case("unknown-pack", "yunnan-2024", "‸yunnan-2042", "MB-001", path=DEPARTMENT),
    Case("year-of-another-folder", "2024\n文", "‸2023\n文", "ZD-010", path=DEPARTMENT),
    Case("year-in-words", "2024\n文", "‸二〇二四\n文", "ZD-006", path=DEPARTMENT),
    Case("character-without-glyph", "人人知晓。\n\n", "人人知晓‸😀。\n\n", "WZ-001", golden=True),
    Case("tab-in-words", "开展医保政策宣传", "开展‸\t医保政策宣传", "YM-001"),
]

FORMULAS = [
    Case("unknown-name", "面向${参保人数}", "面向${‸参保人}", "YY-001", golden=True),
    Case("unknown-name-in-a-block", "    ${算式}。", "    　　按${算式}、${‸算法}。", "YY-001", golden=True),
    Case("unknown-name-in-quotes", "面向${参保人数}宣传。", "'面向“${‸参保人}”宣传。'", "YY-001"),
    Case("circle", QUANTITY, "${‸经费}", "YY-003"),
    Case("circle-of-passages", "${参保人数}×", "${算式}×", "YY-003", at="11:9"),
    Case("sum-of-different-units", LATER, "${参保人数 ‸+ 人均标准}", "YY-004", golden=True),
    Case("division-by-zero", LATER, "${人均标准 ‸/ (参保人数 - 1000人)}", "YY-005"),
    Case("bracket-of-the-reference", "面向${参保人数}", "面向‸${参保人数", "YY-002"),
    Case("bracket-of-the-formula", LATER, "${‸(参保人数 * 人均标准}", "YY-002"),
    Case("unfinished-formula", LATER, "${参保人数 ‸*}", "YY-002"),
    Case("no-operator", LATER, "${参保人数 ‸人均标准}", "YY-002"),
    Case("foreign-operator", LATER, "${参保人数 ‸^ 人均标准}", "YY-002"),
    Case("empty-formula", LATER, "${‸}", "YY-002"),
    Case("format-inside", LATER, "${‸元(经费总额) * 2}", "YY-002"),
    Case("percent-of-people", "面向${参保人数}", "面向${‸百分比(参保人数)}", "YY-004"),
    Case("capitals-of-people", "面向${参保人数}", "面向${‸中文大写(参保人数)}", "YY-004"),
    Case("many-brackets", LATER, "${" + "(" * 20 + "‸(参保人数" + ")" * 21 + "}", "YY-002"),
    Case("many-signs", LATER, "${" + "-" * 100 + "‸" + "-" * 3900 + "参保人数}", "YY-002"),
    Case("huge-product", LATER, "${人均标准 * 1000000000 ‸* 1000000000}", "YY-006"),
    Case("huge-quotient", LATER, "${人均标准 / 0.000000001 ‸/ 0.000000001}", "YY-006"),
    Case("amount-that-is-no-money", AMOUNT, "‸${参保人数}", "JE-003"),
    Case("list-in-a-sentence", "面向${参保人数}", "面向${‸明细}", "YY-007"),
    Case("list-on-one-line", "项目名称: 医保宣传经费", "项目名称: ‸${明细}", "YY-007"),
    Case("list-in-a-formula", LATER, "${‸明细 * 2}", "YY-009"),
    Case("reference-in-the-department", "某县人民路1号", "某县${‸路名}1号", "YY-001", path=DEPARTMENT),
    Case(
        "long-chain",
        "  经费:",
        "".join(f"  甲{number}: ${{甲{number + 1}}}\n" for number in range(21)) + "  甲21: 1 元\n  经费:",
        "YY-010",
        at="28:10",
    ),
]
