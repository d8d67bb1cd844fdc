"""Attacks by what a template puts on a page, and by style sheets."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from tests.attacks.attack import Attack, inserted, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MARKUP = {
    "script": "<script>alert(1)</script>",
    "script in capitals": "<SCRIPT>alert(1)</SCRIPT>",
    "script from elsewhere": '<script src="https://example.org/a.js"></script>',
    "handler": '<p onclick="alert(1)">a</p>',
    "handler after a slash": '<p/onclick="alert(1)">a</p>',
    "picture from elsewhere": '<img src="https://example.org/a.png" alt="">',
    "picture with a handler": '<img src="x" onerror="alert(1)">',
    "picture from the disk": '<img src="file:///etc/passwd" alt="">',
    "frame": '<iframe src="https://example.org/"></iframe>',
    "object": '<object data="https://example.org/a"></object>',
    "embedded": '<embed src="https://example.org/a">',
    "video": '<video src="https://example.org/a" autoplay></video>',
    "base": '<base href="https://example.org/">',
    "refresh": '<meta http-equiv="refresh" content="0;url=https://example.org/">',
    "weaker policy": '<meta http-equiv="Content-Security-Policy" content="default-src *">',
    "referrer": '<meta name="referrer" content="unsafe-url">',
    "style from elsewhere": '<link rel="stylesheet" href="https://example.org/a.css">',
    "attached file": '<link rel="attachment" href="file:///etc/passwd">',
    "style of its own": "<style>p { color: red }</style>",
    "style on an element": '<p style="background: url(https://example.org/a)">a</p>',
    "javascript link": '<a href="javascript:alert(1)">a</a>',
    "javascript link in entities": '<a href="java&#115;cript:alert(1)">a</a>',
    "javascript link after a blank": '<a href=" javascript:alert(1)">a</a>',
    "data link": '<a href="data:text/html,a">a</a>',
    "file link": '<a href="file:///etc/passwd">a</a>',
    "mail link": '<a href="mailto:a@example.org">a</a>',
    "link without a scheme": '<a href="//example.org/">a</a>',
    "link to a share": r'<a href="\\example.org\a">a</a>',
    "drawing with a script": "<svg><script>alert(1)</script></svg>",
    "formula with a link": "<math><mi>a</mi></math>",
    "form": '<form action="https://example.org/"><input name="a"></form>',
    "comment": "<!-- <script> -->",
    "cdata": "<![CDATA[ a ]]>",
    "processing instruction": "<?php a ?>",
    "tag that is not closed": "<p",
    "attribute without quotes": "<p class=a>a</p>",
    "attribute in single quotes": "<p class='a'>a</p>",
    "text area": "<textarea></textarea>",
    "no script": "<noscript><p>a</p></noscript>",
    "template": "<template><p>a</p></template>",
    "title that hides a tag": '<title><p aria-label="</title><script>alert(1)</script>"></p>',
    "cell over a million columns": '<table><tr><td colspan="1000000000">a</td></tr></table>',
    "cell over a million rows": '<table><tr><td rowspan="1000000000">a</td></tr></table>',
    "million columns": '<table><colgroup><col span="1000000000"></colgroup></table>',
    "name of a tag from the content": "<{{ 文档.作者 }}>",
}
STYLES = {
    "picture from elsewhere": "td { background: url(https://example.org/a.png) }",
    "picture in quotes": 'td { background: url("https://example.org/a.png") }',
    "picture in escapes": r"td { background: \75rl(https://example.org/a.png) }",
    "file of the disk": "td { background: url(file:///etc/passwd) }",
    "file outside": "td { background: url(../../content/a.png) }",
    "picture in the sheet": "td { background: url(data:image/svg+xml,a) }",
    "image set": 'td { background: image-set("https://example.org/a.png" 1x) }',
    "font from elsewhere": '@font-face { font-family: a; src: url("https://example.org/a.ttf") }',
    "font of the machine": '@font-face { font-family: a; src: local("Arial") }',
    "import": '@import "https://example.org/a.css";',
    "import in escapes": r'@\69mport url("a.css");',
    "end of the style": 'td::after { content: "</style><script>alert(1)</script>" }',
    "comment of a page": "<!-- td { color: red } -->",
    "expression": "td { width: expression(alert(1)) }",
    "element": "td { background: element(#a) }",
    "variable": "td { width: var(--a) }",
    "quote that is not closed": 'td { content: "a\n }',
    "bracket that is not opened": "td { color: red } )",
    "great number": "td { padding: 1000000000px }",
    "million columns": "table { grid-template-columns: repeat(1000000, 1px) }",
    "brackets in brackets": "td { width: " + "calc(" * 5000 + "1px" + ")" * 5000 + " }",
    "five megabytes": "td { color: red }\n" * 300_000,
}
# Sheets that fill page after page; only the PDF has pages.
PAGES = {
    "pages of a millimetre": "@page { size: 1mm; margin: 0 }",
    "no room on the page": "@page { margin: 200mm }",
    "cells of ninety metres": "td { padding: 9999cm }",
    "paragraphs of ninety metres": "p, h2 { margin: 9999cm 0 }",
    "a page for each paragraph": "p, span, td { break-before: page; display: block; margin: 5000mm 0 }",
    "letters far apart": "html { letter-spacing: 999mm }",
    "letters of a metre": "html, p, td { font-size: 1000mm; line-height: 3 }",
    "a thousand columns": "main { columns: 9999 }",
    "lines of a metre": "p, td { line-height: 9999mm }",
}
PAGE = "common/page.html"
HIDDEN = "<meta http-equiv"


def _markup(markup: str, templates: Path) -> None:
    inserted(templates / PAGE, "</main>", markup)


def _style(style: str, templates: Path) -> None:
    for name in ("screen.css", "print.css"):
        inserted(templates / "common" / name, "h1 {", f"{style}\n")


def _list(markup: str, templates: Path) -> None:
    inserted(templates / "common" / "index.html", "</main>", markup)


def fillers() -> Iterator[Attack]:
    """Yield style sheets that would fill page after page; some only make ugly pages."""
    for name, style in PAGES.items():
        yield Attack(name, partial(_style, style), ("MB-048", "JD-"), ("pdf",))


def _without_policy(templates: Path) -> None:
    file = templates / PAGE
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    written(file, "".join(line for line in lines if HIDDEN not in line))


def _outside(templates: Path) -> None:
    """A page of its own, without the frame that all packs share."""
    written(templates / PAGE, "<script>alert(1)</script>{{ 文档.标题全文 }}")


def attacks() -> Iterator[Attack]:
    """Yield all."""
    for name, markup in MARKUP.items():
        yield Attack(f"page: {name}", partial(_markup, markup), ("MB-044",), ("pdf", "html"))
    for name, style in STYLES.items():
        yield Attack(f"style: {name}", partial(_style, style), ("MB-043",), ("pdf", "html"))
    for name in ("script from elsewhere", "javascript link", "frame", "handler"):
        yield Attack(f"list: {name}", partial(_list, MARKUP[name]), ("MB-044",), ("html",), "index.html")
    yield Attack("page: no policy", _without_policy, ("MB-044",), ("html",))
    yield Attack("page: nothing but a script", _outside, ("MB-044",), ("html",))
