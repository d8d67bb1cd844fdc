"""Forms over http: who may change what, drafts that write nothing, what is refused, what can be undone."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.filling.description import described
from generator.filling.models import accounts
from generator.filling.versions import Versions
from generator.load.content import load
from generator.model.project import Project
from generator.serve.preview import Preview
from generator.system import git as system
from tests import samples
from tests.conftest import real_repository
from tests.review.changes import KUNMING
from tests.serve.test_preview import git
from tests.serve.window import Window

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON = "application/json"
DEPARTMENT = f"{KUNMING.partition('/projects')[0]}/department.yaml"


class Form(Window):
    """A window with a form of one file."""

    def sheet(self, path: str = KUNMING) -> Any:
        return json.loads(self.text(f"form/{path}"))

    def post(self, action: str, told: object, path: str = KUNMING, **headers: str) -> tuple[int, Any]:
        body = told if isinstance(told, bytes) else json.dumps(told, ensure_ascii=False).encode()
        given: dict[str, Any] = {
            "Origin": f"http://{self.host}",
            "Content-Type": JSON,
            "Content-Length": str(len(body)),
        } | headers
        status, _, answer = self.ask(f"{action}/{path}", method="POST", body=body, **given)
        return status, json.loads(answer) if answer[:1] == b"{" else None


def committed(root: Path) -> Path:
    """Commit all of a folder, in which forms may commit too; return it."""
    git(root, "init", "-q")
    git(root, "config", "user.name", "甲")
    git(root, "config", "user.email", "a@example.invalid")
    git(root, "add", "-A", "--", ":!templates/common/fonts")  # links in repositories of tests
    git(root, "commit", "-q", "-m", "一")
    return root


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a repository of one department, whose last commit holds all of it; each test leaves it as it was."""
    root = real_repository(tmp_path_factory.mktemp("form") / "repo")
    for other in ("chongqing", "yunnan/chenggong-medical-insurance", "yunnan/wuhua-medical-insurance-center"):
        shutil.rmtree(root / "content" / other)
    return committed(root)


@pytest.fixture(scope="module")
def preview(root: Path) -> Iterator[Preview]:
    with Preview(root) as preview:
        yield preview


@pytest.fixture
def form(root: Path, preview: Preview) -> Iterator[Form]:
    before = {path: (root / path).read_bytes() for path in (KUNMING, DEPARTMENT)}
    yield Form(preview.address)
    for path, data in before.items():
        if (root / path).read_bytes() != data:  # Each writing is read again.
            (root / path).write_bytes(data)


def name(text: str) -> dict[str, Any]:
    """Return what a form sends where only the name of the project was changed."""
    tree = json.loads(json.dumps(KEYS))
    return {
        "from": [],
        "keys": [[key, {"from": [key], "text": text} if key == "项目名称" else {"from": [key]}] for key in tree],
    }


KEYS = [
    line.partition(":")[0]
    for line in (samples.ROOT / KUNMING).read_text(encoding="utf-8").splitlines()
    if line[:1] not in {"", " ", "#"}
]


def test_what_changes_anything_comes_from_our_own_page(form: Form, root: Path) -> None:
    before = (root / KUNMING).read_bytes()
    told = {"tag": form.sheet()["tag"], "want": name("别的")}
    refused = [
        form.post("save", told, Origin=origin)[0] for origin in ("https://example.invalid", "null", "http://127.0.0.1")
    ]
    refused += [form.post("save", told, Host=host)[0] for host in ("example.invalid", "")]
    body = json.dumps(told).encode()
    length = str(len(body))
    bare: dict[str, Any] = {"Content-Type": JSON, "Content-Length": length}
    refused += [form.ask(f"save/{KUNMING}", method="POST", body=body, **bare)[0]]
    own = {"Origin": f"http://{form.host}"}
    refused += [form.ask(f"/wrong/save/{KUNMING}", whole=True, method="POST", body=body, **(own | bare))[0]]
    assert set(refused) == {403, 404}
    kinds = [{"Content-Type": kind} for kind in ("text/plain", "application/x-www-form-urlencoded", f"{JSON}; x=y")]
    odd = [*kinds, {"Content-Length": "-1"}, {"Content-Length": "x"}, {"Content-Length": str(10**9)}]
    assert {form.post("save", told, **one)[0] for one in odd} == {400, 413}
    assert (root / KUNMING).read_bytes() == before


