"""A small sound department with one project, and what tests do with repositories."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from lxml import html

from tests import extract

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ROOT = Path(__file__).parents[1]
FORMATS = ("docx", "html", "pdf")
READERS: Mapping[str, Callable[[Path], list[str]]] = {
    "docx": extract.docx_text,
    "html": extract.html_text,
    "pdf": extract.pdf_text,
}
FOLDER = "content/shi/danwei/2024"
DEPARTMENT_FILE = f"{FOLDER}/department.yaml"
PROJECT_FILE = f"{FOLDER}/projects/01-publicity.yaml"

DEPARTMENT = """\
文种: 部门
部门名称: 某县医疗保障局
年度: 2024
文书:
  项目申报书: yunnan-2024

单位:
  - 单位名称: 某县医疗保障局
    组织机构代码: MB1584220
    地址: 某县人民路1号
    联系电话: 0871-67470076
    法人代表: 王五
"""

PROJECT = """\
文种: 项目
项目名称: 医保宣传经费
金额单位: 元

数据:
  参保人数: 1000 人
  人均标准: 5 元/人
  经费: ${参保人数 * 人均标准}

文段:
  算式: ${参保人数}×${人均标准}=${经费}

立项依据:
  - 文号: 某政发〔2023〕1号
    标题: 关于做好医保宣传的通知

项目实施单位:
  经费来源: 财政拨款
  单位概况: 主管全县医疗保障工作。

项目基本概况: 开展医保政策宣传。

项目实施内容: 印制资料，开展培训。

资金安排情况:
  说明: |
    ${算式}。
    ${明细}
  明细:
    - 名称: 资料印制
      金额: 3000
      类别: 宣传
    - 名称: 业务培训
      金额: 2000
      说明: 按合同约定

项目实施计划: 年初开始。

项目实施成效: 人人知晓。

绩效目标:
  总体: 三年内人人知晓。
  年度: 面向${参保人数}宣传。
  指标:
    效益指标:
      社会效益指标:
        - 名称: 政策影响
          性质: 定性
          指标值: 明显扩大
          指标属性: 定性指标
    满意度指标:
      服务对象满意度指标:
        - 名称: 群众评价
          性质: 定性
          指标值: 满意
          指标属性: 定性指标
    成本指标:
      经济成本指标:
        - 名称: 宣传成本
          性质: 定性
          指标值: 不超预算
          指标属性: 定性指标
    产出指标:
      数量指标:
        - 名称: 培训场次
          性质: =
          指标值: 4
          度量单位: 场
          指标属性: 定量指标
          评分标准: 按比例得分
          指标内容: 反映培训情况
          设定依据: 工作计划
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a command did."""

    code: int
    out: str
    err: str


def carry_facts(root: Path) -> None:
    """Let the packs of a repository put their facts into workbooks (附数据), where they don't say so already."""
    for pack in (root / "templates").glob("*/pack.yaml"):
        text = pack.read_text(encoding="utf-8")
        if "附数据" not in text:
            pack.write_text(f"{text}附数据: 是\n", encoding="utf-8")


def copy_templates(root: Path) -> None:
    """Give a repository the templates; fonts, which nobody changes, as links."""

    def copy(source: str, target: str) -> None:
        if source.endswith(".ttf"):
            Path(target).symlink_to(source)
        else:
            shutil.copyfile(source, target)

    shutil.copytree(ROOT / "templates", root / "templates", copy_function=copy)


def own_fonts(root: Path) -> None:
    """Put copies of the fonts in place of links, as repositories have them."""
    for font in (root / "templates/common/fonts").glob("*.ttf"):
        if font.is_symlink():
            data = font.read_bytes()
            font.unlink()
            font.write_bytes(data)


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write files by their path in a repository."""
    for path, text in files.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def changed(text: str, old: str, new: str) -> str:
    """Replace the one place where `old` stands."""
    assert text.count(old) == 1, (old, text.count(old))
    return text.replace(old, new)


def change_word(file: Path, old: str, new: str, part: str = "word/document.xml") -> None:
    """Replace a text in a part of a Word file, wherever it stands: the rows of a form may stand in several loops."""
    with zipfile.ZipFile(file) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    assert old.encode() in parts[part]
    parts[part] = parts[part].replace(old.encode(), new.encode())
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder, by path."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


def texts(out: Path, kinds: tuple[str, ...] = FORMATS) -> dict[str, list[str]]:
    """Return what the one document below a folder says, by format."""
    found = {}
    for kind in kinds:
        (file,) = out.glob(f"*/*/*.{kind}")
        found[kind] = READERS[kind](file)
    return found


def wholes(out: Path, stem: str = "*/*/*") -> dict[str, str]:
    """Return all that a document says in each format, without white space and without what pages add.

    Pages repeat the heads of tables, which are those that stand in a `thead` of the HTML, and number the contents:
    behind a tab in Word, behind a row of dots in a PDF.
    """
    paths = {kind: next(out.glob(f"{stem}.{kind}")) for kind in FORMATS}
    said = {kind: READERS[kind](path) for kind, path in paths.items()}
    said["docx"] = [re.sub(r"\t\d+$", "", piece) for piece in said["docx"]]
    text = {kind: extract.squeeze("".join(pieces)) for kind, pieces in said.items()}
    text["pdf"] = re.sub(r"…{4,}\d+", "", text["pdf"])
    heads = {extract.squeeze(head.text_content()) for head in html.parse(paths["html"]).iter("thead")}
    text["pdf"] = _without_repeats(text["pdf"], text["html"], heads)
    return text


def _without_repeats(pdf: str, page: str, heads: set[str]) -> str:
    """Return the text of a PDF without the heads that it has and the HTML hasn't."""
    kept = []
    for kind, _, _, start, end in SequenceMatcher(None, page, pdf, autojunk=False).get_opcodes():
        added = pdf[start:end]
        # Where the text behind begins like the head, the difference may be seen some characters late.
        is_head = kind == "insert" and any(len(added) == len(head) and added in head * 2 for head in heads)
        kept.append("" if is_head else added)
    return "".join(kept)


def shenbao(
    folder: Path,
    *arguments: str,
    python: tuple[str, ...] = (),
    program: str = "",
    umask: int = -1,
    environment: Mapping[str, str] = MappingProxyType({}),
) -> Run:
    """Run the command in a process of its own.

    `python` are options of the interpreter, `program` a script that stands for the command.
    """
    given = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", "CI": ""} | dict(environment)
    done = subprocess.run(
        [sys.executable, *python, *([program] if program else ["-m", "generator"]), *arguments],
        cwd=folder,
        env=os.environ | given,
        capture_output=True,
        check=False,
        timeout=120,
        umask=umask,
    )
    encoding = given["PYTHONIOENCODING"].partition(":")[0]
    return Run(done.returncode, done.stdout.decode(encoding), done.stderr.decode(encoding))


def sha256(file: Path) -> str:
    """Return the hash of a file."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def manifest(out: Path) -> Any:
    """Return the manifest of an output folder."""
    return json.loads((out / "manifest.json").read_text(encoding="utf-8"))
