"""Workbooks as other systems might export them: each variation is a function on the rows of one sheet."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

import openpyxl

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

Rows = list[list[Any]]
CODE: Final = re.compile(r"[23]\d{2}(?:\d{2}){0,2}")
UNIT: Final = "单位：万元"


def workbook(sheets: Mapping[str, Rows]) -> bytes:
    """Return a workbook with some sheets of plain values, as programs write them."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def rows_of(sheet: Worksheet) -> Rows:
    """Return the values of a sheet, merged heads in the first of their cells."""
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def head(rows: Rows) -> int:
    """Return where the heads begin: below the line that says the unit."""
    return next(number for number, row in enumerate(rows) if row[0] == UNIT) + 1


def first(rows: Rows) -> int:
    """Return the first row that holds a number or a code."""
    return next(
        number
        for number, row in enumerate(rows)
        if number > head(rows) and any(isinstance(cell, int | float) for cell in row)
    )


def unmerged_heads(rows: Rows) -> Rows:
    """A group's word stands over each of its columns."""
    for number in range(head(rows), first(rows) - 1):
        for column in range(1, len(rows[number])):
            if rows[number][column] is None and rows[number + 1][column] is not None:
                rows[number][column] = rows[number][column - 1]
    return rows


def last_heads_only(rows: Rows) -> Rows:
    """Only the last row of heads, with the words of those above where that has none."""
    begin, end = head(rows), first(rows)
    last = [
        next((rows[at][column] for at in range(end - 1, begin - 1, -1) if rows[at][column]), None)
        for column in range(len(rows[begin]))
    ]
    return [*rows[:begin], last, *rows[end:]]


def reversed_columns(rows: Rows) -> Rows:
    """The columns from right to left, heads spelled out."""
    rows = unmerged_heads(rows)
    begin = head(rows)
    return [*rows[:begin], *(row[::-1] for row in rows[begin:])]


def extra_column(rows: Rows) -> Rows:
    """A column of words that the table doesn't have."""
    begin = head(rows)
    return [*rows[:begin], [*rows[begin], "备注"], *([*row, "无"] if any(row) else row for row in rows[begin + 1 :])]


def extra_numbers(rows: Rows) -> Rows:
    """A column of numbers that the table doesn't have."""
    begin, start = head(rows), first(rows)
    return [
        *rows[:begin],
        [*rows[begin], "其中：政府采购"],
        *([*row, 1.25 if at >= start else None] for at, row in enumerate(rows) if at > begin),
    ]


def codes_in_parts(rows: Rows) -> Rows:
    """类, 款 and 项 in three columns, as texts."""
    return list(_parted(rows, str))


def codes_in_number_parts(rows: Rows) -> Rows:
    """类, 款 and 项 as numbers, which lose their zeros."""
    return list(_parted(rows, int))


def _parted(rows: Rows, kind: Callable[[str], object]) -> Iterator[list[Any]]:
    column = _code_column(rows)
    begin, end = head(rows), first(rows)
    for number, row in enumerate(rows):
        cell = str(row[column] or "") if column is not None and len(row) > column else ""
        if column is None or number < begin:
            yield row
        elif number < end:
            has_words = "编码" in cell
            words = ["类", "款", "项"] if number == end - 1 else [cell, None, None]
            yield [
                *row[:column],
                *(words if has_words or number == end - 1 else [cell or None, None, None]),
                *row[column + 1 :],
            ]
        else:
            parts = [cell[:3], cell[3:5], cell[5:7]] if CODE.fullmatch(cell) else ["", "", ""]
            yield [*row[:column], *(kind(part) if part else None for part in parts), *row[column + 1 :]]


def _code_column(rows: Rows) -> int | None:
    columns = range(max(map(len, rows)))
    return next(
        (at for at in columns if sum(bool(CODE.fullmatch(str(row[at] or ""))) for row in rows if len(row) > at) > 1),
        None,
    )


def codes_as_numbers(rows: Rows) -> Rows:
    """Codes that a program took for numbers."""
    return [[int(cell) if isinstance(cell, str) and CODE.fullmatch(cell) else cell for cell in row] for row in rows]


def code_and_name_together(rows: Rows) -> Rows:
    """[208]名称 in one cell."""
    column = _code_column(rows)
    if column is None:
        return rows
    begin = first(rows)
    done = [list(row) for row in rows]
    for row in done[begin:]:
        if row[column]:
            row[column + 1], row[column] = f"[{row[column]}]{row[column + 1]}", None
    return done


