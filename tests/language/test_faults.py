"""A fault of ours is one message in Chinese in the editor's log; the next request is answered."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.workspace import Workspace

from generator.language import requests, server
from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_fault_is_told_and_the_server_goes_on(
    tmp_path: Path, templates: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    samples.write(tmp_path, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    (tmp_path / "templates").symlink_to(templates)
    made = requests.made(tmp_path)
    log: list[str] = []
    monkeypatch.setattr(made, "window_log_message", lambda params: log.append(params.message))
    made.protocol._workspace = Workspace(None)
    made.settle(types.InitializeParams(types.ClientCapabilities()))
    document = types.TextDocumentIdentifier((tmp_path / samples.PROJECT_FILE).as_uri())
    asked = types.HoverParams(document, types.Position(5, 3))
    answer = made.protocol.fm.features[types.TEXT_DOCUMENT_HOVER]

    def broken(*_: object) -> str:
        raise ZeroDivisionError

    assert made.desk
    with monkeypatch.context() as patched:
        patched.setattr("generator.language.requests.hover", broken)
        assert asyncio.run(answer(asked)) is None
    (told,) = log
    assert told.startswith("错误 CX-001 程序自身出错了，没有做完：说明这里")
    assert "ZeroDivisionError" in told
    found = asyncio.run(answer(asked))
    assert isinstance(found, types.Hover)
    with monkeypatch.context() as patched:
        patched.setattr("generator.pipeline.examine", broken)
        made.desk.put(samples.PROJECT_FILE, samples.PROJECT)
        (finding,) = made.desk.check(samples.FOLDER).findings
    assert finding.code == "CX-001"
    made.report_server_error(ZeroDivisionError(), server.Refusal)
    assert log[-1].startswith("错误 CX-001 程序自身出错了，没有做完：和编辑器通话")