@pytest.mark.parametrize(
    "path",
    [
        *("../outside.yaml", "content/../templates/x.yaml", "templates/common/pack.yaml", "pyproject.toml", ""),
        *("/etc/passwd", "content/nothing.yaml", "content//x.yaml", "content\\x.yaml", "content/link.yaml", "%00"),
        *("..%2f..%2fetc%2fpasswd", "content/yunnan"),
    ],
)
def test_only_files_of_the_content_are_handed_out_or_written(path: str, form: Form, root: Path) -> None:
    outside = root.parent / "outside.yaml"
    outside.write_text("甲: 乙\n", encoding="utf-8")
    link = root / "content/link.yaml"
    if not link.is_symlink():
        link.symlink_to(outside)
    try:
        if path:
            assert form.ask(f"form/{path}")[0] == 404
        for action in ("draft", "save", "undo", "redo", "remove", "commit"):
            told = {"tag": "", "want": {"text": "x"}, "message": "x"}
            assert form.post(action, told, path)[0] in {409, 422}, action
        assert outside.read_text(encoding="utf-8") == "甲: 乙\n"
    finally:
        link.unlink()


@pytest.mark.parametrize(
    "told",
    [
        *({}, {"want": {}}, {"tag": 1, "want": {}}, {"tag": "x", "want": []}, {"tag": "x", "want": {"text": 1}}),
        *(
            {"tag": "x", "want": {"keys": {}}},
            {"tag": "x", "want": {"keys": [["a"]]}},
            {"tag": "x", "want": {"from": [None]}},
        ),
        *(
            {"tag": "x", "want": {"text": "a", "keys": []}},
            {"tag": "x", "lines": {"a": "b"}},
            {"tag": "x", "lines": []},
        ),
        *(b"[", b"[]", b"\xff", b"[" * 100_000),
    ],
    ids=str,
)
def test_odd_requests_are_refused(told: Any, form: Form) -> None:
    assert form.post("save", told)[0] == 400


def test_a_draft_is_shown_and_not_written(form: Form, root: Path) -> None:
    before = (root / KUNMING).read_bytes()
    tag = form.sheet()["tag"]
    assert form.post("draft", {"tag": tag, "want": name("另一个${参保人数 * 2}")}) == (200, {})
    state = form.until(lambda state: state["forms"].get(KUNMING, {}).get("draft"))
    (document,) = state["documents"]
    assert "另一个216000人" in form.text(document["page"])
    assert [["项目名称"], "另一个216000人", ""] in state["forms"][KUNMING]["said"]
    assert (root / KUNMING).read_bytes() == before
    form.post("draft", {"tag": tag, "want": name("${没有的数}")})
    state = form.until(lambda state: any(one["kind"] == "error" for one in state["documents"][0]["findings"]))
    (error,) = (one for one in state["documents"][0]["findings"] if one["kind"] == "error")
    assert (error["file"], error["way"]) == (KUNMING, ["项目名称"])
    status, answer = form.post("drop", {})
    assert (status, answer["sheet"]["tag"]) == (200, tag)
    assert form.until(lambda state: not state["forms"][KUNMING]["draft"])


def test_saving_changes_one_text_and_can_be_undone(form: Form, root: Path) -> None:
    before = (root / KUNMING).read_bytes()
    status, answer = form.post("save", {"tag": form.sheet()["tag"], "want": name("新的名称")})
    assert status == 200
    assert (root / KUNMING).read_bytes() == before.replace(
        "城乡居民医疗保险工作经费\n".encode(), "新的名称\n".encode(), 1
    )
    second = form.post("save", {"tag": answer["sheet"]["tag"], "want": name("再新的")})[1]["sheet"]
    assert second["back"] == {"is_new": False, "changes": [[["项目名称"], "再新的", "新的名称"]]}
    assert not second["again"]
    first = form.post("undo", {"tag": second["tag"]})[1]["sheet"]
    assert (first["tag"], first["again"]) == (answer["sheet"]["tag"], True)
    again = form.post("redo", {"tag": first["tag"]})[1]["sheet"]
    assert (again["tag"], again["again"], again["back"]) == (second["tag"], False, second["back"])
    assert form.post("redo", {"tag": again["tag"]})[0] == 422
    assert form.post("redo", {"tag": first["tag"]})[0] == 409
    form.post("undo", {"tag": second["tag"]})
    last = form.post("undo", {"tag": first["tag"]})[1]["sheet"]
    assert last["back"] is None
    assert (root / KUNMING).read_bytes() == before
    status, answer = form.post("undo", {"tag": form.sheet()["tag"]})
    assert (status, "没有可以撤销的" in answer["refused"]) == (422, True)


