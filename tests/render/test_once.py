"""Streams are compressed once, and no byte of a PDF changes for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf
import pytest

from generator.render import once, pdf

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Result

once.install()


def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    calls: list[int] = []
    stock = once._data

    def fget(stream: pydyf.Stream) -> bytes:
        calls.append(id(stream))
        return bytes(stock.fget(stream))

    monkeypatch.setattr(once, "_data", property(fget))
    return calls


def small() -> pydyf.PDF:
    file = pydyf.PDF()
    for word in ("one", "two"):
        file.add_object(pydyf.Stream([word], compress=True))
    return file


def written(path: Path) -> bytes:
    with path.open("wb") as output:
        small().write(output, identifier=b"x" * 16, compress=True)
    return path.read_bytes()


def test_each_stream_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pydyf.VERSION == once.VERSION
    calls = counted(monkeypatch)
    ours = written(tmp_path / "ours")
    assert len(calls) == len(set(calls))
    monkeypatch.setenv(once.SWITCH, "1")
    calls.clear()
    assert written(tmp_path / "stock") == ours
    assert len(calls) > len(set(calls))


def test_another_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pydyf, "VERSION", "99")
    monkeypatch.setattr(pydyf.PDF, "write", once._write)
    once.install()
    assert pydyf.PDF.write is once._write


@pytest.mark.slow
def test_every_real_pdf_keeps_its_bytes(built: tuple[Result, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    result, out = built
    monkeypatch.setenv(once.SWITCH, "1")
    for document, layout in result.documents:
        made = (out / document.department / str(document.year) / f"{document.name}.pdf").read_bytes()
        assert pdf.render(document, layout) == made, document.source
