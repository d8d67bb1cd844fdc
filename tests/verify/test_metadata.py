"""Outputs tell nothing of the machine that made them, and lead nowhere but to pages of the web."""

from __future__ import annotations

import getpass
import io
import re
import socket
import tempfile
import zipfile
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest
from lxml import etree, html

from tests import samples

if TYPE_CHECKING:
    from pathlib import Path

    from generator.pipeline import Result

RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


@pytest.fixture(scope="module")
def outputs(built: tuple[Result, Path]) -> dict[str, bytes]:
    """Return all outputs of the whole content, and the list of them."""
    return samples.snapshot(built[1])


def parts(name: str, data: bytes) -> dict[str, bytes]:
    """Return what a file holds, unpacked."""
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return {part: package.read(part) for part in package.namelist()}
    if name.endswith(".pdf"):
        with pikepdf.open(io.BytesIO(data)) as pdf:
            streams = [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream) and readable(item)]
            strings = [str(item).encode() for item in (*pdf.docinfo.values(), pdf.Root.get("/Metadata", b""))]
            names = [bytes(item) for item in walk(pdf.Root)]
            return {"streams": b"\n".join(streams), "strings": b"\n".join([*strings, *names])}
    return {"": data}


def readable(stream: pikepdf.Stream) -> bool:
    """Whether a stream holds text: fonts and pictures may hold any bytes by chance."""
    return not any(key in stream for key in ("/Length1", "/Subtype", "/N")) or stream.get("/Subtype") == "/XML"


def walk(root: pikepdf.Object) -> list[pikepdf.Object]:
    return [item for item in root.values() if isinstance(item, pikepdf.String)]


def secrets(out: str) -> list[bytes]:
    words = {
        getpass.getuser(),
        socket.gethostname(),
        str(samples.ROOT),
        tempfile.gettempdir(),
        "/home/",
        "/root",
        "site-packages",
        out,
    }
    return [word.encode() for word in words - {"root"} if len(word) > 3]  # CSS has a :root


def test_no_path_user_or_machine(outputs: dict[str, bytes], built: tuple[Result, Path]) -> None:
    for name, data in outputs.items():
        for part, content in parts(name, data).items():
            found = [word for word in secrets(str(built[1])) if word in content]
            assert found == [], (name, part)


def test_packages_lead_nowhere(outputs: dict[str, bytes]) -> None:
    names = [name for name in outputs if name.endswith((".docx", ".xlsx"))]
    assert names
    for name in names:
        for part, content in parts(name, outputs[name]).items():
            if part.endswith(".rels"):
                modes = {relation.get("TargetMode") for relation in etree.fromstring(content).iter(RELATION)}
                assert modes <= {None}, (name, part)
            assert b"<w:attachedTemplate" not in content


def test_links_of_pages(outputs: dict[str, bytes]) -> None:
    for name, data in outputs.items():
        if not name.endswith(".html"):
            continue
        root: Any = html.document_fromstring(data, parser=html.HTMLParser(encoding="utf-8"))
        for element, attribute, link, _ in root.iterlinks():
            is_near = not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:|//", link)
            assert is_near or link.startswith(("http://", "https://", "data:")), (name, element.tag, attribute, link)


def test_links_of_pdfs(outputs: dict[str, bytes]) -> None:
    for name, data in outputs.items():
        if name.endswith(".pdf"):
            with pikepdf.open(io.BytesIO(data)) as pdf:
                actions = [note.A for page in pdf.pages for note in page.get("/Annots", []) if "/A" in note]
                kinds = {str(action.S) for action in actions}
                assert kinds <= {"/URI", "/GoTo"}, name
                assert all(
                    str(action.URI).startswith(("http://", "https://")) for action in actions if "/URI" in action
                )
                assert not {"/OpenAction", "/AA"} & set(pdf.Root.keys())
                assert "/JavaScript" not in pdf.Root.get("/Names", {})
