"""A review as one page of HTML: what the documents print, old and new side by side."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from generator.report import review_files as files
from generator.report.review import change_line, total_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.finding import Finding
    from generator.model.review import Effect, Review

# What is marked as one: a number, a word in Latin letters, any other character.
WORDS = re.compile(r"\d[\d,.]*|[A-Za-z]+|.", re.DOTALL)
STYLE = """
body { margin: 1.5em auto; padding: 0 1em; max-width: 70em; font: 16px/1.6 sans-serif; color: #111; background: #fff }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 0 0 1.5em }
th, td { border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { background: #eee } .old { background: #fdecea } .new { background: #e8f5e9 }
del { background: #f5b7b1 } ins { background: #a9dfb6; text-decoration: none } .weaker { color: #b00020 }
"""
PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>变更说明</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>变更说明</h1>
{body}
</main>
</body>
</html>
"""


def as_html(review: Review) -> str:
    """Return the page; content is only ever text in it."""
    body = "\n".join(_parts(review))
    return PAGE.format(style=STYLE, body=body)


def _parts(review: Review) -> Iterator[str]:
    if review.is_empty or review.problem:
        yield f"<p>{escape(files.verdict(review))}</p>"
    yield from _list("不同的文件", map(escape, files.lines(review)))
    yield from _list("总额", (escape(total_line(total)) for total in review.totals))
    lines = (
        f'<span class="weaker">{escape(change_line(change))}</span>' if change.weaker else escape(change_line(change))
        for change in review.changes
    )
    yield from _list("内容的变化", lines)
    yield from _list("新出现的问题", map(_finding, review.failing))
    yield from _list("不再有的问题", map(_finding, review.passing))
    yield from _list("原有的问题，数变了", map(_finding, review.lasting))
    for document, effects in groupby(review.effects, key=lambda effect: effect.document):
        yield f"<h2>《{escape(document)}》印出的变化</h2>"
        yield '<table><thead><tr><th scope="col">位置</th><th scope="col">原来</th><th scope="col">现在</th></tr></thead>'
        yield f"<tbody>{''.join(map(_row, effects))}</tbody></table>"


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    given = [f"<li>{item}</li>" for item in items]
    if given:
        yield f"<h2>{title}</h2><ul>{''.join(given)}</ul>"


def _finding(finding: Finding) -> str:
    where = f"{finding.position} " if finding.position else ""
    return escape(f"{where}{finding.severity} {finding.code} {finding.message}")


def _row(effect: Effect) -> str:
    old, new = _marked(effect.old, effect.new)
    where = f'<th scope="row">{escape(effect.place)}</th>'
    return f'<tr>{where}<td class="old">{old}</td><td class="new">{new}</td></tr>'


def _marked(old: str, new: str) -> tuple[str, str]:
    """Return both texts with the parts in which they differ marked, each number as a whole."""
    mine, theirs = WORDS.findall(old), WORDS.findall(new)
    left, right = [], []
    for kind, a, b, c, d in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        tags = ("", "") if kind == "equal" else ("del", "ins")
        left.append(_in(tags[0], "".join(mine[a:b])))
        right.append(_in(tags[1], "".join(theirs[c:d])))
    return "".join(left), "".join(right)


def _in(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>" if tag and text else escape(text)
