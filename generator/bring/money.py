"""Carries the money of the first form over: lists of codes, 本级安排 and 上级补助, to amounts that nest."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from generator.bring.nodes import bare, child, exchange, keyed, move_comments, said, take

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from generator.edit.tree import Node

GENERAL = "一般公共预算"
TIERS = ("本级安排", "上级补助")
# The other keys of a project that amounts say now, and those of last year.
SHARES = ("功能科目", "资金来源")
LAST_YEAR = ("基本支出", "项目支出", "机关运行经费", "其他资金")
# What the keys of 变动原因 meant.
REASONS = {"基本支出": "一般公共预算·基本支出", "项目支出": "一般公共预算·项目支出", "一般公共预算支出": "一般公共预算"}


def budget(root: Node, names: Mapping[str, str]) -> None:
    """Rewrite the money of a budget; `names` are those of codes."""
    basic = child(root, "基本支出")
    if basic is not None:
        for one in list(basic.children):
            if one.children and one.children[0].is_item:
                make = _functional if bare(one.key) == "功能分类" else _economic
                exchange(basic, one, move_comments_above(one, keyed(bare(one.key), children=make(one.children, names))))
    _residues(root)
    _last_year(root)
    reasons = child(root, "变动原因")
    for reason in reasons.children if reasons is not None else ():
        reason.key = REASONS.get(bare(reason.key), reason.key)


def move_comments_above(old: Node, new: Node) -> Node:
    """Give a key its predecessor's own comments: those inside went with their items."""
    new.above, new.behind, new.below, new.is_apart = old.above, old.behind, old.below, old.is_apart
    return new


def coded(code: str, written: str, names: Mapping[str, str]) -> str:
    """Return a code with its name, as published tables print it."""
    return f"{code} {written or names.get(code, '')}".strip()


def _functional(items: Sequence[Node], names: Mapping[str, str]) -> list[Node]:
    """Return a key for each code; of several sources of money, one below it for each."""
    found: dict[str, Node] = {}
    for one in items:
        code = said(one, "科目编码")
        amount, source = child(one, "金额"), said(one, "资金来源") or GENERAL
        value = amount.value if amount is not None else ""
        node = found.setdefault(code, keyed(coded(code, said(one, "科目名称"), names)))
        node.above += move_comments(one, keyed("")).above
        if source == GENERAL and not node.children and not node.value:
            node.value = value
            continue
        if node.value and source != GENERAL:
            node.children, node.value = [keyed(GENERAL, node.value)], ""
        same = node if node.value else child(node, source)
        if same is None:
            node.children.append(keyed(source, value))
        else:  # Written twice, added twice.
            same.value = more(same.value, value)
    return list(found.values())


def _economic(items: Sequence[Node], names: Mapping[str, str]) -> list[Node]:
    """Return 人员经费 and 公用经费, each with its codes."""
    groups = {"人员经费": keyed("人员经费"), "日常公用经费": keyed("公用经费")}
    for one in items:
        comments = move_comments(one, keyed("")).above
        for key, group in groups.items():
            amount = child(one, key)
            if amount is not None:
                node = keyed(coded(said(one, "科目编码"), said(one, "科目名称"), names), amount.value)
                node.above, comments = comments, []
                group.children.append(node)
    return [group for group in groups.values() if group.children]


def _residues(root: Node) -> None:
    residues = child(root, "尾差")
    for one in residues.children if residues is not None else ():
        code, column, source = (said(one, key) for key in ("科目编码", "栏", "资金来源"))
        parts = [
            code if code != "合计" else "",
            source if source != GENERAL else "",
            "" if column == "总计" else column,
        ]
        amount = child(one, "尾差")
        if code and amount is not None:
            total = "·".join(filter(None, parts)) or "合计"
            inside = move_comments(one, keyed("")).above
            one.children, one.above = [keyed("合计", total), keyed("尾差", amount.value)], inside


