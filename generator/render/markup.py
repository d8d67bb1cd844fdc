"""Looks through finished pages: what a template may put on them, and nothing that acts, fetches or hides.

A page is compared with a small grammar that every browser reads alike: known tags in small letters, attributes in
double quotes. So there is nothing to clean up, and no reading of it that differs from ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final

from generator.model.finding import FindingError, error

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.layout import Layout
    from generator.model.position import Position

CODE: Final = "MB-044"
_DOCTYPE: Final = "<!DOCTYPE html>"
_TAG_NAMES: Final = (
    "html head meta title body main header nav footer section article aside div p span h1 h2 h3 h4 h5 h6 ul ol li dl "
    "dt dd table caption colgroup col thead tbody tfoot tr th td a br wbr hr strong em b i u sub sup small time "
    "details summary ruby rt rp"
)
_TAGS: Final = frozenset(_TAG_NAMES.split())
_SEARCH: Final = frozenset(("form", "input", "label", "button"))
_ATTRIBUTE_NAMES: Final = (
    "class id lang dir title role tabindex hidden scope headers colspan rowspan span href datetime charset name "
    "http-equiv content type for autocomplete spellcheck open start"
)
_ATTRIBUTES: Final = frozenset(_ATTRIBUTE_NAMES.split())
_FREE: Final = ("aria-", "data-")
# A page with a cell over a million columns takes all the memory there is.
_SPANS: Final = {"colspan": 1_000, "span": 1_000, "rowspan": 65_534}
_META: Final = frozenset(("viewport", "author", "dcterms.created", "dcterms.issued", "description", "keywords"))
_ANY: Final = re.compile(r"<[^<>]*>?")
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s+[a-z][a-z0-9.-]*(?:=\"[^\"<>]*\")?)*)\s*/?>")
_PAIR: Final = re.compile(r"([a-z][a-z0-9.-]*)(?:=\"([^\"]*)\")?")
_LINK: Final = re.compile(r"https?://[^\s\\\x00-\x20]+|#[^\x00-\x20]*", re.IGNORECASE)
_HINT: Final = "网页里只能有文字、表格和链接；脚本、图片、样式都由程序管。写法见 docs/templates.md。"


@dataclass(frozen=True, slots=True)
class Rules:
    """What one page may hold: its style, its policy, its script, and the addresses that it may lead to."""

    style: str
    policy: str
    script: str = ""
    addresses: frozenset[str] = frozenset()


def examine(page: str, rules: Rules, layout: Layout) -> None:
    """Look through a page that a template has made.

    Raises:
        FindingError: there is something on it that may not be there; the place is that in the template.
    """
    for reason, tag in _faults(page, rules):
        raise FindingError(error(CODE, f"网页模板里{reason}", _spot(tag, layout), hint=_HINT))


def _faults(page: str, rules: Rules) -> Iterator[tuple[str, str]]:
    """Yield what is wrong, each with the tag that is to blame."""
    rest = page.lstrip()
    if not rest.startswith(_DOCTYPE):
        yield f"第一行要是 {_DOCTYPE}", ""
    rest = rest.removeprefix(_DOCTYPE)
    for name, words, text in (("style", "样式", rules.style), ("script", "脚本", rules.script)):
        whole = f"<{name}>{text}</{name}>"
        if text and whole not in rest:
            yield f"缺少 <{name}>{{{{ {words} }}}}</{name}>", name
        rest = rest.replace(whole, "", 1) if text else rest
    policies = 0
    for tag in dict.fromkeys(_ANY.findall(rest)):
        found = _TAG.fullmatch(tag)
        if found is None:
            yield _unknown(tag), tag
            continue
        reason = _of_tag(found[2], dict(_PAIR.findall(found[3])), rules)
        if reason:
            yield reason, tag
        policies += "http-equiv" in found[3]
    if not policies:
        yield "缺少 Content-Security-Policy", "<head"


def _unknown(tag: str) -> str:
    if tag.startswith("<!--"):
        return "有网页注释；请写成 {# … #}"
    return f"有认不得的写法「{_short(tag)}」：标签和属性要用小写，属性的值要用英文双引号括住"


def _of_tag(name: str, attributes: dict[str, str], rules: Rules) -> str:
    """Return what is wrong with a tag."""
    allowed = _TAGS | _SEARCH if rules.script else _TAGS
    if name not in allowed:
        return f"不能有 <{name}>"
    for key, value in attributes.items():
        if key not in _ATTRIBUTES and not key.startswith(_FREE):
            return f"不能有属性「{key}」"
        if key in _SPANS and not (value.isascii() and value.isdigit() and 0 < int(value[:6]) <= _SPANS[key]):
            return f"属性「{key}」要是 1 到 {_SPANS[key]} 的数"
    if "href" in attributes and (name != "a" or not _is_link(unescape(attributes["href"]), rules)):
        return "的链接只能是 #…、http://… 或 https://…"
    return "" if name != "meta" or _is_meta(attributes, rules) else "有不允许的 <meta>"


def _is_link(address: str, rules: Rules) -> bool:
    return address in rules.addresses or _LINK.fullmatch(address) is not None


def _is_meta(attributes: dict[str, str], rules: Rules) -> bool:
    """Only what describes the page; a `refresh` would lead away from it."""
    values = {key: unescape(value) for key, value in attributes.items()}
    if "http-equiv" in values:
        return values == {"http-equiv": "Content-Security-Policy", "content": rules.policy}
    return values == {"charset": "utf-8"} or (values.keys() == {"name", "content"} and values["name"] in _META)


def _spot(tag: str, layout: Layout) -> Position:
    """Return the line of the template files that a tag came from, as far as it can be found."""
    files = sorted(layout.common.glob("*.html"))
    named = re.match(r"<[/!]?-*\w*", tag)
    for wanted in filter(None, (tag, named and named[0])):
        for file in filter(lambda file: file.is_file(), files):
            text = file.read_text("utf-8", errors="replace")
            if wanted in text:
                return layout.place(file, text.count("\n", 0, text.index(wanted)) + 1)
    return layout.place(files[0])


def _short(text: str) -> str:
    line = text.split("\n", 1)[0]
    return line if len(line) <= 40 else f"{line[:40]}…"  # noqa: PLR2004 - fits a line of the terminal
