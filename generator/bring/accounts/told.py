"""What there is to tell of tables of accounts: each with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.bring.accounts.rows import NoTableError, text_of
from generator.bring.accounts.sheet import sheet_of
from generator.model.accounts import is_same_name, parents
from generator.model.finding import Finding, Mark, Severity, error
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.bring.accounts.sheet import Sheet

_EXAMPLE = "每行写编码和名称，如「2101301,城乡医疗救助」；编码也可以分成类、款、项三列。"


class Tables:
    """Tables of accounts, one after another: the names that they give to codes, and what is wrong with them."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.places: dict[str, Position] = {}
        self.findings: list[Finding] = []
        self.lines: dict[str, list[str]] = {}

    def add(self, path: str, data: bytes) -> None:
        """Take in a file."""
        try:
            text = text_of(data)
            self.lines[path] = text.splitlines()
            sheet = sheet_of(text)
        except NoTableError as problem:
            self.findings.append(error("KB-001", problem.message, Position(path, problem.line), hint=problem.hint))
            return
        self.findings += _told(path, sheet)
        for account in sheet.accounts:
            place = Position(path, account.line)
            known = self.names.setdefault(account.code, account.name)
            first = self.places.setdefault(account.code, place)
            if not is_same_name(known, account.name):
                self.findings.append(_doubled(account.code, known, account.name, place, first))

    def orphans(self, known: dict[str, str]) -> Iterator[Finding]:
        """Tell of codes that no code stands above, in the tables or in what is known besides."""
        below: dict[str, list[str]] = {}
        for code in sorted(self.names):
            for above in parents(code):
                if above not in self.names and above not in known:
                    below.setdefault(above, []).append(code)
        for above, codes in below.items():
            more = f" 等 {len(codes)} 个" if len(codes) > 1 else ""
            yield Finding(
                "KB-004",
                Severity.WARNING,
                f"没有上级科目 {above}，它下面有 {codes[0]}{more}",
                self.places[codes[0]],
                cause="上级科目没有名称的，表里印的是编码。",
                hint=f"在表格里加上 {above} 和它的名称；表格里本来有的，看它那一行为什么没有看懂。",
            )


def _told(path: str, sheet: Sheet) -> Iterator[Finding]:
    for line, trouble in sheet.wrong:
        hint = "改好这一行，再运行一次；在 Excel 里先把编码这一列设成「文本」。"
        yield Finding("KB-002", Severity.WARNING, f"这一行没有用上：{trouble}", Position(path, line), hint=hint)
    if sheet.foreign:
        cause = "部门预算用支出功能分类（2 开头）和部门预算支出经济分类（3 开头）的科目。"
        yield _unused("别的分类的科目", path, sheet.foreign, cause, "不用改。")
    if sheet.plain:
        yield _unused("没有编码的行", path, sheet.plain, "标题、说明这些行没有科目。", f"是科目的，{_EXAMPLE}")
    if not sheet.accounts:
        yield error("KB-001", "这张表里没有找到科目", Position(path, 1), hint=_EXAMPLE)


def _unused(what: str, path: str, lines: Sequence[int], cause: str, hint: str) -> Finding:
    message = f"{what}没有用上：第 {_ranges(lines)} 行"
    return Finding("KB-005", Severity.NOTE, message, Position(path, lines[0]), cause, hint)


def _ranges(lines: Sequence[int]) -> str:
    """Return numbers of lines, those that follow one another as a range."""
    spans: list[list[int]] = []
    for line in sorted(set(lines)):
        if spans and line == spans[-1][1] + 1:
            spans[-1][1] = line
        else:
            spans.append([line, line])
    return "、".join(f"{first}—{last}" if first < last else str(first) for first, last in spans)


def _doubled(code: str, known: str, name: str, place: Position, first: Position) -> Finding:
    return Finding(
        "KB-003",
        Severity.WARNING,
        f"科目 {code} 有两个名称：「{known}」和「{name}」，用的是前一个",
        place,
        cause="一个科目只有一个名称；也可能是其中一个编码写错了。",
        hint="在表格里改正其中一行，再运行一次。",
        marks=(Mark(first, "前一个"),),
    )
