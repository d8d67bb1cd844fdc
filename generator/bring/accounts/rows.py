"""The rows of a table as offices save it: CSV in UTF-8 or GB18030, as Excel writes and marks it."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# What is saved by mistake instead of CSV, by its first bytes: .xlsx and .xls.
_BOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS: Final = (",", "\t", ";")
_AGAIN: Final = "在 Excel 里打开原表，另存为「CSV UTF-8（逗号分隔）」，再试一次。"
_DIGITS: Final = str.maketrans("０１２３４５６７８９．", "0123456789.")
# ="2101301" and '2101301 keep Excel from taking a code for a number; 2101301.0 is what comes of it otherwise.
_MARKED: Final = re.compile(r"""='?"([^"]*)"|'(\d.*)""")
_DECIMAL: Final = re.compile(r"(\d+)\.0")
# Spaces that only indent or spread Chinese words.
_SPREAD: Final = re.compile(r"(?<=[^\x00-\x7f])\s+(?=[^\x00-\x7f])")


class NoTableError(Exception):
    """Raised where a file is no CSV: the line, what it is instead, and what to do."""

    def __init__(self, line: int, message: str, hint: str = _AGAIN) -> None:
        super().__init__(message)
        self.line, self.message, self.hint = line, message, hint


def text_of(data: bytes) -> str:
    """Return the text of a file, in whichever encoding it is."""
    if data.startswith(_BOOKS):
        raise NoTableError(1, "这是 Excel 文件，不是 CSV")
    for encoding in ("utf-16",) if data.startswith(_UTF16) else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise NoTableError(1, "这不是文本文件，或已损坏")


def rows_of(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows of a table, each with the line that it begins on and what its cells say."""
    lines = text.splitlines()
    delimiter = max(_DELIMITERS, key=lambda sign: sum(sign in line for line in lines))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            yield line, [_cell(written) for written in row]
            line = reader.line_num + 1
    except csv.Error as problem:
        hint = "多半是有一个引号没有成对。改好这一行，再试一次。"
        raise NoTableError(line, "从这一行起不像表格", hint) from problem


def _cell(written: str) -> str:
    """Return what a cell says: digits plain, without what nobody sees, without marks that are meant for Excel."""
    seen = "".join(one for one in written if unicodedata.category(one) not in {"Cf", "Co"})
    text = _SPREAD.sub("", " ".join(seen.split())).translate(_DIGITS)
    if marked := _MARKED.fullmatch(text):
        text = (marked[1] or marked[2] or "").strip()
    whole = _DECIMAL.fullmatch(text)
    return whole[1] if whole else text
