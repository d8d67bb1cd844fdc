"""Streams are compressed once, and no byte of a PDF changes for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pydyf
import pytest
import tinyhtml5
from tinyhtml5 import inputstream

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


@pytest.mark.parametrize(
    "item", [b"1", "a", 0, -7, True, 2.0, -0.0, 0.1, 1e-9, pydyf.Array([1, "b", 0.5]), pydyf.String("一")]
)
def test_everything_becomes_the_same_bytes(item: object) -> None:
    assert once._plain_to_bytes(item) == once._to_bytes(item)


def test_pages_are_named_anew_only_when_there_are_more() -> None:
    file = pydyf.PDF()
    for number in range(3):
        file.add_page(pydyf.Dictionary({"Type": "/Page"}))
        assert file.page_references is file.page_references
        assert file.page_references == once._references.fget(file)
        assert len(file.page_references) == number + 1


def test_expressions_are_kept() -> None:
    assert tinyhtml5.VERSION == once.PARSER
    assert isinstance(inputstream.characters_until_regex, once._Expressions)
    stream = inputstream.HTMLUnicodeInputStream("ab-]^<c")
    assert [stream.chars_until(frozenset("<"))] == ["ab-]^"]
    assert [stream.chars_until(frozenset("<c"), opposite=True)] == ["<c"]
    kept = inputstream.characters_until_regex[frozenset("<"), False]
    assert inputstream.characters_until_regex[frozenset("<"), False] is kept


@pytest.mark.slow
def test_every_real_pdf_keeps_its_bytes(built: tuple[Result, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    result, out = built
    monkeypatch.setenv(once.SWITCH, "1")
    monkeypatch.setattr(pydyf, "_to_bytes", once._to_bytes)
    monkeypatch.setattr(inputstream, "characters_until_regex", {})
    for document, layout in result.documents:
        made = (out / document.department / str(document.year) / f"{document.name}.pdf").read_bytes()
        assert pdf.render(document, layout) == made, document.source