def indented_names(rows: Rows) -> Rows:
    """Names that spaces indent by their level."""
    column = _code_column(rows)
    begin = first(rows)
    return [
        [
            ("　" * (len(str(row[column])) // 2) + str(cell))
            if column is not None and at == column + 1 and row[column] and number >= begin
            else cell
            for at, cell in enumerate(row)
        ]
        for number, row in enumerate(rows)
    ]


def in_yuan(rows: Rows) -> Rows:
    """元, with the unit above."""
    done = [[round(cell * 10000, 2) if isinstance(cell, int | float) else cell for cell in row] for row in rows]
    return [["单位：元"] if row[0] == UNIT else row for row in done]


def in_thousands(rows: Rows) -> Rows:
    """千元, with the unit above."""
    done = [[round(cell * 10, 2) if isinstance(cell, int | float) else cell for cell in row] for row in rows]
    return [["金额单位：千元"] if row[0] == UNIT else row for row in done]


def numbers_as_texts(rows: Rows) -> Rows:
    """Texts with commas and spaces."""
    return [[f" {cell:,.2f} " if isinstance(cell, int | float) else cell for cell in row] for row in rows]


def zeros_and_dashes(rows: Rows) -> Rows:
    """0.00 and - where there is nothing."""
    begin = first(rows)
    done = [list(row) for row in rows]
    for number, row in enumerate(done[begin:]):
        if sum(cell is not None for cell in row) > 1:
            row[:] = [("-" if number % 2 else 0.0) if cell is None and at > 1 else cell for at, cell in enumerate(row)]
    return done


def blank_rows(rows: Rows) -> Rows:
    """Blank rows and 「……」 between."""
    begin = first(rows)
    done = rows[:begin]
    for number, row in enumerate(rows[begin:]):
        done.append(row)
        done.append([None] * len(row) if number % 3 else ["……", *[None] * (len(row) - 1)])
    return done


def signatures_below(rows: Rows) -> Rows:
    """Who filled it in, below."""
    return [*rows, ["填表人：某某"], ["审核人：某某", None, "2024年1月"]]


def heads_again(rows: Rows) -> Rows:
    """The heads once more in the middle, as on a second page."""
    begin, end = head(rows), first(rows)
    middle = (end + len(rows)) // 2
    return [*rows[:middle], *rows[begin:end], *rows[middle:]]


def total_last(rows: Rows) -> Rows:
    """The total at the end."""
    begin = first(rows)
    total = [row for row in rows[begin:] if "合计" in {str(cell) for cell in row if cell}]
    return [*rows[:begin], *(row for row in rows[begin:] if row not in total), *total] if len(total) == 1 else rows


def unit_in_heads(rows: Rows) -> Rows:
    """The unit behind the words of the heads."""
    begin, end = head(rows), first(rows)
    words = ("合计", "总计", "预算数", "小计")
    done = [
        [f"{cell}（万元）" if begin <= at < end and str(cell) in words else cell for cell in row]
        for at, row in enumerate(rows)
    ]
    return [row for row in done if row[0] != UNIT]


def full_width(rows: Rows) -> Rows:
    """Digits of codes and brackets in full width, heads with spaces."""
    table = str.maketrans("0123456789()", "０１２３４５６７８９（）")
    return [
        [cell.translate(table) if isinstance(cell, str) and CODE.fullmatch(cell) else cell for cell in row]
        for row in rows
    ]


def spread_heads(rows: Rows) -> Rows:
    """Spaces between the characters of heads."""
    begin, end = head(rows), first(rows)
    return [
        ["　".join(cell) if begin <= at < end and isinstance(cell, str) and len(cell) < 4 else cell for cell in row]
        for at, row in enumerate(rows)
    ]


def codes_called_otherwise(rows: Rows) -> Rows:
    """科目代码."""
    return [[cell.replace("编码", "代码") if isinstance(cell, str) else cell for cell in row] for row in rows]


def no_label_row(rows: Rows) -> Rows:
    """No 附件n above the title."""
    return rows[1:]


def quoted_codes(rows: Rows) -> Rows:
    """Codes behind an apostrophe."""
    return [[f"'{cell}" if isinstance(cell, str) and CODE.fullmatch(cell) else cell for cell in row] for row in rows]


WHOLE: Final = (
    unmerged_heads,
    last_heads_only,
    reversed_columns,
    extra_column,
    extra_numbers,
    codes_in_parts,
    codes_in_number_parts,
    codes_as_numbers,
    code_and_name_together,
    indented_names,
    in_yuan,
    in_thousands,
    numbers_as_texts,
    zeros_and_dashes,
    blank_rows,
    signatures_below,
    heads_again,
    total_last,
    full_width,
    spread_heads,
    codes_called_otherwise,
    no_label_row,
    quoted_codes,
    unit_in_heads,
)


def no_unit(rows: Rows) -> Rows:
    """No unit anywhere."""
    return [row for row in rows if row[0] != UNIT]


def two_units(rows: Rows) -> Rows:
    """Two units."""
    begin = head(rows)
    return [*rows[:begin], ["单位：元"], *rows[begin:]]


def no_titles(rows: Rows) -> Rows:
    """Neither the title nor 附件n."""
    return rows[2:]


def names_without_codes(rows: Rows) -> Rows:
    """Names alone; 行政运行 is the name of several codes."""
    column = _code_column(rows)
    if column is None:
        return rows
    begin = first(rows)
    return [*rows[:begin], *([*row[:column], None, *row[column + 1 :]] for row in rows[begin:])]


def other_words(rows: Rows) -> Rows:
    """Heads that the pack doesn't know."""
    words = {"基本支出": "基本支出小计", "项目支出": "项目支出预算", "人员经费": "人员类", "预算数": "金额"}
    end = first(rows)
    return [[words.get(cell, cell) if at < end else cell for cell in row] for at, row in enumerate(rows)]


def unknown_codes(rows: Rows) -> Rows:
    """A code that is none."""
    return [
        ["9999999" if cell == "2101501" else "某项支出" if cell == "行政运行" else cell for cell in row] for row in rows
    ]


TOLD: Final = (no_unit, two_units, names_without_codes, other_words, unknown_codes)
