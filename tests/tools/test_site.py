"""The list of documents in a real browser: search, open, download, with the keyboard only, and from a portal."""

from __future__ import annotations

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urljoin
from urllib.request import urlopen

import pytest
from lxml import html

from tests.tools.programs import browser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.tools

BUDGET = "重庆市潼南区医疗保障局2024年部门预算情况说明"
WUHUA = "昆明市五华区医疗保险中心2025年预算重点领域财政项目"
# Words of a query in any order; full-width space and letters; a project inside a budget; a year with a department.
QUERIES = {
    "骨干网络": [BUDGET],
    "救助　五华": [WUHUA],
    "２０２５": [WUHUA],
    "tongnan-medical": [BUDGET],
    "潼南 2024年": [BUDGET],
    "没有的": [],
}


@pytest.fixture(scope="module")
def visit(published: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Any, Path]:
    """Use the list in every way once; return what happened and where downloads went."""
    downloads = tmp_path_factory.mktemp("downloads")
    return browser("visit.js", published / "index.html", downloads, *QUERIES), downloads


@pytest.fixture
def seen(visit: tuple[Any, Path]) -> Any:
    return visit[0]


def everything(published: Path) -> list[str]:
    root = html.parse(published / "index.html").getroot()
    return [row.text_content() for row in root.iterfind(".//tbody//th/a")]


def test_search(seen: Any, published: Path) -> None:
    names = everything(published)
    assert len(names) > 1
    for query, expected in QUERIES.items():
        found = seen["search"][query]
        assert found["names"] == expected
        assert found["headings"] == 2 * len(expected)
        assert found["status"] == (f"找到 {len(expected)} 份文件" if expected else "没有找到，请换一个词再查")
        # A list of projects opens where what was looked for stands in it only.
        assert found["open"] == (query == "骨干网络")
    cleared = seen["search"][""]
    assert (cleared["names"], cleared["status"]) == (names, f"共 {len(names)} 份文件")


def test_open(seen: Any, published: Path) -> None:
    opened = seen["open"]
    (file,) = published.glob("tongnan-medical-security/2024/*.html")
    assert unquote(opened["url"]) == unquote(file.as_uri())
    assert opened["title"] == BUDGET
    assert opened["tables"] > 10
    assert opened["back"]["names"] == everything(published)


def test_download(visit: tuple[Any, Path], published: Path) -> None:
    seen, downloads = visit
    for kind in ("Word", "Excel"):
        saved = seen["download"][kind]
        original = published / unquote(saved["href"])
        assert saved["name"] == original.name
        assert (downloads / kind).read_bytes() == original.read_bytes()


def test_with_the_keyboard_only(seen: Any, published: Path) -> None:
    keys = seen["keyboard"]
    assert (keys["skip"], keys["skipShown"]) == ("a: 跳到文件列表", True)
    assert keys["afterSkip"] == ["#list", "input: 检索"]
    assert keys["found"]["names"] == [BUDGET]
    assert keys["outlined"] == "solid"
    assert keys["afterEnter"].endswith("/index.html#list")
    cleared, focus = keys["cleared"]
    assert (cleared["names"], focus) == (everything(published), "input: 检索")
    assert (keys["unfolded"], keys["folded"]) == (1, 0)
    assert (keys["title"], keys["opened"]) == (f"a: {BUDGET}", BUDGET)


def test_without_scripts_everything_is_there(seen: Any, published: Path) -> None:
    assert (seen["plain"], seen["form"]) == (len(everything(published)), 0)


def test_cards_are_still_tables(seen: Any, published: Path) -> None:
    rows = len(everything(published))
    roles = seen["roles"]
    assert roles["columnheader"] == 5 * roles["table"] > 0
    assert (roles["rowheader"], roles["cell"]) == (rows, 4 * rows)


def test_nothing_was_fetched_and_nothing_complained(seen: Any) -> None:
    assert (seen["asked"], seen["complaints"]) == ([], [])


def test_pages_lead_to_files_that_are_there(published: Path) -> None:
    led = 0
    for page in published.rglob("*/*.html"):
        hrefs: Any = html.parse(page).xpath("//@href")
        links = {str(href) for href in hrefs if not href.startswith("#")}
        assert [link for link in links if not (page.parent / unquote(link)).is_file()] == []
        led += len(links)
    assert led


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""


@pytest.fixture
def portal(published: Path) -> Iterator[str]:
    """Serve the site in a folder of a portal; yield the address of its list."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(published.parent))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/{published.name}/index.html"
        server.shutdown()


def test_on_a_portal_as_it_is(portal: str, published: Path) -> None:
    with urlopen(portal) as answer:  # noqa: S310 - our own server
        root = html.document_fromstring(answer.read())
    hrefs: Any = root.xpath("//a/@href")
    links = {str(href) for href in hrefs if not href.startswith("#")}
    assert {unquote(link) for link in links} == {
        path.relative_to(published).as_posix() for path in published.rglob("*/*/*.*") if path.is_file()
    }
    for link in sorted(links):
        with urlopen(urljoin(portal, link)) as answer:  # noqa: S310 - our own server
            assert answer.read() == (published / unquote(link)).read_bytes()