def _last_year(root: Node) -> None:
    last = child(root, "上年")
    if last is None or child(last, "基本支出") is None or not said(last, "基本支出"):
        return
    basic, project, office, other = (take(last, key) for key in LAST_YEAR)
    general = keyed(GENERAL)
    written = [one for one in (basic, office) if one is not None]
    if len(written) == len((basic, office)) and basic is not None and office is not None:
        general.children += [keyed("人员经费", less(basic.value, [office.value])), keyed("公用经费", office.value)]
    elif basic is not None:
        general.children.append(keyed("基本支出", basic.value))
    if project is not None:
        general.children.append(keyed("项目支出", project.value))
    spending = keyed("支出", children=[general])
    if other is not None:
        spending.children.append(keyed("单位资金", other.value))
    spending.above = [c for one in (basic, project, office, other) if one is not None for c in one.above]
    last.children.insert(0, spending)


def less(whole: str, parts: Sequence[str]) -> str:
    """Return one amount less others, as a number or else as a formula."""
    try:
        value = Decimal(bare(whole)) - sum((Decimal(bare(part)) for part in parts), Decimal(0))
    except InvalidOperation:
        return "${" + " - ".join(_term(one) for one in (whole, *parts)) + "}"
    return f"{value:f}"


def more(one: str, other: str) -> str:
    """Return the sum of two amounts, as a number or else as a formula."""
    try:
        return f"{Decimal(bare(one)) + Decimal(bare(other)):f}"
    except InvalidOperation:
        return "${" + f"{_term(one)} + {_term(other)}" + "}"


def _term(written: str) -> str:
    text = bare(written)
    return f"({text[2:-1]})" if text.startswith("${") else f"{text}万元"


def project(root: Node, names: Mapping[str, str]) -> None:
    """Rewrite the money of a project of a budget: who gives how much, and which code bears it, in one place."""
    tiers = {tier: found for tier in TIERS if (found := child(root, tier)) is not None}
    shares, source = (take(root, key) for key in SHARES)
    if not tiers and shares is None:
        return
    amount = keyed("金额", children=_shares(tiers, shares.children if shares is not None else [], names))
    if source is not None and bare(source.value) != GENERAL:
        amount.children = [keyed(bare(source.value), children=amount.children)]
    place = next(iter(tiers.values()), None)
    for old in tiers.values():
        amount.above += old.above
    amount.above += [comment for old in (shares, source) if old is not None for comment in old.above]
    if place is None:
        root.children.append(amount)
        return
    exchange(root, place, amount)
    for tier in tiers:
        take(root, tier)


def _shares(tiers: Mapping[str, Node], shares: Sequence[Node], names: Mapping[str, str]) -> list[Node]:
    whole = [keyed(tier, node.value, []) for tier, node in tiers.items()]
    if not shares:
        return whole
    if len(shares) == 1:
        return [_share(shares[0], whole, names)]
    if len(whole) != 1:  # Nobody wrote which code bears what of which.
        return [_share(one, [], names) for one in shares]
    ((tier, node),) = tiers.items()
    given = [child(one, "金额") for one in shares]
    rest = less(node.value, [one.value for one in given if one is not None])
    return [
        _share(one, [keyed(tier, amount.value if amount is not None else rest)], names)
        for one, amount in zip(shares, given, strict=True)
    ]


def _share(one: Node, tiers: Sequence[Node], names: Mapping[str, str]) -> Node:
    node = keyed(coded(said(one, "科目编码"), said(one, "科目名称"), names), children=tiers)
    amount = child(one, "金额")
    if not tiers and amount is not None:
        node.value = amount.value
    return move_comments(one, node)


def unit_keys(root: Node) -> list[Node]:
    """Take the code and name of the unit out of a budget: they are the unit's."""
    code, name = take(root, "预算单位编码"), take(root, "预算单位名称")
    found = []
    if code is not None:
        found.append(move_comments(code, keyed("单位编码", code.value)))
    if name is not None:
        found.append(move_comments(name, keyed("单位简称", name.value)))
    return found


def department(root: Node, keys: Sequence[Node]) -> None:
    """Give the first unit what budgets said of it. What older programs took it for, its nature, is to be looked at."""
    units = child(root, "单位")
    if units is None or not units.children or not keys:
        return
    first = units.children[0]
    known = {bare(one.key) for one in first.children}
    new = [one for one in keys if bare(one.key) not in known]
    if "单位性质" not in known:
        nature = keyed("单位性质", "行政单位")
        nature.behind = "# 请核对：升级前机关运行经费算全部公用经费"
        new.append(nature)
    first.children[1:1] = new
