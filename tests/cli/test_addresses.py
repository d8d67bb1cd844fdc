"""An address that is printed can be copied to a command line as it stands, in any shell, and means its place alone."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from generator.model.address import address, step
from generator.model.document import Heading
from generator.model.paths import find
from generator.model.places import Place, meant, places
from generator.model.review import Fate, TableEffect
from generator.model.text import of_words
from generator.report import trace
from generator.review.effects import differences
from generator.review.flatten import flatten
from generator.review.forms import COLUMNS
from tests import samples
from tests.rules import budget

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from generator.model.document import Document

# What these take for anything but a part of a word, anywhere in it; each takes white space for the end of it.
SPECIAL = {
    "bash": set("!\"#$&'()*;<=>?[\\]^`{|}~"),
    "PowerShell": set("\"#$&'(),;<>@`{|}‘’‚‛“”„"),
    "cmd.exe": set('!"%&(),;<=>^|'),
}
# What can't begin a word: an option, or what PowerShell reads as one.
FIRST = set("-–—―/~@")


@cache
def documents() -> list[Document]:
    return [document for document, _ in pipeline.check(samples.ROOT).documents]


def listed() -> list[str]:
    """Return all addresses that trace lists for the real content."""
    return [place.name for document in documents() for place in places(document)]


def hazards(name: str) -> set[str]:
    signs = set().union(*SPECIAL.values())
    return {sign for sign in name if sign in signs or sign.isspace() or not sign.isprintable()} | ({name[0]} & FIRST)


def test_no_shell_takes_a_sign_of_an_address_for_its_own() -> None:
    found = listed()
    assert len(found) > 2000
    assert {name: hazards(name) for name in found if hazards(name)} == {}


def test_bash_passes_every_address_on_unquoted() -> None:
    found = listed()
    script = f"set -H; printf '%s\\n' {' '.join(found)}"
    bash = shutil.which("bash")
    assert bash
    run = subprocess.run([bash], input=script.encode(), capture_output=True, check=True, cwd=samples.ROOT)
    assert run.stdout.decode().splitlines() == found


def test_an_address_means_its_place_alone() -> None:
    for document in documents():
        given = list(places(document))
        with_figures = [place for place in given if any(run.figure for run in place.text.runs)]
        assert [meant(given, place.name) for place in with_figures] == [[place] for place in with_figures]
        assert [{place for place, _ in trace.find(given, one.name)} for one in with_figures] == [
            {one} for one in with_figures
        ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("2101301 城乡医疗救助", "2101301-城乡医疗救助"),
        ("因公出国（境）费", "因公出国境费"),
        ("“三公”经费", "三公经费"),
        ("结余数/预算数", "结余数-预算数"),
        ("一、本年收入", "一、本年收入"),
        ("达到 95% 得满分；否则 (扣) 1.5 分", "达到-95-得满分否则-扣-1·5-分"),
        ("- 无 -", "无"),
        ("$(rm -rf ~) `x` %PATH% !1 a&b|c>d #e; f,g @h", "rm-rf-x-PATH-1-abcd-e-fg-h"),
        ("甲\u3000乙\u2014丙\u200b", "甲-乙-丙"),
    ],
)
def test_a_step_keeps_what_no_shell_takes_for_its_own(words: str, said: str) -> None:
    assert step(words) == said
    assert not said or hazards(said) == set()


def test_two_places_of_one_name_have_two_addresses() -> None:
    document = documents()[0]
    block = Heading(1, of_words("（同名）"))
    doubled = list(places(_with(document, block, Heading(1, of_words("同名")))))
    assert [place.name for place in doubled[-2:]] == ["同名", "同名.第2处"]


def _with(document: Document, *blocks: Heading) -> Document:
    *rest, last = document.sections
    return replace(document, sections=(*rest, replace(last, blocks=(*last.blocks, *blocks))))


@pytest.mark.parametrize("query", ["附件二.2101301.项目支出", "附件二.2101301-城乡医疗救助.2024年预算数.项目支出"])
def test_a_part_of_an_address_is_enough(query: str) -> None:
    (document,) = [one for one in documents() if "部门预算" in one.title_text]
    assert [place.name for place in meant(places(document), query)] == [
        "附件二.2101301-城乡医疗救助.2024年预算数.项目支出"
    ]
    assert meant([Place(("附件二", "其他"), of_words("1"))], query) == []


def test_what_diff_prints_of_a_page_can_be_traced(tmp_path: Path) -> None:
    """The address of a row and the heading of a column are that of the cell."""
    (old,) = checked(tmp_path / "old", budget.FILES).documents
    changed = budget.FILES | {
        "projects/01-publicity.yaml": budget.FILES["projects/01-publicity.yaml"].replace("20", "25")
    }
    (new,) = checked(tmp_path / "new", changed).documents
    given = list(places(new[0]))
    cells = [
        (table, row, at)
        for table in differences(old[0], new[0], "")
        if isinstance(table, TableEffect)
        for row in table.of(Fate.CHANGED)
        for at in range(len(row.new))
        if row.old[at] != row.new[at]
    ]
    assert len({table.part for table, _, _ in cells}) > 5
    for table, row, at in cells:
        column = table.columns[at].split("/") if table.columns != COLUMNS else []
        found = meant(given, ".".join(filter(None, (row.place, address(*column)))))
        assert [place.text.plain for place in found] == [row.new[at]], row.place


def test_what_diff_prints_of_the_content_can_be_waived() -> None:
    """The address of every value of the real content leads a waiver to it, and to nothing else."""
    result = pipeline.check(samples.ROOT)
    entries = {path: entry for subject in result.subjects for path, entry in subject.entries}
    assert len(entries) > 15
    for path, entry in entries.items():
        for steps, leaf in flatten(entry, result.lines).leaves.items():
            name = address(*steps)
            assert hazards(name) == set(), path
            assert [getattr(one.value, "position", None) for one in find(entry, name)] == [leaf.position], name


def checked(root: Path, files: Mapping[str, str]) -> pipeline.Result:
    samples.write(root, {f"{budget.FOLDER}/{name}": text for name, text in files.items()})
    (root / "templates").symlink_to(samples.ROOT / "templates")
    return pipeline.check(root)
