"""The server itself, over standard input and output, as an editor starts it."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import samples
from tests.editor.lsp import Editor, ServerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.editor.lsp import Message

SERVER = [str(Path(sys.executable).with_name("shenbao")), "lsp"]
WHOLE = {"start": {"line": 0, "character": 0}, "end": {"line": 999, "character": 0}}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Path:
    made = tmp_path_factory.mktemp("session")
    samples.write(made, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    (made / "templates").symlink_to(templates)
    return made


@pytest.fixture(scope="module")
def editor(root: Path) -> Iterator[Editor]:
    with Editor(SERVER, root, {}, is_asking=False) as opened:
        yield opened


def test_marks_come_and_go(editor: Editor) -> None:
    assert editor.marks(samples.PROJECT_FILE, samples.PROJECT) == []
    wrong = samples.changed(samples.PROJECT, "金额: 3000", "金额: 3,000")
    line = wrong[: wrong.index("3,000")].count("\n")
    (mark,) = editor.marks(samples.PROJECT_FILE, wrong)
    assert (mark["range"]["start"]["line"], mark["code"], mark["severity"]) == (line, "JE-001", 1)
    assert "改法：" in mark["message"]
    assert editor.marks(samples.PROJECT_FILE, samples.PROJECT) == []
    assert editor.log == []


def test_positions_are_counted_in_utf_16(editor: Editor) -> None:
    text = samples.changed(samples.PROJECT, "项目名称: 医保宣传经费", "项目名称: 医保\U00020000宣传 (经费)")
    mark = next(one for one in editor.marks(samples.PROJECT_FILE, text) if one["code"] == "GS-121")
    line = text.splitlines()[mark["range"]["start"]["line"]]
    start = len(line[: line.index("(")].encode("utf-16-le")) // 2
    assert mark["range"]["start"]["character"] <= start < mark["range"]["end"]["character"]


def test_a_fix_mends_the_line(editor: Editor, root: Path) -> None:
    text = samples.changed(samples.PROJECT, "金额: 3000", "金额：3000")
    uri, _ = editor._open(samples.PROJECT_FILE, text)
    context: Message = {"diagnostics": []}
    answer = editor.ask("textDocument/codeAction", {"textDocument": {"uri": uri}, "range": WHOLE, "context": context})
    editor._close(uri)
    (edit,) = answer[0]["edit"]["changes"][(root / samples.PROJECT_FILE).as_uri()]
    lines = text.split("\n")
    start, end = edit["range"]["start"], edit["range"]["end"]
    line = lines[start["line"]]
    lines[start["line"]] = line[: start["character"]] + edit["newText"] + line[end["character"] :]
    assert "\n".join(lines) == samples.PROJECT


def test_what_can_not_be_formatted_says_why(editor: Editor) -> None:
    uri, _ = editor._open(samples.PROJECT_FILE, samples.changed(samples.PROJECT, "金额: 3000", "金额：3000"))
    options = {"tabSize": 2, "insertSpaces": True}
    with pytest.raises(ServerError, match="先改好标出来的错误"):
        editor.ask("textDocument/formatting", {"textDocument": {"uri": uri}, "options": options})
    editor._close(uri)


def test_nothing_outside_of_the_repository_is_spoken_about(editor: Editor, tmp_path: Path) -> None:
    file = tmp_path / "content/shi/danwei/2024/department.yaml"
    file.parent.mkdir(parents=True)
    shutil.copy(samples.ROOT / "Makefile", file)
    for uri in (file.as_uri(), "untitled:Untitled-1", "http://example.invalid/content/a/b/2024/department.yaml"):
        opened = {"uri": uri, "languageId": "yaml", "version": 1, "text": "文种: 部门\n"}
        editor._tell("textDocument/didOpen", {"textDocument": opened})
        position = {"textDocument": {"uri": uri}, "options": {"tabSize": 2, "insertSpaces": True}}
        assert editor.ask("textDocument/formatting", position) == []
    assert editor.log == []


def test_elsewhere_people_are_told_what_to_open(tmp_path: Path) -> None:
    with Editor(SERVER, tmp_path, {}, is_asking=False) as opened:
        with pytest.raises(ServerError):
            opened.ask("no/such/method", None)
        assert [re.split("[：:]", line)[0] for line in opened.log] == ["这里不是申报仓库"]


def test_a_rename_is_one_edit_over_all_files(editor: Editor, root: Path) -> None:
    second = f"{samples.FOLDER}/projects/02-training.yaml"
    text = samples.PROJECT.replace("项目名称: 医保宣传经费", "项目名称: 培训${项目.医保宣传经费.参保人数}", 1)
    samples.write(root, {second: text})
    try:
        place = position(samples.PROJECT, "参保人数: 1000")
        uri, _ = editor._open(samples.PROJECT_FILE, samples.PROJECT)
        asked = {"textDocument": {"uri": uri}, "position": place}
        assert editor.ask("textDocument/prepareRename", asked)["placeholder"] == "参保人数"
        edit = editor.ask("textDocument/rename", asked | {"newName": "人数"})
        assert {uri: len(edits) for uri, edits in edit["changes"].items()} == {
            (root / samples.PROJECT_FILE).as_uri(): samples.PROJECT.count("参保人数"),
            (root / second).as_uri(): 1,
        }
        with pytest.raises(ServerError, match="已经有叫「人均标准」的了"):
            editor.ask("textDocument/rename", asked | {"newName": "人均标准"})
        references = editor.ask("textDocument/references", asked | {"context": {"includeDeclaration": True}})
        assert len(references) == samples.PROJECT.count("参保人数") + 1
        editor._close(uri)
    finally:
        (root / second).unlink()


def test_what_is_told_and_offered_comes_over_the_line(editor: Editor) -> None:
    place = position(samples.PROJECT, "参保人数: 1000")
    assert "**参保人数**　1000人" in editor.hover(samples.PROJECT_FILE, samples.PROJECT, *place.values())
    text = samples.changed(samples.PROJECT, "项目实施内容: ", "项目实施内容: ${")
    place = position(text, "项目实施内容: ${", len("项目实施内容: ${"))
    offered = editor.completions(samples.PROJECT_FILE, text, *place.values())
    assert {"参保人数", "人均标准", "经费"} <= {item["label"] for item in offered}


def test_a_request_that_is_taken_back_is_answered_and_the_next_one_too(editor: Editor) -> None:
    uri, _ = editor._open(samples.PROJECT_FILE, samples.PROJECT)
    asked = {"textDocument": {"uri": uri}, "position": position(samples.PROJECT, "参保人数: 1000")}
    for _ in range(5):
        editor._last += 1
        editor._send({"id": editor._last, "method": "textDocument/hover", "params": asked})
        editor._tell("$/cancelRequest", {"id": editor._last})
    assert editor.ask("textDocument/hover", asked)
    editor._close(uri)


def test_keys_that_follow_each_other_end_with_the_last_text(editor: Editor) -> None:
    wrong = samples.changed(samples.PROJECT, "金额: 3000", "金额: 3,000")
    uri, marks = editor._open(samples.PROJECT_FILE, samples.PROJECT)
    assert marks == []
    for version, text in enumerate([wrong, samples.PROJECT, wrong], 100):
        changed = {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]}
        editor._tell("textDocument/didChange", changed)
    assert [mark["code"] for mark in editor._marked(uri)] == ["JE-001"]
    editor._close(uri)


def test_a_file_that_changes_on_the_disk_is_read_again(editor: Editor, root: Path) -> None:
    """Git, `check --fix` or another program wrote it: the file that is open is marked for what it says now."""
    project = samples.changed(samples.PROJECT, "金额单位: 元", "单位: 某县医疗保障局\n金额单位: 元")
    uri, marks = editor._open(samples.PROJECT_FILE, project)
    assert marks == []
    department = root / samples.DEPARTMENT_FILE
    try:
        wrong = samples.changed(samples.DEPARTMENT, "  - 单位名称: 某县医疗保障局", "  - 单位名称: 某县医保中心")
        department.write_text(wrong, encoding="utf-8")
        editor._tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": department.as_uri(), "type": 2}]})
        assert [mark["severity"] for mark in editor._marked(uri)] == [1]
    finally:
        department.write_text(samples.DEPARTMENT, encoding="utf-8")
        editor._tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": department.as_uri(), "type": 2}]})
    assert editor._marked(uri) == []
    editor._close(uri)


def position(text: str, words: str, inside: int = 0) -> dict[str, int]:
    before = text[: text.index(words) + inside].split("\n")
    return {"line": len(before) - 1, "character": len(before[-1])}
