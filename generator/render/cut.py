"""Cuts the page of a long document into parts, each of which begins a page, so that each is drawn by itself.

The first part is the title with the cover and the contents, then comes the text, then each further section. A part is
a whole page of HTML: the head of the document, and a piece of its body. Where it isn't sure that a part drawn alone
looks as it does within the whole (a style sheet or a link reaches beyond it), nothing is cut.

Ids count the blocks of the whole document. In a part they have names of its own, and it brings the rules for them: so
what is added before it doesn't change it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
    r"|counters?\(\s*pages|string-set|running\(|footnote|\[id|#[a-zA-Z][^{};]*\{"
)
# What ends the style sheet (page.py): rules for single elements; and the hash of it all.
_OF_ONE: Final = re.compile(r"\n#(\w+)\b([^#{}\n]*\{[^{}\n]*\})")
_ALL_OF_ONE: Final = re.compile(rf"(?:{_OF_ONE.pattern})*$")
_POLICY: Final = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n')
_NAME: Final = re.compile(r'(\b(?:id="|href="#|data-to="#|aria-labelledby="))([^"]+)')
_LINK: Final = re.compile(r'(?:href|data-to)="#([^"]+)"')
_ID: Final = re.compile(r'\bid="([^"]+)"')
_STYLE_END: Final = "</style>"


@dataclass(frozen=True, slots=True)
class Part:
    """A page of HTML; `names` are those that ids have in the whole, by those that they have here."""

    html: str
    names: Mapping[str, str] = field(default_factory=dict)


def cut(html: str) -> list[Part]:
    """Return the parts of a page; the page itself where it has but one, or can't be cut."""
    found = _MAIN.fullmatch(html)
    if found is None:
        return [Part(html)]
    head, body, foot = found.groups()
    style, end, opening = head.partition(_STYLE_END)
    shared = _ALL_OF_ONE.sub("", style, count=1)
    pieces = list(_pieces(body))
    can_part = all(map(_stands_alone, pieces)) and not any(_ENTRY.search(piece) for piece in pieces[1:])
    if len(pieces) == 1 or not can_part or _OF_THE_WHOLE.search(shared):
        return [Part(html)]
    rules = _OF_ONE.findall(style[len(shared) :])
    begun = _POLICY.sub("", shared) + end
    return [_part(begun, rules, opening, f"{piece}{foot}") for piece in pieces]


def begin(part: Part, page: int, pages: Mapping[str, int]) -> str:
    """Return the page of a part that begins on a page; `pages` are those of the places that contents name.

    The rules for that stand in a style sheet of their own. An entry of contents stands for the place that it leads to
    until all parts are joined.
    """
    own = [f"@page :first {{ counter-reset: page {page} }}", "html { break-before: left }"][: 2 if page % 2 == 0 else 1]
    if _ENTRY.search(part.html):
        style = part.html[: part.html.find(_STYLE_END)]
        own += [rule.replace(_COUNTED, "attr(data-page)") for rule in _RULE.findall(style) if _COUNTED in rule]
    dressed = part.html.replace(_STYLE_END, f"{_STYLE_END}\n<style>{' '.join(own)}{_STYLE_END}", 1)
    return _ENTRY.sub(
        lambda entry: f'{entry[1]} id="{entry[2]}" data-page="{pages.get(part.names[entry[2]], 0)}"', dressed
    )


def _part(begun: str, rules: Sequence[tuple[str, str]], opening: str, body: str) -> Part:
    """Return a part: the head with its style sheet, and what follows; `rules` are those for ids of all parts."""
    names: dict[str, str] = {}
    body = _NAME.sub(lambda found: found[1] + names.setdefault(found[2], f"n{len(names)}"), body)
    own = "\n".join(f"#{names[name]}{rule}" for name, rule in rules if name in names)
    style = f"\n<style>{own}{_STYLE_END}" if own else ""
    return Part(f"{begun}{style}{opening}{body}", {here: name for name, here in names.items()})


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


def _stands_alone(piece: str) -> bool:
    """Whether all links of a part lead to places in it, but for those of contents."""
    known = set(_ID.findall(piece)) | {entry[1] for entry in _ENTRY.findall(piece)}
    return known.issuperset(_LINK.findall(piece))
