"""Lists of spending in a text become 明细; what would print otherwise stays as it is."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from ruamel.yaml import YAML

from generator.importing.content.items import itemise, repeated
from generator.importing.ground import ground
from generator.importing.pieces import Pieces, Thing
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.importing.ground import Ground
    from tests.importing.test_law import Files, Imports

    Command = Callable[..., samples.Run]

PROJECT = Thing("项目", "工作经费")
TEXT = ("资金安排情况", "说明")
CHENGGONG = "chenggong-medical-security"
LIST = "具体开支如下：\n1.培训12.5万；（按文件）\n2.网络维护费6万。\n合计：18.5万元（其中部分分摊）。"


@pytest.fixture(scope="module")
def base() -> Ground:
    found = ground(samples.ROOT, "content/new/office/2024", "yunnan-2024")
    assert found is not None
    return found


def pieces(text: str, other: str = "") -> Pieces:
    found = Pieces()
    found.add(PROJECT, TEXT, text, "说明.docx 第9段")
    found.add(PROJECT, ("绩效目标", "年度"), other, "说明.docx 第3张表第7行第2格")
    return found


def test_a_list_becomes_items_wherever_it_stands(base: Ground) -> None:
    found = pieces(LIST, f"全区参保。{LIST}\n按时完成。")
    itemise(found, base, "万元")
    given = {path: value for path, (value, _) in found.of(PROJECT).items()}
    assert given[TEXT] == "具体开支如下：\n${明细}\n合计：${明细.合计}（其中部分分摊）。"
    assert given["绩效目标", "年度"] == f"全区参保。{given[TEXT]}\n按时完成。"
    assert given["资金安排情况", "明细"] == [
        {"名称": "培训", "金额": Decimal(125000), "说明": "按文件"},
        {"名称": "网络维护费", "金额": Decimal(60000)},
    ]


@pytest.mark.parametrize(
    "text",
    [
        "1.培训12.5万。",  # one alone is a sentence
        "1.培训12.50万；\n2.网络维护费6万。",  # prints as 12.5
        "1.培训125000元；\n2.网络维护费60000元。",  # the file's amounts are in 万元
        "一、培训12.5万；\n二、网络维护费6万。",
        LIST + "\n" + LIST,  # two lists: whose are the items?
    ],
)
def test_what_would_print_otherwise_stays_text(base: Ground, text: str) -> None:
    found = pieces(text)
    itemise(found, base, "万元")
    assert {path: value for path, (value, _) in found.of(PROJECT).items()} == {TEXT: text}


def test_numbers_of_several_texts_are_proposed() -> None:
    found = pieces("参保108000人，按5元/人算。", "108000人参保，参保率100%。")
    assert list(repeated(found)) == [("工作经费", "108000人", ["资金安排情况.说明", "绩效目标.年度"])]


def spending(data: bytes) -> Any:
    """Return what a file says of its spending, all of it as text."""
    return YAML(typ="base").load(data.decode())["资金安排情况"]


def test_a_declaration_of_ours_gets_its_items_back(imported: Imports, office_files: Files) -> None:
    done = imported(CHENGGONG, office_files(CHENGGONG))
    (path,) = (samples.ROOT / "content/yunnan" / CHENGGONG / "2024/projects").glob("*.yaml")
    (data,) = (data for name, data in done.files.items() if name.endswith("01-project.yaml"))
    ours, theirs = (spending(one) for one in (data, path.read_bytes()))
    assert "${明细}" in ours["说明"]
    assert [(one["名称"], one["金额"]) for one in ours["明细"]] == [
        (one["名称"], one["金额"]) for one in theirs["明细"]
    ]
    assert len(ours["明细"]) == 14
    assert any(figure == "108000人" for _, figure, _ in done.proposals)


def test_all_of_it_for_programs(one_project: Callable[..., Path], office_files: Files, command: Command) -> None:
    root = one_project()
    (root / "说明.docx").write_bytes(office_files(CHENGGONG)["说明.docx"])
    to = ("--to", "content/sheng/ju/2024", "--pack", "yunnan-2024")
    run = command(root, "import", "说明.docx", *to, "--check", "--format", "json")
    told = json.loads(run.out)
    assert (run.code, told["written"], told["remarks"], told["understood"]["projects"]) == (0, False, [], 1)
    assert told["new"] == ["content/sheng/ju/2024/department.yaml", "content/sheng/ju/2024/projects/01-project.yaml"]
    (root / "坏.docx").write_bytes(b"none")
    (bad,) = json.loads(command(root, "import", "坏.docx", *to, "-f", "json").out)["remarks"][:1]
    assert (bad["grade"], bad["place"]) == ("money", "坏.docx")
