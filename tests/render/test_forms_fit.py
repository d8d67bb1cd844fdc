"""Long numbers in forms: columns that have room give it, then figures get smaller, then the number is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from generator.model.document import Form
from generator.model.finding import FindingError
from generator.render import docx, pdf
from generator.render.smaller import told
from tests.render import factory, paper, stress
from tests.render import statement as budget
from tests.render.factory import YUNNAN_2020, words
from tests.render.statement import CHONGQING
from tests.render.test_docx import WORD, body_of

if TYPE_CHECKING:
    from generator.model.document import Document


def declaration(*amounts: str) -> Document:
    """Return the form of 2020 with some amounts of the year, from the left."""
    cells = dict(
        zip((name for name in factory.LINES_2020 if name.startswith("年度")), ("2020", *amounts), strict=False)
    )
    form = factory.form_2020([("产出指标", "数量指标", "参保人数", f"{stress.VALUE}人", "", "1人")], cells, {})
    return factory.document(factory.portrait(form))


def whole(amount: str, others: str) -> Document:
    """Return the form of a whole department: an amount in each column but the last three."""
    form = budget.whole_form()
    amounts = dict.fromkeys(budget.WHOLE[:6], words(amount)) | dict.fromkeys(budget.WHOLE[6:], words(others))
    return factory.document(factory.landscape(Form(form.name, {**form.cells, **amounts})))


def grid(document: Document, layout: Any) -> list[int]:
    """Return the widths of the columns of the first table, in twips; cells are as wide as the columns below them."""
    table = next(body_of(document, layout).iter(f"{WORD}tbl"))
    widths = [int(column.get(f"{WORD}w")) for column in table.iter(f"{WORD}gridCol")]
    for row in table.iter(f"{WORD}tr"):
        at = 0
        for cell in row.iter(f"{WORD}tc"):
            span = cell.find(f"{WORD}tcPr/{WORD}gridSpan")
            end = at + (1 if span is None else int(span.get(f"{WORD}val")))
            assert int(cell.find(f"{WORD}tcPr/{WORD}tcW").get(f"{WORD}w")) == pytest.approx(sum(widths[at:end]), abs=1)
            at = end
    return widths


def test_columns_of_a_word_form_give_what_a_number_lacks() -> None:
    drawn, fitted = grid(declaration("1.00"), YUNNAN_2020), grid(declaration(*[stress.AMOUNT] * 3), YUNNAN_2020)
    assert sum(fitted) == sum(drawn)
    assert fitted[1] + fitted[2] > drawn[1] + drawn[2]
    assert fitted[-1] < drawn[-1]
    assert grid(declaration("16,598,000.00"), YUNNAN_2020) == drawn


@pytest.mark.parametrize(
    "document",
    [declaration(*[stress.AMOUNT] * 5), whole(stress.IN_TEN_THOUSAND, stress.IN_TEN_THOUSAND)],
    ids=["2020", "whole"],
)
def test_a_pdf_form_holds_numbers_of_twelve_digits(document: Document) -> None:
    layout = YUNNAN_2020 if "项目支出绩效目标申报表" in str(document.sections) else CHONGQING
    drawn = paper.sheets(pdf.render(document, layout))
    assert paper.faults(drawn) == []
    assert paper.torn(document, drawn) == []


def test_tables_that_look_alike_are_fitted_each_by_itself() -> None:
    sections = [*declaration(stress.AMOUNT).sections, *declaration("1.00").sections]
    long, short = (page.page for page in paper.sheets(pdf.render(factory.document(*sections), YUNNAN_2020)))
    (alone,) = paper.sheets(pdf.render(declaration("1.00"), YUNNAN_2020))
    places = [[one.x for one in page.characters if one.size < 12] for page in (short, alone.page)]
    assert places[0] == pytest.approx(places[1])
    assert stress.AMOUNT in long.text


def test_figures_get_smaller_by_one_point_at_most_and_that_is_told() -> None:
    document = whole("123,456,789.00", "123,456,789.00")
    body = body_of(document, CHONGQING)
    assert {size.get(f"{WORD}val") for size in body.iter(f"{WORD}sz")} & {"20", "19"}
    (note,) = told(document, CHONGQING)
    assert (note.code, "表单里数字的字号减小了" in note.message) == ("MB-060", True)
    assert told(whole("1,234.00", "1.00"), CHONGQING) == []


def test_a_number_that_has_no_room_is_told_by_form_and_cell() -> None:
    document = whole("12,123,456,789,012.00", "1.00")
    for make in (docx.render, pdf.render, told):
        with pytest.raises(FindingError) as caught:
            make(document, CHONGQING)
        found = caught.value.finding
        assert (found.code, found.position and found.position.path) == ("MB-025", "content/试验.yaml")
        assert "「部门整体绩效目标表」的「预算支出总额」放不下「12,123,456,789,012.00」" in found.message
