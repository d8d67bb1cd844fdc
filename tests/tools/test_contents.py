"""Contents that are updated in an office program say the same as before: no 附件一 is lost, nothing stands twice."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from generator.render.docx import render
from tests.fonts import settings
from tests.render.statement import CHONGQING, statement

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.tools

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {0}:{1} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" '
)
LIBRARY = """"library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false"
 library:passwordprotected="false"><library:element library:name="Contents"/></library:library>"""
MACRO = """"module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Contents" script:language="StarBasic">
Sub Update(source As String, target As String)
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  Dim word(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden"
  hidden(0).Value = True
  word(0).Name = "FilterName"
  word(0).Value = "MS Word 2007 XML"
  opened = StarDesktop.loadComponentFromURL(source, "_blank", 0, hidden())
  For number = 0 To opened.getDocumentIndexes().getCount() - 1
    opened.getDocumentIndexes().getByIndex(number).update()
  Next
  opened.storeToURL(target, word())
  opened.close(True)
End Sub
</script:module>"""


def run(folder: Path, *arguments: str) -> None:
    program = shutil.which("soffice")
    assert program, "run `make test-tools`, which installs it"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, profile, "--headless", *arguments]
    subprocess.run(command, env=os.environ | settings(folder), check=True, capture_output=True, timeout=120)


def updated(data: bytes, folder: Path) -> bytes:
    """Let LibreOffice update the contents of a Word file, and save it."""
    source, target = folder / "before.docx", folder / "after.docx"
    source.write_bytes(data)
    # The first run makes the profile that the macro is put into.
    run(folder, "--convert-to", "txt:Text", "--outdir", str(folder), str(source))
    macros = folder / "profile/user/basic/Standard"
    macros.mkdir(parents=True, exist_ok=True)
    (macros / "script.xlb").write_text(HEAD.format("library", "library") + LIBRARY, "utf-8")
    (macros / "Contents.xba").write_text(HEAD.format("script", "module") + MACRO, "utf-8")
    run(folder, f'macro:///Standard.Contents.Update("{source.as_uri()}","{target.as_uri()}")')
    return target.read_bytes()


def contents(data: bytes) -> list[str]:
    """Return the entries of the contents without the numbers of their pages."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    styles = {line: line.find(f"{W}pPr/{W}pStyle") for line in root.iter(f"{W}p")}
    return [
        "".join(text.text or "" for text in line.iter(f"{W}t")).rstrip("0123456789")
        for line, style in styles.items()
        if style is not None and style.get(f"{W}val", "").startswith(("TOC", "Contents"))
    ]


def test_an_update_keeps_every_entry(tmp_path: Path) -> None:
    data = render(statement(), CHONGQING)
    before = contents(data)
    assert sum(entry.startswith("附件") for entry in before) > 1
    after = updated(data, tmp_path)
    assert after != data
    assert contents(after) == before == [text.plain for _, level, text in statement().outline() if level <= 2]
