"""The ledger of a department budget: what totals may differ from their parts, and what is known of every amount."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import TYPE_CHECKING

from generator.check.figures import shown, tolerance
from generator.check.registry import Trouble, rule
from generator.model.amounts import sum_of
from generator.model.finding import Mark, Severity
from generator.model.ledger import dimension as dim
from generator.model.ledger.notation import NotationError
from generator.model.ledger.query import query_of
from generator.model.ledger.words import UnknownWordError, code_of, dimension_of, values, vocabulary
from generator.model.nearest import suggestion
from generator.model.position import Position
from generator.model.statement import Statement
from generator.model.values import Amounts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.budget import Residue
    from generator.model.values import Part

# A total of fewer has no sum to be rounded.
FEWEST = 2
NOTHING = Amounts((), Position("", 1))


@rule("JE-201", Severity.ERROR, "尾差只能来自四舍五入", Statement)
def residues(statement: Statement) -> Iterator[Trouble]:
    """尾差不能超过四舍五入能差出来的数。

    合计由程序算出，只知道四舍五入后的数时才写尾差。n 个数四舍五入后相加，最多差 (n + 1) 个半位：
    写到 0.01 万元时，半位是 0.005 万元。更大的差是漏了或多了一笔钱，写成尾差就看不见了。
    例：合计由 2 个数相加，尾差写了 0.5 万元，最多是 0.015 万元。
    改法：核对各部分的金额；尾差要写在几个数的合计上，一处只写一次。
    """
    seen = Counter[str]()
    for residue in statement.budget.residues:
        seen[residue.total.text] += 1
        problem = _residue_problem(residue, statement)
        if seen[residue.total.text] > 1:
            problem = f"「{residue.total}」的尾差写了 {seen[residue.total.text]} 次"
        if problem:
            yield Trouble(
                problem,
                residue.amount.position,
                cause="尾差只用来说明四舍五入的差。",
                hint="核对各部分的金额，或删去这条尾差。",
                operands=(residue.amount.figure,),
            )


def _residue_problem(residue: Residue, statement: Statement) -> str:
    unit = statement.budget.money_unit
    parts = statement.ledger.count(statement.notation.read(residue.total.text))
    if not parts:
        return f"「{residue.total}」没有金额，不会有尾差"
    if parts < FEWEST:
        return f"「{residue.total}」只有一个数，不会有尾差"
    most, value = tolerance(parts, unit), residue.amount.figure.value
    if abs(value) <= most:
        return ""
    return f"尾差 {shown(unit, value)}，{parts} 个数四舍五入最多差 {shown(unit, most)}"


@rule("JE-202", Severity.ERROR, "部门预算：几种口径说的是同一笔钱", Statement)
def coverages_agree(statement: Statement) -> Iterator[Trouble]:
    """基本支出的几种口径，每种资金的合计应当相等。

    按功能分类和按经济分类说的是同一笔钱；相差超过四舍五入能差出来的数，说明其中一处漏了或多了。
    例：功能分类合计 100 万元，经济分类合计 90 万元。
    改法：补上漏掉的科目；只差零点零几万元的是尾差，写在「尾差」里。
    """
    unit = statement.budget.money_unit
    (first, whole), *others = statement.budget.basic.items() or [("", NOTHING)]
    for name, amounts in others:
        for source in statement.ledger.dimensions[dim.SOURCE].above:
            mine, theirs = (_of_source(one, source, statement) for one in (whole, amounts))
            left, right = (sum((part.amount.figure.value for part in one), Decimal(0)) for one in (mine, theirs))
            if abs(left - right) <= tolerance(max(len(mine), len(theirs)), unit):
                continue
            told = [shown(unit, value) for value in (left, right, abs(left - right))]
            what = "基本支出" if source == "一般公共预算" else f"{source}的基本支出"
            yield Trouble(
                f"{what}按{first}合计 {told[0]}，按{name}合计 {told[1]}，相差 {told[2]}",
                whole.position,
                cause="两处说的是同一笔钱，应当相等；四舍五入的尾差没有这么大。",
                hint="补上漏掉的科目，或改正金额。",
                marks=(Mark(amounts.position, name),),
                operands=tuple(part.amount.figure for part in (*mine, *theirs)),
            )


def _of_source(amounts: Amounts, source: str, statement: Statement) -> list[Part]:
    """Return the parts of a source; those that say nothing of it are of 一般公共预算."""
    dimensions = statement.ledger.dimensions
    known = vocabulary(dimensions)
    return [part for part in amounts.parts if values(part, known, dimensions).get(dim.SOURCE, "一般公共预算") == source]


@rule("JE-203", Severity.ERROR, "部门预算：项目支出都要列到功能分类科目", Statement)
def codes_of_projects(statement: Statement) -> Iterator[Trouble]:
    """项目的钱都要写清由哪个功能分类科目负担。

    没有写科目的钱进不了支出表。
    例：金额: 25，没有写是哪个科目。
    改法：在「金额」下面一个科目一行，如「2101301 城乡医疗救助: 25」。
    """
    for file in statement.projects:
        for part in file.project.amount.parts if file.project.amount is not None else ():
            codes = [found[0] for word in part.words if (found := code_of(word))]
            if not any(dimension_of(code) == dim.FUNCTION for code in codes):
                yield Trouble(
                    "没有写由哪个功能科目负担",
                    part.position,
                    cause="项目的钱要全部列到功能分类科目，支出表才对得上。",
                    hint="在「金额」下面写科目，如「2101301 城乡医疗救助: 25」。",
                    operands=(part.amount.figure,),
                )


@rule("JE-206", Severity.ERROR, "金额要说清是哪些钱", Statement)
def words_of_amounts(statement: Statement) -> Iterator[Trouble]:
    """金额上面的每个键，要是科目或程序认识的词。

    金额按科目、资金来源、级次、人员经费或公用经费分开；别的词说不出是哪些钱，算不进合计。
    例：基本支出里写「一般公共预箅: 90」。
    改法：照提示改正；科目写编码和名称，如「2080505 机关事业单位基本养老保险缴费支出: 53.46」。
    """
    dimensions = statement.ledger_dimensions
    known = vocabulary(dimensions)
    for amounts, _ in statement.amounts():
        for part in amounts.parts:
            try:
                values(part, known, dimensions)
            except UnknownWordError as problem:
                word = part.words[problem.number]
                hint = suggestion(str(word), problem.known) or problem.hint
                yield Trouble(problem.message, word.position or amounts.position, hint=hint)


@rule("JE-207", Severity.ERROR, "尾差要说清是哪一个合计", Statement)
def totals_of_residues(statement: Statement) -> Iterator[Trouble]:
    """尾差的「合计」要写得出是哪些钱。

    写法同表格里的「数」：20805·基本支出；全部支出写「合计」。
    例：合计: 20805的基本支出
    改法：照提示改正。
    """
    for residue in statement.budget.residues:
        try:
            statement.plain_notation.read(residue.total.text)
        except NotationError as problem:
            yield Trouble(problem.message, residue.total.position, hint=problem.hint)


@rule("JE-208", Severity.ERROR, "一笔钱只写一次", Statement)
def amounts_once(statement: Statement) -> Iterator[Trouble]:
    """同一个科目、同一种资金的金额只写一次。

    写两次的钱算两次。编码相同就是同一个科目，名称写不写、怎么写都一样。
    例：「2080505: 10」下面又有「2080505 机关事业单位基本养老保险缴费支出: 53.46」。
    改法：删去重复的一行；确有两笔的，加在一起写。
    """
    for amounts, _ in statement.amounts():
        first: dict[frozenset[str], Part] = {}
        for part in amounts.parts:
            words = frozenset(found[0] if (found := code_of(word)) else str(word) for word in part.words)
            known = first.setdefault(words, part)
            if known is not part:
                yield Trouble(
                    f"「{part.words[-1] if part.words else ''}」的金额写了两次",
                    part.position,
                    cause="写两次的钱算两次。",
                    hint="删去重复的一行，或加在一起写。",
                    marks=(Mark(known.position, "先写的"),),
                )


@rule("JE-209", Severity.ERROR, "合计等于各部分之和", Statement)
def total_beside_parts(statement: Statement) -> Iterator[Trouble]:
    """写了细数又写「支出」合计的，两边应当相等。

    合计由程序照细数算；另写的合计只用来核对，不会加进去。
    例：支出: 2817.75，基本支出和项目加起来是 2817.76 万元。
    改法：改正其中一个；差零点零几的是尾差，写在「尾差」里。
    """
    given, unit = statement.budget.spending, statement.budget.money_unit
    whole = statement.ledger.sum(query_of({}))
    written = sum_of(given) if given is not None else None
    has_parts = statement.budget.basic or statement.projects or statement.units
    if given is None or written is None or whole is None or not has_parts or written.value == whole.value:
        return
    difference = abs(written.value - whole.value)
    yield Trouble(
        f"写的支出合计是 {shown(unit, written.value)}，各部分加起来是 {shown(unit, whole.value)}，"
        f"相差 {shown(unit, difference)}",
        given.position,
        cause="合计由程序照细数算，另写的只用来核对。",
        operands=(written, whole),
    )
