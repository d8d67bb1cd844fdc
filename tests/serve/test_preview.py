"""The preview over http: who is answered, what is shown, and what becomes of it while files change."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
from http.client import RemoteDisconnected
from typing import TYPE_CHECKING, Any

import pytest

from generator import pipeline
from generator.model.barrier import OURS
from generator.serve.preview import Preview
from generator.serve.server import Handler
from generator.serve.sheets import Sheets
from tests import samples
from tests.review.changes import KUNMING, TONGNAN
from tests.serve.window import Window

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PAGE = re.compile(r"[0-9a-f]{24}\.html")


def git(root: Path, *arguments: str) -> None:
    command = ["git", "-c", "user.name=甲", "-c", "user.email=a@example.invalid", "-C", str(root), *arguments]
    subprocess.run(command, check=True, capture_output=True)


@pytest.fixture
def root(repo: Path) -> Path:
    """Return a repository whose last commit holds all of it."""
    shutil.rmtree(repo / "content/chongqing")
    git(repo, "init", "-q")
    git(repo, "add", "-A", "--", ":!templates/common/fonts")  # links in repositories of tests
    git(repo, "commit", "-q", "-m", "一")
    return repo


@pytest.fixture
def window(root: Path) -> Iterator[Window]:
    with Preview(root, [root / KUNMING]) as preview:
        yield Window(preview.address)


def edit(root: Path, old: str, new: str, path: str = KUNMING) -> None:
    file = root / path
    file.write_bytes(samples.changed(file.read_text(encoding="utf-8"), old, new).encode())


def only(state: Any) -> Any:
    (document,) = state["documents"]
    return document


def has_errors(document: Any) -> bool:
    return any(finding["kind"] == "error" for finding in document["findings"])


def test_a_browser_that_leaves_is_no_mistake(
    window: Window, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def gone(*_: object, **__: object) -> None:
        raise BrokenPipeError

    with monkeypatch.context() as patch:
        patch.setattr(Handler, "_send", gone)
        for path, method in (("", "GET"), ("draft/x", "POST")):
            with pytest.raises(RemoteDisconnected):
                window.ask(path, method=method, Origin=f"http://{window.host}")
    assert capfd.readouterr().err == ""
    assert window.ask("")[0] == 200


def test_nobody_else_is_answered(window: Window) -> None:
    page = only(window.event())["page"]
    port = window.host.rpartition(":")[2]
    refused = [
        window.ask("", Host=host)
        for host in ("example.invalid", f"example.invalid:{port}", "127.0.0.1", f"127.0.0.1.nip.io:{port}", "")
    ]
    refused += [
        window.ask("events", Origin=origin) for origin in ("https://example.invalid", "null", "http://127.0.0.1")
    ]
    refused += [window.ask(page, Origin=f"https://{window.host}")]
    refused += [
        window.ask(path, whole=True)
        for path in (
            "/",
            "/index.html",
            f"/{page}",
            f"{window.base[:-2]}/",
            f"{window.base[:-1]}x/",
            "/%00/",
            "//",
            "*",
        )
    ]
    refused += [
        window.ask(path)
        for path in (
            *("../", "..%2f", "../../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "/etc/passwd", "fonts/", "fonts"),
            *("fonts/../macros.html", "fonts/..%2fmacros.html", "fonts/../fonts/Hei.ttf", KUNMING, "README.md"),
            *(
                "sheets/",
                "sheets/x",
                f"sheets/{page}/0.png",
                f"sheets/{page}/-1.png",
                f"sheets/{page}/1_0.png",
                "x.html",
            ),
            *("preview.js", page.upper(), f"{page}/", f"./{page}"),
        )
    ]
    refused += [window.ask("", method=method) for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE")]
    bodies = {body for _, _, body in refused}
    assert {status for status, _, _ in refused} == {403, 404, 501}
    assert len(bodies) == 1
    assert window.base.strip("/") not in bodies.pop().decode()


def test_pages_may_do_nothing_but_show(window: Window) -> None:
    page = only(window.event())["page"]
    _, headers, shell = window.ask("")
    policy = headers["Content-Security-Policy"]
    for kind in ("script", "style"):
        inside = shell.decode().partition(f"<{kind}>")[2].partition(f"</{kind}>")[0]
        sha = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{sha}'" in policy
    assert re.findall(r"(?:https?|wss?)://", shell.decode()) == []
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    text = window.text(page)
    assert "script" not in text.partition("<body>")[2]
    assert set(re.findall(r'(?:href|src)="(\w+:|#)', text)) <= {"vscode:", "#"}
    for path in ("", page, "fonts/Hei.ttf"):
        _, headers, _ = window.ask(path)
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "Access-Control-Allow-Origin" not in headers


def test_an_edit_is_seen_and_marked_against_the_last_commit(window: Window, root: Path) -> None:
    first = only(window.event())
    assert (first["changes"], first["gone"], first["stale"]) == ([], [], False)
    edit(root, "人均标准: 5 元/人", "人均标准: 6 元/人")
    edited = only(window.until(lambda state: only(state)["changes"]))
    assert edited["page"] != first["page"]
    words = "根据参加2023年度城乡居民医疗保险参保人每人每年给予经办机构{}元的工作经费。"
    told = {(change["old"].partition("：")[2], change["new"].partition("：")[2]) for change in edited["changes"]}
    assert (words.format(5), words.format(6)) in told
    page = window.text(edited["page"])
    marks = re.findall(r'<span class="changed" id="([^"]+)"', page)
    assert marks == [change["id"] for change in edited["changes"]]
    # Of a sentence only what changed in it.
    assert 'data-before="上次提交时：5"' in page
    git(root, "commit", "-q", "-a", "-m", "二")
    assert window.until(lambda state: not only(state)["changes"])


def test_a_broken_figure_is_told_and_mended(window: Window, root: Path) -> None:
    first = only(window.event())
    assert not has_errors(first)
    edit(root, "金额: 21.85", "金额: 21.85万元")
    broken = only(window.until(lambda state: has_errors(only(state))))
    assert not broken["stale"]
    page = window.text(broken["page"])
    assert 'class="finding finding-error"' in page
    line = (root / KUNMING).read_text(encoding="utf-8").split("\n").index("      金额: 21.85万元") + 1
    (error,) = (finding for finding in broken["findings"] if finding["kind"] == "error")
    assert error["where"].startswith(f"{KUNMING}:{line}:")
    assert error["address"].endswith(error["where"])
    edit(root, "金额: 21.85万元", "金额: 21.85")
    assert only(window.until(lambda state: not has_errors(only(state))))["page"] == first["page"]


def test_a_broken_file_leaves_its_last_page(window: Window, root: Path) -> None:
    first = only(window.event())
    text = (root / KUNMING).read_text(encoding="utf-8")
    (root / KUNMING).write_bytes(text.encode("gbk", "replace"))
    broken = only(window.until(lambda state: has_errors(only(state))))
    assert (broken["stale"], broken["page"]) == (True, first["page"])
    window.text(broken["page"])
    (root / KUNMING).write_bytes(text.encode())
    mended = only(window.until(lambda state: not has_errors(only(state))))
    assert (mended["stale"], mended["page"]) == (False, first["page"])


def test_a_file_that_was_never_readable_is_told(root: Path) -> None:
    (root / KUNMING).write_bytes((root / KUNMING).read_text(encoding="utf-8").encode("gbk", "replace"))
    with Preview(root, [root / KUNMING]) as preview:
        document = only(Window(preview.address).event())
    assert (document["key"], document["page"], document["stale"]) == (KUNMING, "", False)
    assert has_errors(document)


def test_a_template_is_seen(window: Window, root: Path) -> None:
    first = only(window.event())
    template = root / "templates/common/declaration.jinja"
    template.write_bytes(template.read_bytes() + "\n加上的一段\n".encode())
    later = only(window.until(lambda state: only(state)["page"] != first["page"]))
    assert "加上的一段" in window.text(later["page"])


def test_a_department_that_breaks_takes_no_page_away(window: Window, root: Path) -> None:
    first = only(window.event())
    path = f"{KUNMING.partition('/projects')[0]}/department.yaml"
    before = (root / path).read_bytes()
    (root / path).write_bytes(b"[")
    broken = only(window.until(lambda state: only(state)["stale"]))
    assert broken["page"] == first["page"]
    assert path in {finding["where"].split(":")[0] for finding in broken["findings"]}
    (root / path).write_bytes(before)
    assert only(window.until(lambda state: not only(state)["stale"]))["page"] == first["page"]


def test_what_fails_once_is_told_and_tried_again(window: Window, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = only(window.event())
    with monkeypatch.context() as broken:
        broken.setattr(pipeline, "check", lambda *_, **__: 1 / 0)
        edit(root, "人均标准: 5 元/人", "人均标准: 6 元/人")
        state = window.until(lambda state: state["findings"])
        assert [finding["code"] for finding in state["findings"]] == [OURS]
        assert only(state)["page"] == first["page"]
    edit(root, "人均标准: 6 元/人", "人均标准: 7 元/人")
    assert window.until(lambda state: not state["findings"] and only(state)["page"] != first["page"])


def test_sheets_are_pictures_of_the_pdf(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    page = only(window.event())["page"]
    status, _, said = window.ask(f"sheets/{page}")
    assert status == 200
    count = int(re.fullmatch(rb'\{"count": (\d+)\}', said)[1])  # type: ignore[index]  # mypy can't know that it fits
    pictures = [window.ask(f"sheets/{page}/{number}.png") for number in (0, count - 1, count)]
    assert [status for status, _, _ in pictures] == [200, 200, 404]
    assert all(body.startswith(b"\x89PNG") for _, _, body in pictures[:2])
    assert count > 1
    # Without Pango the page says why there are none.
    monkeypatch.setattr(Sheets, "count", lambda *_: "不能生成 PDF：缺少系统库")
    assert "缺少系统库" in window.text(f"sheets/{page}")


def test_pages_that_nobody_wants_any_more_are_not_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = []

    def ask(*given: object) -> str:
        drawn.append(given)
        return "画不出"

    monkeypatch.setattr(Sheets, "_ask", ask)
    sheets: Any = Sheets()
    assert sheets.count("a.html", None, None, lambda: False) == "已经有更新的一页。"
    assert drawn == []
    assert [sheets.count("a.html", None, None, lambda: True) for _ in range(2)] == ["画不出"] * 2
    assert len(drawn) == 1


def test_it_works_without_git(repo: Path) -> None:
    shutil.rmtree(repo / "content/chongqing")
    with Preview(repo, [repo / KUNMING]) as preview:
        state = Window(preview.address).until(lambda state: state["note"])
    assert only(state)["changes"] == []
    assert "没有可比的" in state["note"]


def test_the_command_prints_an_address_and_ends_quietly(one_project: Callable[..., Path], tmp_path: Path) -> None:
    root, temporary = one_project(), tmp_path / "temporary"
    temporary.mkdir()
    environment = os.environ | {"PYTHONPATH": str(samples.ROOT), "PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    environment |= {"TMPDIR": str(temporary)}
    command = [sys.executable, "-m", "generator", "preview", "--no-open"]
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        address = process.stdout.readline().removeprefix("预览：").strip()
        window = Window(address)
        assert window.ask(f"sheets/{only(window.event())['page']}")[0] == 200
        port = address.split(":")[2].split("/")[0]
        second = samples.shenbao(root, "preview", "--no-open", "--port", port)
        process.send_signal(signal.SIGINT)
        assert process.stdout.read().endswith("预览结束。\n")
    assert process.returncode == 0
    assert (second.code, second.out) == (2, "")
    assert f"端口 {port} 用不了" in second.err
    # The process that draws pages copies fonts.
    assert list(temporary.iterdir()) == []


def test_all_documents_are_listed_with_their_findings() -> None:
    with Preview(samples.ROOT) as preview:
        window = Window(preview.address)
        state = window.event()
        pages = {document["key"]: window.text(document["page"]) for document in state["documents"]}
    assert f"{TONGNAN}/budget.yaml" in pages
    assert all(PAGE.fullmatch(document["page"]) for document in state["documents"])
    for document in state["documents"]:
        named = [finding["id"] for finding in document["findings"] if finding["id"]]
        assert len(named) == len(set(named)) > 0
        assert all(f'id="{name}"' in pages[document["key"]] for name in named)
