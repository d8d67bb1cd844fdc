"""The page that lists all documents (信息公开目录): one file, without a server, readable without its script."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from jinja2 import TemplateError
from markupsafe import Markup

from generator.model.finding import FindingError
from generator.model.layout import Layout
from generator.render.blame import blame
from generator.render.markup import Rules, examine
from generator.render.page import fingerprint
from generator.render.sheets import read
from generator.sandbox.environment import Sandbox, fill

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from jinja2 import Template

    from generator.model.listing import Listing

TEMPLATE, SHEET, SCRIPT = "index.html", "index.css", "index.js"
# What a reader can open at once comes first.
FORMATS: Final = ("html", "pdf", "docx", "xlsx")
_KIB: Final = 1024


def render(listings: Sequence[Listing], common: Path) -> bytes:
    """Return the page for the documents that there are; `common` is the folder that all packs share.

    Raises:
        FindingError: the template can't be used.
    """
    layout = Layout(common, common, ())
    style, script = read(common / SHEET, layout), (common / SCRIPT).read_text("utf-8")
    policy = (
        f"default-src 'none'; style-src '{fingerprint(style)}'; script-src '{fingerprint(script)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    # Style sheet and script are the repository's own: they are no text of a clerk.
    words = {"样式": Markup(style), "脚本": Markup(script), "安全策略": policy}  # noqa: S704 - of the templates
    try:
        page = fill(_template(common), words | {"部门": _departments(listings), "份数": len(listings)})
    except TemplateError as problem:
        raise FindingError(blame(problem, common / TEMPLATE, layout)) from problem
    addresses = frozenset(quote(path) for listing in listings for path, _ in listing.files)
    examine(page, Rules(style, policy, script, addresses), layout)
    return page.encode()


@cache
def _template(common: Path) -> Template:
    return Sandbox(common, markup=True).load(TEMPLATE)


def _departments(listings: Iterable[Listing]) -> list[dict[str, object]]:
    """Return the departments by their folders, each under its latest name, with its years from the latest on."""
    ordered = sorted(listings, key=lambda listing: (listing.folder, -listing.year, listing.source))
    groups = (list(group) for _, group in groupby(ordered, lambda listing: listing.folder))
    return [{"名称": group[0].department, "号": group[0].folder, "年度": _years(group)} for group in groups]


def _years(listings: Iterable[Listing]) -> list[dict[str, object]]:
    years = groupby(listings, lambda listing: listing.year)
    return [{"年": str(year), "文件": [_entry(listing) for listing in group]} for year, group in years]


def _entry(listing: Listing) -> dict[str, object]:
    files = sorted(listing.files, key=lambda file: FORMATS.index(_format(file[0])))
    return {
        "索引号": listing.index,
        "名称": listing.title,
        "发布机构": listing.unit,
        "日期": listing.issued,
        "项目": list(listing.projects),
        "格式": [{"名": _format(path), "地址": quote(path), "大小": _size(size)} for path, size in files],
    }


def _format(path: str) -> str:
    return PurePosixPath(path).suffix.removeprefix(".")


def _size(size: int) -> str:
    """Return a size as people read it, in units of 1024 and never rounded down to nothing."""
    if size < _KIB * _KIB:
        return f"{-(-size // _KIB)} KB"
    tenths = -(-size * 10 // (_KIB * _KIB))
    return f"{tenths // 10}.{tenths % 10} MB"
