"""A bureau's table of accounts gives the same chart in each way that offices write one; what it doesn't say is told."""

from __future__ import annotations

import pytest

from generator.bring.accounts.rows import NoTableError, text_of
from generator.bring.accounts.sheet import Sheet, sheet_of
from generator.bring.accounts.told import Tables

NAMES = {
    "210": "卫生健康支出",
    "21013": "医疗救助",
    "2101301": "城乡医疗救助",
    "2101399": "其他医疗救助支出",
    "302": "商品和服务支出",
    "30299": "其他商品和服务支出",
}
# The same accounts as people write them, and the lines that give none.
FORMS: dict[str, tuple[str, list[int]]] = {
    "bare": ("\n".join(f"{code},{name}" for code, name in NAMES.items()), []),
    "heads": ("科目编码,科目名称\n" + "\n".join(f"{code},{name}" for code, name in NAMES.items()), []),
    "tabs": ("\n".join(f"{code}\t{name}" for code, name in NAMES.items()), []),
    "semicolons": ("编码;名称\n" + "\n".join(f"{code};{name}" for code, name in NAMES.items()), []),
    "one cell": ("\n".join(f"{code} {name}" for code, name in NAMES.items()), []),
    "one cell, brackets": ("科目\n" + "\n".join(f"[{code}]{name}" for code, name in NAMES.items()), [1]),
    "one cell, dashes": ("\n".join(f'"{code}-{name}"' for code, name in NAMES.items()), []),
    "name first": ("科目名称,科目编码\n" + "\n".join(f"{name},{code}" for code, name in NAMES.items()), []),
    "name first, no heads": ("\n".join(f"{name},{code}" for code, name in NAMES.items()), []),
    "numbers": (
        "序号,编码,级次,名称,说明\n"
        + "\n".join(f"{at},{code}.0,款,{name},反映{name}" for at, (code, name) in enumerate(NAMES.items(), 201)),
        [],
    ),
    "marked as text": ("\n".join(f'"=""{code}""",{name}' for code, name in NAMES.items()), []),
    "apostrophes": ("\n".join(f"'{code},{name}" for code, name in NAMES.items()), []),
    "full width": (
        (
            "２１０,卫生健康支出\n２１０１３,　医疗救助\n２１０１３０１,　　城乡医疗救助\n２１０１３９９,其他医疗救助支出\n"
            "３０２,商品和服务支出\n３０２９９,其他商品和服务支出"
        ),
        [],
    ),
    "parts, repeated": (
        (
            "科目编码,,,科目名称\n类,款,项,\n210,,,卫生健康支出\n210,13,,医疗救助\n210,13,01,城乡医疗救助\n"
            "210,13,99,其他医疗救助支出\n302,,,商品和服务支出\n302,99,,其他商品和服务支出"
        ),
        [],
    ),
    "parts, once each, zeros lost": (
        (
            "类,款,项,名称\n210,,,卫生健康支出\n,13,,医疗救助\n,,1,城乡医疗救助\n,,99,其他医疗救助支出\n"
            "302,,,商品和服务支出\n,99,,其他商品和服务支出"
        ),
        [],
    ),
    "parts, zeros for none": (
        (
            "类,款,项,名称\n210,00,00,卫生健康支出\n210,13,00,医疗救助\n210,13,01,城乡医疗救助\n"
            "210,13,99,其他医疗救助支出\n302,00,00,商品和服务支出\n302,99,00,其他商品和服务支出"
        ),
        [],
    ),
    "parts, no heads, indented names": (
        (
            "210,,,卫生健康支出,,\n,13,,,医疗救助,\n,,01,,,城乡医疗救助\n,,99,,,其他医疗救助支出\n"
            "302,,,商品和服务支出,,\n,99,,,其他商品和服务支出,"
        ),
        [],
    ),
    "parts with all above": (
        (
            "类,款,项,科目名称,,\n210,,,卫生健康支出,,\n210,21013,,,医疗救助,\n210,21013,2101301,,,城乡医疗救助\n"
            "210,21013,2101399,,,其他医疗救助支出\n302,,,商品和服务支出,,\n302,30299,,,其他商品和服务支出,"
        ),
        [],
    ),
    "side by side": (
        (
            "功能科目编码,功能科目名称,经济科目编码,经济科目名称\n210,卫生健康支出,302,商品和服务支出\n"
            "21013,医疗救助,30299,其他商品和服务支出\n2101301,城乡医疗救助,,\n2101399,其他医疗救助支出,,"
        ),
        [],
    ),
    "one below the other": (
        (
            "表一 功能分类,\n编码,名称\n210,卫生健康支出\n21013,医疗救助\n2101301,城乡医疗救助\n2101399,其他医疗救助支出\n"
            ",\n表二 经济分类,\n类,款,名称\n302,,商品和服务支出\n302,99,其他商品和服务支出\n注：以上摘自当年科目表。,"
        ),
        [1, 8, 12],
    ),
    "title, amounts, notes": (
        "2026年科目表,,\n编码,名称,预算数\n"
        + "\n".join(f'{code},{name},"1,200.00"' for code, name in NAMES.items())
        + "\n,,\n说明：金额单位为万元,,\n,合计,201",
        [1, 10, 11],
    ),
}