def test_what_changed_below_is_not_written_over(form: Form, root: Path) -> None:
    tag = form.sheet()["tag"]
    other = (root / KUNMING).read_bytes() + "# 别处加的\n".encode()
    (root / KUNMING).write_bytes(other)
    for action in ("draft", "save", "undo", "redo", "remove"):
        status, answer = form.post(action, {"tag": tag, "want": name("我的")})
        assert (status, "别处" in answer["refused"]) == (409, True), action
        assert answer["sheet"]["lines"][-2] == "# 别处加的"
    assert (root / KUNMING).read_bytes() == other


def test_an_undo_does_not_take_back_what_others_did(form: Form, root: Path) -> None:
    form.post("save", {"tag": form.sheet()["tag"], "want": name("新的名称")})
    (root / KUNMING).write_bytes((root / KUNMING).read_bytes() + "# 别处加的\n".encode())
    status, _ = form.post("undo", {"tag": form.sheet()["tag"]})
    assert status == 422
    assert "别处加的" in (root / KUNMING).read_text(encoding="utf-8")


def test_lines_of_a_file_that_cannot_be_read_are_mended(form: Form, root: Path) -> None:
    before = (root / KUNMING).read_bytes()
    (root / KUNMING).write_bytes(before.replace("文种: 项目".encode(), "文种: '项目".encode()))
    sheet = form.sheet()
    number = sheet["lines"].index("文种: '项目") + 1
    status, answer = form.post("save", {"tag": sheet["tag"], "lines": {str(number): "文种: 项目"}})
    assert (status, answer["sheet"]["tree"] is None) == (200, False)
    assert (root / KUNMING).read_bytes() == before
    for lines in ({"0": "x"}, {"99999": "x"}, {"1": "a\nb"}):
        assert form.post("save", {"tag": form.sheet()["tag"], "lines": lines})[0] == 422


def test_one_file_is_committed_and_no_hook_runs(form: Form, root: Path) -> None:
    hook = root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\ntouch ran\n", encoding="utf-8")
    hook.chmod(0o755)
    form.post("save", {"tag": form.sheet()["tag"], "want": name("要提交的")})
    (root / "staged.txt").write_text("别的\n", encoding="utf-8")
    git(root, "add", "staged.txt")
    assert form.post("commit", {"message": "  "})[0] == 422
    department = (root / DEPARTMENT).read_bytes()
    (root / DEPARTMENT).write_bytes(department + "# 没有提交\n".encode())
    status, answer = form.post("commit", {"message": "改名称\n\n因为批复改了"})
    assert status == 200
    said = (system.run(root, "log", "-1", "--format=%h%n%an%n%B", "--name-only") or b"").decode()
    assert said.startswith(f"{answer['commit'][:7]}")
    assert "甲\n改名称\n\n因为批复改了\n" in said
    assert said.rstrip().endswith(Path(KUNMING).name)
    assert "staged" not in said
    assert (system.run(root, "diff", "--cached", "--name-only") or b"").decode() == "staged.txt\n"
    assert not (root / "ran").exists()
    assert form.post("commit", {"message": "又"})[0] == 422
    assert answer["sheet"]["back"] is None
    assert answer["others"] == [DEPARTMENT]
    (root / DEPARTMENT).write_bytes(department)
    status, answer = form.post("undo", {"tag": form.sheet()["tag"]})
    assert (status, "上次提交以来" in answer["refused"]) == (422, True)
    (root / "staged.txt").unlink()
    git(root, "reset", "-q", "--hard", "HEAD~1")


