"""A review as one page of HTML: what the documents print, old and new side by side."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from generator.report import review_files as files
from generator.report import review_pages, review_tables, review_tables_page
from generator.report.review import change_text, documents, heading, in_order, total_line
from generator.report.review_marks import marked
from generator.report.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from generator.model.finding import Finding
    from generator.model.review import Change, Effect, Review

STYLE = """
body { margin: 1.5em auto; padding: 0 1em; max-width: 70em; font: 16px/1.6 sans-serif; color: #111; background: #fff }
table { width: 100%; border-collapse: collapse; margin: 0 0 1em }
.texts { table-layout: fixed } .texts th:first-child { width: 12em }
th, td { border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top; overflow-wrap: anywhere }
th { background: #eee; font-weight: normal } thead th { font-weight: bold } .wide th.fate { white-space: nowrap; width: 3em; min-width: 3em }
.old { background: #fdecea } .new { background: #e8f5e9 } .figure { text-align: right } td.figure { white-space: nowrap }
.wide { overflow-x: auto } .wide th { min-width: 4em } .wide td { min-width: 5.5em } .wide td.figure { min-width: 4em } details { margin: 0 0 1em } summary { cursor: pointer }
h3 { margin: 1.2em 0 .4em; font-size: 1em }
del { background: #f5b7b1; text-decoration: line-through 1px #c62828 } ins { background: #a9dfb6; text-decoration: none } .weaker { color: #b00020 }
"""
TEXTS = (
    '<table class="texts"><thead><tr><th scope="col">位置</th><th scope="col">原来</th><th scope="col">现在</th></tr>'
    "</thead><tbody>{rows}</tbody></table>"
)
PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
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
    return clean(PAGE.format(style=STYLE + review_pages.STYLE, body=body))


def _parts(review: Review) -> Iterator[str]:
    if review.between:
        yield f"<p>逐年比较：{escape(review.between)}</p>"
    if review.is_empty or review.problem:
        yield f"<p>{escape(files.verdict(review))}</p>"
    yield from (f"<p>{escape(note)}。</p>" for note in review.notes)
    yield from _list("不同的文件", map(escape, files.lines(review)))
    yield from _list("总额", (escape(total_line(total)) for total in review.totals))
    yield from _list("内容的变化", map(_change, in_order(review.changes)))
    yield from _list("新出现的问题", map(_finding, review.failing))
    yield from _list("不再有的问题", map(_finding, review.passing))
    yield from _list("原有的问题，数变了", map(_finding, review.lasting))
    for title, effects, tables in documents(review):
        yield f"<h2>{escape(heading(title))}</h2>"
        if effects:
            yield TEXTS.format(rows="".join(map(_row, effects)))
        yield from (part for table in tables if table.changes for part in review_tables_page.parts(table))
        yield from (f"<p>{escape(line)}</p>" for line in review_tables.renumbered(tables))
        yield from review_pages.parts([pair for pair in review_pages.shown(review.pages) if pair.document == title])
    yield from _list(
        "没有画出的页面", map(escape, filter(None, (*review.undrawn, review_pages.left_out(review.pages))))
    )


def _list(title: str, items: Iterable[str]) -> Iterator[str]:
    given = [f"<li>{item}</li>" for item in items]
    if given:
        yield f"<h2>{title}</h2><ul>{''.join(given)}</ul>"


def _change(change: Change) -> str:
    said = escape(f"{change.kind}  {change_text(change)}")
    return f'<span class="weaker">{said}</span>' if change.weaker else said


def _finding(finding: Finding) -> str:
    where = f"{finding.position} " if finding.position else ""
    return escape(f"{where}{finding.severity} {finding.code} {finding.message}")


def _row(effect: Effect) -> str:
    old, new = marked(effect.old, effect.new)
    where = f'<th scope="row">{escape(effect.place)}</th>'
    return f'<tr>{where}<td class="old">{old}</td><td class="new">{new}</td></tr>'
