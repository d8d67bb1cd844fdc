"""Regular tables, annexes, contents and the forms of the department budget, in the HTML file."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from lxml import html as lxml_html

from generator.model.document import Annex, Column, Form, Table
from generator.model.finding import FindingError, Severity
from generator.render import html
from generator.render.smaller import told
from tests.render import budget
from tests.render.factory import document, landscape, portrait, words


@pytest.fixture(scope="module")
def source() -> str:
    return html.render(budget.statement(), budget.LAYOUT).decode()


@pytest.fixture(scope="module")
def tree(source: str) -> Any:
    return lxml_html.document_fromstring(source)


def _heads(table: Any) -> list[tuple[str, str, int, int]]:
    return [
        (head.text_content(), head.get("scope"), int(head.get("colspan", 1)), int(head.get("rowspan", 1)))
        for head in table.xpath("thead//th")
    ]


def test_heads_span_what_they_head(tree: Any) -> None:
    (spending,) = tree.xpath("//table[@aria-label='一般公共预算财政拨款支出预算表']")
    assert _heads(spending)[:2] == [("功能分类科目", "colgroup", 2, 1), ("2024年预算数", "colgroup", 3, 1)]
    assert [head[0] for head in _heads(spending)[2:]] == ["科目编码", "科目名称", "总计", "基本支出", "项目支出"]
    (incomes,) = tree.xpath("//table[@aria-label='部门收入总表']")
    assert _heads(incomes)[1] == ("总计", "col", 1, 2)


def test_cells_stand_where_they_were_declared(tree: Any) -> None:
    (table,) = tree.xpath("//table[@aria-label='一般公共预算财政拨款支出预算表']")
    rows = [[cell.text or "" for cell in row] for row in table.xpath("tbody/tr")]
    assert rows == [[cell.plain for cell in row] for row in budget.spending().rows]
    assert [cell.get("class") for cell in table.xpath("tbody/tr[1]/td")] == ["left", "left", "right", "right", "right"]


def test_columns_are_as_wide_as_declared(source: str, tree: Any) -> None:
    (table,) = tree.xpath("//table[@aria-label='部门收入总表']")
    widths = re.findall(rf"#{table.get('id')} col:nth-child\(\d+\) {{ width: (\d+)% }}", source)
    assert list(map(int, widths)) == [column.width for column in budget.incomes().leaf_columns]


def test_unit_and_note_stand_beside_the_table(tree: Any) -> None:
    assert [caption.text for caption in tree.xpath("//table[contains(@class, 'regular')]/caption")] == [
        "单位：万元"
    ] * 3
    (note,) = tree.xpath("//p[@class='note']")
    assert note.text == budget.funds().note.plain
    assert note.getprevious().get("aria-label") == "政府性基金预算支出表"


def test_an_annex_is_a_heading_with_its_number(tree: Any) -> None:
    headings = [" ".join(heading.text_content().split()) for heading in tree.xpath("//h2[@class='annex']")]
    assert headings[0] == f"附件二 {budget.DEPARTMENT}一般公共预算财政拨款支出预算表"
    assert len(headings) == 5


def test_a_long_title_breaks_after_the_department(tree: Any) -> None:
    lines = [
        [line.text_content() for line in title] for title in tree.xpath("//h2[@class='annex']/span[@class='title']")
    ]
    assert lines[0] == [budget.DEPARTMENT, "一般公共预算财政拨款支出预算表"]
    assert lines[2] == [f"{budget.DEPARTMENT}部门收入总表"]  # one line on a page laid sideways


def test_a_long_title_of_no_known_words_takes_even_lines() -> None:
    head = Annex(words("附件一"), words("长" * 30))
    tree: Any = lxml_html.document_fromstring(html.render(document(portrait(head)), budget.LAYOUT).decode())
    assert [line.text_content() for line in tree.xpath("//span[@class='title']/span")] == ["长" * 15] * 2


def test_the_contents_lead_to_headings_and_annexes(tree: Any) -> None:
    links = tree.xpath("//nav//a")
    assert [link.text for link in links][:3] == [
        "一、单位基本情况",
        "（一）职能职责",
        f"附件二 {budget.DEPARTMENT}一般公共预算财政拨款支出预算表",
    ]
    for link in links:
        (target,) = tree.xpath(f"//*[@id='{link.get('href').removeprefix('#')}']")
        assert "".join(target.text_content().split()) == "".join(link.text.split())
    assert tree.xpath("//nav/@aria-labelledby") == [tree.xpath("//nav/h2/@id")[0]]


def test_one_link_leads_back_to_the_contents_and_says_nothing_that_is_read(tree: Any) -> None:
    (link,) = tree.xpath("//a[@class='back']")
    (contents,) = tree.xpath("//nav[@class='contents']/h2")
    assert (link.get("href"), link.get("aria-label"), link.text) == (f"#{contents.get('id')}", "回到目录", None)
    alone = html.render(document(portrait(budget.spending())), budget.LAYOUT).decode()
    assert 'class="back"' not in alone


def test_the_first_column_is_known_by_its_heading(tree: Any) -> None:
    for table in tree.xpath("//table[contains(@class, 'regular')]"):
        (first,) = table.xpath("thead//th[@class='first']")
        assert first.get("scope") == "col"
    (spending,) = tree.xpath("//table[@aria-label='一般公共预算财政拨款支出预算表']")
    assert spending.xpath("thead//th[@class='first']")[0].text_content() == "科目编码"


def test_each_table_and_form_leads_to_the_workbook(tree: Any) -> None:
    links = tree.xpath("//*[@class='download']/a")
    assert len(links) == sum(isinstance(block, Table | Form) for block in budget.statement().blocks)
    assert {(link.get("href"), link.get("aria-label")) for link in links} == {
        ("shiyan-%E8%AF%95%E9%AA%8C.xlsx", "下载附表（Excel）")
    }
    # What is said stays what the other formats say: these words stand in the style sheet.
    assert {link.text_content() for link in links} == {""}


def test_nothing_leads_out_and_nothing_runs(source: str, tree: Any) -> None:
    assert {link for link in tree.xpath("//@href") if not link.startswith("#")} == {"shiyan-%E8%AF%95%E9%AA%8C.xlsx"}
    assert tree.xpath("//@src | //@style | //script | //link | //img | //@*[starts-with(name(), 'on')]") == []
    assert not re.search(r"url\(|@import|https?:", source)


def test_ids_are_unique(tree: Any) -> None:
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_forms_are_tables_with_merged_cells(tree: Any) -> None:
    overall = tree.xpath("//div[@aria-label='部门整体绩效目标表']/table")
    assert overall[0].xpath(".//th[.='基本支出']/@colspan") == ["4"]
    assert [cell.text or "" for cell in overall[0].xpath(".//tr[3]/td")][::5] == ["6201.55", "5438.67"]
    (sheet,) = tree.xpath("//div[table/@data-label='表-2']")
    assert [line.text_content() for line in sheet.xpath("table/caption/span")] == [
        "表-2",
        "编制单位：236001-医保局（本级）单位：万元",
    ]
    assert sheet.xpath("string(.//tbody//td[1])") == "50015221T000000052689-单双解人员医保补贴"
    assert sheet.xpath(".//th[.='绩效指标']/@rowspan") == ["3"]


def test_rows_fill_the_grid_of_their_table(tree: Any) -> None:
    for table in tree.xpath("//table"):
        width, reaching = len(table.xpath("colgroup/col")), [0] * 100
        for number, row in enumerate(table.xpath(".//tr")):
            for cell in row.xpath("td|th"):
                for below in range(int(cell.get("rowspan", 1))):
                    reaching[number + below] += int(cell.get("colspan", 1))
            assert reaching[number] == width


def _wide(amount: str) -> Table:
    """Return a table with ten columns that hold the same amount, beside one of names."""
    figures = (Column(words("预算数"), 8, "right"),) * 10
    row = (words("机关事业单位基本养老保险缴费支出"), *[words(amount)] * 10)
    return replace(budget.funds(), columns=(Column(words("科目名称"), 20), *figures), rows=(row,))


def _fitted(amount: str) -> tuple[str, list[float]]:
    source = html.render(document(landscape(_wide(amount))), budget.LAYOUT).decode()
    widths = re.findall(r"#t\d+ col:nth-child\(\d+\) { width: (.*?)% }", source)
    return str(re.findall(r'<table class="regular (.*?)"', source)[0]), list(map(float, widths))


def test_large_numbers_take_room_from_other_columns_first() -> None:
    assert _fitted("123,456.78") == ("小五", [20.0] + [8.0] * 10)
    size, widths = _fitted("1,234,567.89")
    assert size == "小五"
    assert abs(sum(widths) - 100) < 0.1
    assert 8 < widths[1] == min(widths[1:]) == max(widths[1:])
    assert 6 < widths[0] < 20


def test_then_characters_get_smaller_by_one_point_at_most() -> None:
    amounts = ("1,234,567.89", "12,345,678.90", "123,456,789.0", "123,456,789.01")
    assert [_fitted(amount)[0] for amount in amounts] == ["小五", "小五", "小五", "八磅"]


def test_smaller_characters_are_told() -> None:
    (note,) = told(document(landscape(_wide("123,456,789.01"))), budget.LAYOUT)
    assert (note.code, note.severity) == ("MB-060", Severity.NOTE)
    assert "字号减小了 1 磅" in note.message
    assert told(document(landscape(_wide("1,234,567.89"))), budget.LAYOUT) == []


def test_numbers_that_fit_no_size_are_refused_by_name_of_table_and_column() -> None:
    with pytest.raises(FindingError) as caught:
        html.render(document(portrait(_wide("12,345,678,901.23"))), budget.LAYOUT)
    found = caught.value.finding
    assert (found.code, found.position and found.position.path) == ("MB-025", "content/试验.yaml")
    for said in (budget.funds().name, "「预算数」一列", "12,345,678,901.23"):
        assert said in found.message


def test_widths_that_do_not_add_up_are_brought_to_the_whole() -> None:
    table = budget.funds()
    narrow = replace(table, columns=table.columns[:2])
    source = html.render(document(portrait(replace(narrow, rows=()))), budget.LAYOUT).decode()
    assert re.findall(r"#t\d+ col:nth-child\(\d\) { width: (.*?) }", source) == ["26.92%", "73.08%"]