def told(sheet: Sheet) -> list[int]:
    return [line for line, _ in sheet.wrong]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(form: str) -> None:
    text, plain = FORMS[form]
    sheet = sheet_of(text)
    assert {account.code: account.name for account in sheet.accounts} == NAMES
    assert sheet.foreign == []
    assert [*sheet.plain, *told(sheet)] == plain


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding_and_line_end(encoding: str) -> None:
    text = FORMS["heads"][0].replace("\n", "\r\n")
    sheet = sheet_of(text_of(text.encode(encoding)))
    assert {account.code: account.name for account in sheet.accounts} == NAMES
    assert [account.line for account in sheet.accounts] == list(range(2, 8))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04\x14\x00", "Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Excel"),
        (b"\xff\xff\xff", "不是文本"),
        (b"210,\x00", "不是文本"),
    ],
)
def test_what_is_no_table_is_told(data: bytes, said: str) -> None:
    with pytest.raises(NoTableError) as problem:
        text_of(data)
    assert said in problem.value.message


def test_a_quote_without_its_other_is_told_where_it_is() -> None:
    with pytest.raises(NoTableError) as problem:
        sheet_of('210,卫生健康支出\n21013,"医疗救助\n2101301,城乡医疗救助\n')
    assert problem.value.line == 2


# A row that can't be used, and what is said of it.
WRONG = {
    "210130,城乡医疗救助": "有 6 位",
    "3021301,维修费": "有 7 位",
    "2.1013E+06,城乡医疗救助": "缩写",
    "2101301,": "没有名称",
    "2101301,#N/A": "没有名称",
    "2101301,城乡${医疗}救助": "不像科目的名称",
    f"2101301,{'救' * 61}": "不像科目的名称",
}


@pytest.mark.parametrize("row", WRONG)
def test_a_row_that_cannot_be_used_is_told_by_its_line(row: str) -> None:
    sheet = sheet_of(f"编码,名称\n210,卫生健康支出\n\n{row}\n21013,医疗救助\n")
    assert [account.code for account in sheet.accounts] == ["210", "21013"]
    assert told(sheet) == [4]
    assert WRONG[row] in sheet.wrong[0][1]
    assert sheet.plain == []


def test_a_missing_name_beside_another_account_is_told() -> None:
    sheet = sheet_of("功能科目编码,功能科目名称,经济科目编码,经济科目名称\n210,卫生健康支出,302,\n")
    assert [(account.code, account.name) for account in sheet.accounts] == [("210", "卫生健康支出")]
    assert sheet.wrong == [(2, "编码「302」没有名称")]


def test_lines_are_those_of_the_file_where_cells_have_several() -> None:
    sheet = sheet_of('编码,名称,说明\n210,卫生健康支出,"反映\n两行"\n21013,医疗救助,\n')
    assert [account.line for account in sheet.accounts] == [2, 4]


def test_a_total_is_no_account() -> None:
    sheet = sheet_of("2101301,城乡医疗救助,210\n合计,,210\n")
    assert [account.code for account in sheet.accounts] == ["2101301"]
    assert told(sheet) == [2]


def test_codes_of_other_classifications_are_counted_apart() -> None:
    sheet = sheet_of("1030101,某项收入\n50101,工资奖金津补贴\n301,工资福利支出\n")
    assert [account.code for account in sheet.accounts] == ["301"]
    assert sheet.foreign == [1, 2]


def test_two_names_and_missing_parents_are_told_over_all_tables() -> None:
    tables = Tables()
    tables.add("甲.csv", "210,卫生健康支出\n2101301,城乡医疗救助\n2101399,其他\n30213,维修（护）费".encode())
    tables.add("乙.csv", "2101301,城乡救助\n30213,维修(护)费".encode("gb18030"))
    doubled = [finding for finding in tables.findings if finding.code == "KB-003"]
    assert [str(finding.position) for finding in doubled] == ["乙.csv:1:1"]
    assert "「城乡医疗救助」和「城乡救助」" in doubled[0].message
    assert [str(mark.position) for mark in doubled[0].marks] == ["甲.csv:2:1"]
    assert tables.names["2101301"] == "城乡医疗救助"
    assert tables.names["30213"] == "维修（护）费"
    orphans = list(tables.orphans({"302": "商品和服务支出"}))
    assert [(finding.message, str(finding.position)) for finding in orphans] == [
        ("没有上级科目 21013，它下面有 2101301 等 2 个", "甲.csv:2:1")
    ]