def test_a_project_is_made_and_removed(form: Form, root: Path) -> None:
    (year,) = json.loads(form.text("form/"))["years"]
    told = {"year": year, "name": "equipment", "answers": {"项目名称": "设备购置", "金额单位": "元"}}
    for wrong in ({"name": "../x"}, {"name": "X"}, {"answers": {"金额单位": "斤"}}):
        assert form.post("new", told | wrong, "")[0] == 422
    assert form.post("new", told | {"year": "content/other"}, "")[0] == 400
    # What an earlier test put back has to be seen first.
    form.until(lambda state: any("城乡居民医疗保险工作经费" in one["title"] for one in state["documents"]))
    same = told | {"answers": {"项目名称": "2024年 城乡居民医疗保险工作经费", "金额单位": "元"}}
    assert KUNMING in form.post("new", same, "")[1]["refused"]
    path = form.post("new", told, "")[1]["path"]
    marks = {one["key"]: one["new"] for one in form.until(lambda state: len(state["documents"]) > 1)["documents"]}
    assert (marks[path], marks[KUNMING]) == (True, False)
    assert path == f"{year}/projects/02-equipment.yaml"
    assert "项目名称: 设备购置\n" in (root / path).read_text(encoding="utf-8")
    made = (root / path).read_bytes()
    assert form.post("remove", {"tag": form.sheet(DEPARTMENT)["tag"]}, DEPARTMENT)[0] == 422
    assert form.post("remove", {"tag": form.sheet(path)["tag"]}, path)[0] == 200
    assert not (root / path).exists()
    assert form.post("undo", {"tag": ""}, path)[0] == 200
    assert (root / path).read_bytes() == made
    assert form.sheet(path)["back"] == {"is_new": True, "changes": []}
    assert form.post("undo", {"tag": form.sheet(path)["tag"]}, path) == (200, {"sheet": None})
    assert not (root / path).exists()
    assert form.post("undo", {"tag": ""}, path)[0] == 200
    assert (root / path).read_bytes() == made
    (root / path).unlink()


def test_the_last_versions_are_kept_and_no_more(tmp_path: Path) -> None:
    versions, staging = Versions(tmp_path), tmp_path / "staging"
    staging.mkdir()
    for number in range(30):
        versions.keep("a", str(number).encode(), str(number + 1).encode(), staging)
    assert len(list((tmp_path / ".cache/versions").rglob("*.yaml"))) == 20
    found = versions.last("a", b"30")
    assert found is not None
    assert found[0] == b"29"
    assert versions.last("a", b"29") is None
    shutil.rmtree(tmp_path / ".cache")
    (tmp_path / ".cache").symlink_to(staging)
    versions.keep("a", b"1", b"2", staging)
    assert list(staging.iterdir()) == []


def test_the_accounts_of_the_year_are_offered() -> None:
    folder = "content/chongqing/tongnan-medical-security/2024"
    content = load(samples.ROOT, [samples.ROOT / folder])
    given = accounts(content, f"{folder}/budget.yaml")
    assert "2101301 城乡医疗救助" in given
    assert "30201 办公费" in given
    assert not any(one.startswith(("210 ", "21013 ")) for one in given)
    assert accounts(content, f"{folder}/budget.yaml".replace("2024", "1999")) == []


def test_fields_are_told_from_the_model() -> None:
    fields = {field["key"]: field for field in described(Project)}
    assert fields["项目名称"] | {"help": ""} == {
        "key": "项目名称", "help": "", "needed": True, "leaf": "text", "kind": "text", "sort": "text",
        "example": "城乡居民医疗保险工作经费",
    }  # fmt: skip
    assert (fields["金额单位"]["kind"], fields["金额单位"]["choices"]) == ("choice", ["元", "万元"])
    assert [fields[key]["kind"] for key in ("数据", "文段", "金额", "立项依据", "绩效目标")] == [
        *("pairs", "pairs", "tree", "table", "group")
    ]
    grid = next(field for field in fields["绩效目标"]["fields"] if field["key"] == "指标")
    columns = {column["way"][0]: column for column in grid["columns"]}
    assert columns["性质"]["help"] == "指标性质：=、≥、≤、>、<、定性；原件看不清的写〔原件不清〕。"
    assert (grid["kind"], grid["levels"]) == ("grid", ["一级指标", "二级指标"])
    assert ["中期", "指标值"] in [column["way"] for column in grid["columns"]]
