"""Cuts the page of a long document into parts, each of which begins a page, so that each is drawn by itself.

The first part is the title with the cover and the contents, then comes the text, then each further section. A part is
a whole page of HTML: the head of the document, and a piece of its body. Where it isn't sure that a part drawn alone
looks as it does within the whole (a style sheet or a link reaches beyond it), nothing is cut.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_MAIN: Final = re.compile(r"(?s)(.*<main>\n)(.*)(</main>.*)")
_SECTION: Final = re.compile(r"(?=<section class=)")
_BEGIN: Final = re.compile(r"<section class=\"[^\"]*\">\n")
_CONTENTS: Final = re.compile(r'(?s).*?</nav>\n(?:<a class="back"[^>]*></a>\n)?')
# An entry of the contents, and the rule that prints the number of its page.
_ENTRY: Final = re.compile(r'(<li class="level-\d+") data-to="#([^"]+)"')
_COUNTED: Final = "target-counter(attr(data-to), page)"
_RULE: Final = re.compile(r"[^{}]*\{[^{}]*\}")
# What a style sheet may only say of a whole: pages and sections by their number, counts of all pages, what pages share.
_OF_THE_WHOLE: Final = re.compile(
    r"@page[^{]*:(?:first|nth|blank)|\b(?:html|body|main|section)[^{},]*:(?:first|last|nth|only)"
    r"|counters?\(\s*pages|string-set|running\(|footnote"
)
_LINK: Final = re.compile(r'(?:href|data-to)="#([^"]+)"')
_ID: Final = re.compile(r'\bid="([^"]+)"')
_STYLE_END: Final = "</style>"


def cut(html: str) -> list[str]:
    """Return the parts of a page; the page itself where it has but one, or can't be cut."""
    found = _MAIN.fullmatch(html)
    if found is None or _OF_THE_WHOLE.search(html[: html.find(_STYLE_END)]):
        return [html]
    head, body, foot = found.groups()
    parts = [f"{head}{piece}{foot}" for piece in _pieces(body)]
    can_part = all(map(_stands_alone, parts)) and not any(_ENTRY.search(part) for part in parts[1:])
    return parts if len(parts) > 1 and can_part else [html]


def begin(part: str, page: int, pages: Mapping[str, int]) -> str:
    """Return a part that begins on a page; `pages` are those of the places that contents name.

    The rules for that stand in a style sheet of their own. An entry of contents stands for the place that it leads to
    until all parts are joined.
    """
    own = [f"@page :first {{ counter-reset: page {page} }}", "html { break-before: left }"][: 2 if page % 2 == 0 else 1]
    if _ENTRY.search(part):
        style = part[: part.find(_STYLE_END)]
        own += [rule.replace(_COUNTED, "attr(data-page)") for rule in _RULE.findall(style) if _COUNTED in rule]
    dressed = part.replace(_STYLE_END, f"{_STYLE_END}\n<style>{' '.join(own)}{_STYLE_END}", 1)
    return _ENTRY.sub(lambda entry: f'{entry[1]} id="{entry[2]}" data-page="{pages.get(entry[2], 0)}"', dressed)


def _pieces(body: str) -> Iterator[str]:
    first, *rest = _SECTION.split(body)
    if not rest:
        yield body
        return
    opening, *after = rest
    contents, begun = _CONTENTS.match(opening), _BEGIN.match(opening)
    if contents and begun:
        yield f"{first}{contents[0]}</section>\n"
        text = opening[contents.end() :]
        if text.strip() != "</section>":
            yield begun[0] + text
    else:
        yield first + opening
    yield from after


def _stands_alone(part: str) -> bool:
    """Whether all links of a part lead to places in it, but for those of contents."""
    known = set(_ID.findall(part)) | {entry[1] for entry in _ENTRY.findall(part)}
    return known.issuperset(_LINK.findall(part))
