"""`shenbao import`: what it writes, what it leaves alone, what it says; files of strangers do no harm."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from generator.importing.files import archive
from tests.importing import variations
from tests.importing.test_documents import WUHUA, edited, heading
from tests.importing.test_law import TONGNAN

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from docx.document import Document

    from tests import samples
    from tests.importing.test_law import Files

    Command = Callable[..., samples.Run]

TARGET = "content/sheng/ju/2025"
TO = ("--to", TARGET, "--pack", "yunnan-2024")


@pytest.fixture
def office(one_project: Callable[..., Path], office_files: Files) -> Path:
    """Return a repository with a Word file of another office beside it."""
    root = one_project()
    (root / "说明.docx").write_bytes(office_files(WUHUA)["说明.docx"])
    return root


def yaml_files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in (root / TARGET).rglob("*.yaml")}


def test_what_it_writes_is_sound_and_in_the_form_of_fmt(office: Path, command: Command) -> None:
    run = command(office, "import", "说明.docx", *TO)
    assert (run.code, run.err) == (0, "")
    assert "没有看不懂的" in run.out
    assert set(yaml_files(office)) == {f"{TARGET}/department.yaml", f"{TARGET}/projects/01-project.yaml"}
    assert command(office, "check", TARGET).code == 0
    assert command(office, "fmt", "--check", TARGET).code == 0


def test_only_looking_writes_nothing(office: Path, command: Command) -> None:
    run = command(office, "import", "说明.docx", *TO, "--check")
    assert run.code == 0
    assert f"{TARGET}/department.yaml" in run.out
    assert not (office / "content/sheng").exists()


def test_a_file_that_is_there_stays_as_it_is(office: Path, command: Command) -> None:
    command(office, "import", "说明.docx", *TO)
    path = office / TARGET / "projects/01-project.yaml"
    changed = path.read_text("utf-8").replace("经费来源: 本级财政预算", "经费来源: 上级补助")
    path.write_text(changed, "utf-8")
    before = yaml_files(office)
    run = command(office, "import", "说明.docx", "--to", TARGET)
    assert run.code == 0
    assert yaml_files(office) == before
    assert "  -  经费来源: 上级补助\n  +  经费来源: 本级财政预算\n" in run.out


def test_personal_numbers_are_masked_and_never_shown(office: Path, office_files: Files, command: Command) -> None:
    mobile, identity = "1" + "38" + "00138000", "11010519491231002X"

    def write(document: Document) -> None:
        words = f"联系人电话{mobile}，身份证{identity}。"
        heading(document, "项目实施成效").insert_paragraph_before(words)
        document.core_properties.author = "某位作者"

    (office / "说明.docx").write_bytes(edited(office_files(WUHUA)["说明.docx"], write))
    run = command(office, "import", "说明.docx", *TO)
    everything = run.out + run.err + "".join(data.decode() for data in yaml_files(office).values())
    assert mobile not in everything
    assert identity not in everything
    assert "138****8000" in everything
    assert "隐去了 2 个个人的号码" in run.out
    assert "某位作者" not in everything


def test_money_that_does_not_hold_is_not_written(office: Path, office_files: Files, command: Command) -> None:
    book = wrong_workbook(office_files)
    (office / "表.xlsx").write_bytes(book)
    to = ("--to", "content/sheng/ju/2024", "--pack", "chongqing-2024")
    run = command(office, "import", "表.xlsx", *to)
    assert run.code == 1
    assert "钱对不上" in run.out
    assert "附件二!" in run.out
    assert not (office / "content/sheng").exists()
    assert command(office, "import", "表.xlsx", *to, "--even-so").code == 1
    assert (office / "content/sheng/ju/2024/budget.yaml").is_file()


def wrong_workbook(office_files: Files) -> bytes:
    """Return one annex as a platform may export it, with a total that is none."""
    rows = variations.rows_of(openpyxl.load_workbook(io.BytesIO(office_files(TONGNAN)["附表.xlsx"]))["附件二"])
    total = next(row for row in rows if "合计" in row)
    total[3] += 10
    return variations.workbook({"附件二": rows})


def packed(**files: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return out.getvalue()


ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
HOSTILE = {
    "文本.docx": b"no archive at all",
    "空的.xlsx": b"",
    "旧的.xlsx": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
    "实体.docx": packed(word__document_xml=ENTITY),
    "炸弹.docx": packed(word__document_xml="<x>" + " " * (80 << 20) + "</x>"),
    "缺页.xlsx": packed(xl__other_xml="<x/>"),
    "乱码.docx": packed(word__document_xml="<x><y></x>"),
    "图片.pdf": b"%PDF-1.7",
    "表格.csv": b"a,b",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_told_and_nothing_else(office: Path, command: Command, name: str) -> None:
    (office / name).write_bytes(HOSTILE[name])
    run = command(office, "import", name, *TO)
    assert (run.code, run.err) == (1, "")
    assert name in run.out
    assert "CX-001" not in run.out
    assert "root:" not in run.out
    assert not (office / "content/sheng").exists()


def test_a_cut_file_is_told(office: Path, office_files: Files, command: Command) -> None:
    data = office_files(WUHUA)["说明.docx"]
    for size in range(0, len(data), max(1, len(data) // 12)):
        (office / "短.docx").write_bytes(data[:size])
        run = command(office, "import", "短.docx", *TO)
        assert run.code == 1
        assert "CX-001" not in run.out


def test_what_a_file_points_to_elsewhere_is_no_part_of_it() -> None:
    relations = (
        '<Relationships><Relationship Id="a" TargetMode="External" Target="http://example.com/x.xml"/>'
        '<Relationship Id="b" Target="styles.xml"/></Relationships>'
    )
    package = archive.Package(packed(word__document_xml="<x/>", **{"word___rels__document_xml.rels": relations}))
    assert package.targets("word/document.xml") == {"b": "word/styles.xml"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["没有.docx", *TO], "没有「没有.docx」这个文件。"),
        (
            ["说明.docx", "--to", "content/sheng"],
            "「content/sheng」不是一个年度的文件夹：写到年度，如 content/省/部门/2024。",
        ),
        (["说明.docx", "--to", "../2025"], "「../2025」不是一个年度的文件夹：写到年度，如 content/省/部门/2024。"),
    ],
)
def test_a_wrong_command_line_is_told(office: Path, command: Command, arguments: list[str], said: str) -> None:
    run = command(office, "import", *arguments)
    assert (run.code, run.err.strip()) == (2, said)


@pytest.mark.parametrize("pack", [(), ("--pack", "sichuan-2030")])
def test_without_a_pack_it_says_which_there_are(office: Path, command: Command, pack: tuple[str, ...]) -> None:
    run = command(office, "import", "说明.docx", "--to", TARGET, *pack)
    assert run.code == 1
    assert "DR-002" in run.out
    assert "yunnan-2024" in run.out


def test_two_files_that_differ_are_both_listed_and_none_is_taken(
    office: Path, office_files: Files, command: Command
) -> None:
    def other(document: Document) -> None:
        paragraph = next(one for one in document.paragraphs if one.text.startswith("地址"))
        paragraph.runs[-1].text = paragraph.runs[-1].text.replace("6栋", "7栋")

    (office / "另一份.docx").write_bytes(edited(office_files(WUHUA)["说明.docx"], other))
    run = command(office, "import", "说明.docx", "另一份.docx", *TO)
    assert "两处不同，都没有取" in run.out
    assert "6栋" in run.out
    assert "7栋" in run.out
    assert "地址" not in yaml_files(office)[f"{TARGET}/department.yaml"].decode()


def test_a_department_and_projects_that_are_there_are_found_again(office: Path, command: Command) -> None:
    """A file of another name that is about the same project is the one that would change; no second one is written."""
    command(office, "import", "说明.docx", *TO)
    (office / TARGET / "projects/01-project.yaml").rename(office / TARGET / "projects/07-relief.yaml")
    department = office / TARGET / "department.yaml"
    department.write_text(department.read_text("utf-8").replace("法人代表: 李洪武", "法人代表: 王五"), "utf-8")
    before = yaml_files(office)
    run = command(office, "import", "说明.docx", "--to", TARGET)
    assert yaml_files(office) == before
    assert "-    法人代表: 王五" in run.out
    assert "01-project.yaml" not in run.out
    assert "再印，这里是" in run.out, "the department's own file counts, so that the page differs"
