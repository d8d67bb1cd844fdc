"""Every file that differs is named with what it may change, and no more is said to be unchanged than is."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import pytest

from generator.model.review import Aspect, Kind
from generator.report import review as report
from generator.report.review_page import as_html
from generator.review import run
from generator.review.aspects import aspects
from tests import samples
from tests.review.test_history import commit
from tests.review.test_states import git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.model.review import Review

    Harm = Callable[[bytes], bytes]

WORD = "templates/yunnan-2024/document.docx"
STYLES = "templates/common/screen.css"
PROGRAM = {
    "generator/assemble/text.py": "VALUE = 1\n",
    "requirements.lock": "a==1\n",
    "pyproject.toml": "[project]\n",
    "Makefile": "build:\n",
    ".ci/setup": "#!/bin/sh\n",
    ".github/workflows/review.yml": "on: push\n",
    ".gitlab-ci.yml": "a:\n",
    ".gitattributes": "*.txt text\n",
    ".vscode/tasks.json": "{}\n",
    "tests/conftest.py": "\n",
    "sitecustomize.py": "\n",
    "README.md": "x\n",
}


def inside(part: str, old: str, new: str) -> Harm:
    """Return a change of one part of a Word file."""

    def change(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(out, "w") as after:
            for info in before.infolist():
                held = before.read(info).decode()
                if info.filename == part:
                    assert old in held, (part, old)
                    held = held.replace(old, new, 1)
                after.writestr(info, held)
        return out.getvalue()

    return change


def added(text: str) -> Harm:
    return lambda data: data + text.encode()


def replaced(old: str, new: str) -> Harm:
    def change(data: bytes) -> bytes:
        assert old.encode() in data, old
        return data.replace(old.encode(), new.encode(), 1)

    return change


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("files") / "repo"
    samples.write(root, PROGRAM)
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    commit(root, "one", "2024-01-05")
    git(root, "add", "-f", *PROGRAM)
    git(root, "commit", "-m", "program")
    return root


def changed(root: Path, path: str, harm: Harm) -> Review:
    """Commit a change of one file on a branch, as data; return the review of it."""
    before = root / path
    blob = git(root, "hash-object", "-w", "--no-filters", "--stdin", fed=harm(before.read_bytes()))
    git(root, "read-tree", "main")
    git(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    git(root, "branch", "-f", "branch", git(root, "commit-tree", git(root, "write-tree"), "-p", "main", "-m", "x"))
    return run.diff(root, "main", "branch")


UNSURE = "照现在的程序，文字和数字没有变化；程序有改动，没有运行它，改后印出什么不能断定"
LOOKS = "文字和数字没有变化，样子可能变了"
MODEL = "内容和正文没有变化；模板里另有文字或页眉页脚不同"
# The words themselves are told, too.
TOLD = f"文件  样子 1 个（{WORD}）；文字 1 个（{WORD}）"
ROWS: list[tuple[str, Harm, tuple[Aspect, ...], str]] = [
    (STYLES, added("p,td{color:#fff}\n"), (Aspect.LOOKS,), LOOKS),
    (STYLES, added(".x::before{content:'不'}"), (Aspect.LOOKS, Aspect.WORDS), MODEL),
    (STYLES, added(r".x::before{c\6fntent:'不'}"), (Aspect.LOOKS, Aspect.WORDS), MODEL),
    ("templates/common/print.css", replaced('"— "', '"内部 "'), (Aspect.LOOKS, Aspect.HEADS), MODEL),
    (
        "templates/common/print.css",
        replaced("letter-spacing: 0", "letter-spacing: 0.5"),
        (Aspect.LOOKS, Aspect.HEADS),
        MODEL,
    ),
    ("templates/common/fonts.css", added("@font-face{font-family:x}"), (Aspect.FONT, Aspect.LOOKS), LOOKS),
    (WORD, inside("word/styles.xml", "</w:rPr>", "<w:vanish/></w:rPr>"), (Aspect.LOOKS,), LOOKS),
    (WORD, inside("word/styles.xml", 'w:val="32"', 'w:val="18"'), (Aspect.LOOKS,), LOOKS),
    (WORD, inside("word/footer1.xml", "— ", "草案 "), (Aspect.HEADS,), MODEL),
    (WORD, inside("word/document.xml", ">评（扣）分标准<", ">评分标准<"), (Aspect.LOOKS, Aspect.WORDS), TOLD),
    (WORD, inside("word/document.xml", "的性质、指标值", "的性质"), (Aspect.LOOKS, Aspect.WORDS), MODEL),
    (WORD, inside("word/document.xml", "<w:p>", "<w:p >"), (Aspect.LOOKS,), LOOKS),
    (WORD, inside("word/settings.xml", "?>", "?> "), (Aspect.LOOKS, Aspect.HEADS, Aspect.WORDS), MODEL),
    (WORD, added(" "), (Aspect.FORM,), "文字和数字没有变化"),
    (WORD, lambda _: b"PK", (Aspect.LOOKS, Aspect.HEADS, Aspect.WORDS), MODEL),
    ("templates/common/table.html", added("<!-- -->"), (Aspect.LOOKS,), LOOKS),
    ("templates/yunnan-2024/pack.yaml", added("# 注\n"), (Aspect.LOOKS, Aspect.WORDS), MODEL),
    ("templates/common/fonts/Song.ttf", added(" "), (Aspect.FONT,), LOOKS),
    ("templates/common/index.js", added(" "), (Aspect.PROGRAM,), UNSURE),
    *((path, added("# x\n"), (Aspect.PROGRAM,), UNSURE) for path in PROGRAM if path != "README.md"),
    ("README.md", added("y\n"), (Aspect.OTHER,), "文字和数字没有变化"),
    (samples.PROJECT_FILE, added("# 注\n"), (Aspect.FORM,), "文字和数字没有变化"),
    (samples.DEPARTMENT_FILE, replaced("年度: 2024", "年度:  2024"), (Aspect.FORM,), "文字和数字没有变化"),
]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "harm", "decides", "said"), ROWS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_change_is_named(path: str, harm: Harm, decides: tuple[Aspect, ...], said: str, root: Path) -> None:
    review = changed(root, path, harm)
    assert [(file.kind, file.path, file.aspects) for file in review.files] == [(Kind.CHANGED, path, decides)]
    assert report.as_text(review).splitlines()[0] == said
    for show in (report.as_text, report.as_markdown, report.as_json, as_html):
        shown = re.sub(r"\\", "", show(review))
        assert path in shown
        assert "无变更" not in shown
        assert all(aspect in shown for aspect in decides)


def test_the_parts_of_a_word_file_are_named(root: Path) -> None:
    review = changed(root, WORD, inside("word/styles.xml", "</w:rPr>", "<w:vanish/></w:rPr>"))
    (file,) = review.files
    assert file.parts == ("word/styles.xml",)


def test_a_name_can_hide_nothing(root: Path) -> None:
    name = "content/\x1b[2J\u202elmay.01\n\n无变更.yaml"
    (root / name).parent.mkdir(exist_ok=True)
    blob = git(root, "hash-object", "-w", "--stdin", fed=b"x: 1\n")
    git(root, "read-tree", "main")
    git(
        root,
        "update-index",
        "--add",
        "-z",
        "--index-info",
        fed=f"100644 {blob}\t{name}\0".encode() + b"100644 %s\tdocs/\xff\0" % blob.encode(),
    )
    git(root, "branch", "-f", "branch", git(root, "commit-tree", git(root, "write-tree"), "-p", "main", "-m", "x"))
    review = run.diff(root, "main", "branch")
    assert [file.path for file in review.files] == [r"content/\x1b[2J\u202elmay.01\n\n无变更.yaml", r"docs/\udcff"]
    for show in (report.as_text, report.as_markdown, report.as_json, as_html):
        shown = show(review)
        assert not {"\x1b", "\u202e", "\udcff"} & set(shown)
        assert "无变更" not in shown.splitlines()


def test_a_file_that_moved_is_named_once(root: Path) -> None:
    moved = samples.PROJECT_FILE.replace("01-", "07-")
    git(root, "read-tree", "main")
    blob = git(root, "rev-parse", f"main:{samples.PROJECT_FILE}")
    git(root, "update-index", "--force-remove", samples.PROJECT_FILE)
    git(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{moved}")
    git(root, "branch", "-f", "branch", git(root, "commit-tree", git(root, "write-tree"), "-p", "main", "-m", "x"))
    (file,) = run.diff(root, "main", "branch").files
    assert (file.kind, file.old_path, file.path, file.aspects) == (
        Kind.RENAMED,
        samples.PROJECT_FILE,
        moved,
        (Aspect.FORM,),
    )


@pytest.mark.parametrize(
    ("path", "decides"),
    [
        ("build/a/2024/x.html", Aspect.OUTPUT),
        ("build", Aspect.OUTPUT),
        ("build/manifest.json", Aspect.OUTPUT),
        (".cache/x", Aspect.OUTPUT),
        ("build/.gitkeep", Aspect.OTHER),
        ("docs/x.md", Aspect.OTHER),
        ("content/notes.txt", Aspect.OTHER),
        ("tools/run.ps1", Aspect.PROGRAM),
        (".devcontainer/devcontainer.json", Aspect.PROGRAM),
    ],
)
def test_each_place_decides_something(path: str, decides: Aspect) -> None:
    assert aspects(path, b"a", b"b") == ((decides,), ())
