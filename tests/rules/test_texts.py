"""Every text of a subject is walked, and a place inside it is known to the character."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from generator.check.hits import Hit, by_line, found
from generator.check.texts import Piece, pieces, values
from generator.load.content import load
from tests import samples
from tests.rules import budget

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PROJECT = samples.changed(
    samples.changed(samples.PROJECT, "项目实施内容: 印制资料，开展培训。", "项目实施内容: '共${经费}元，甲${算式}乙'"),
    "项目实施成效: 人人知晓。",
    "项目实施成效: |\n  第一段\n\n    第二段${参保人数}",
)


def of_project(root: Path) -> tuple[Piece, ...]:
    (project,) = load(root).declarations
    return pieces(project)


def piece(root: Path, path: str) -> Piece:
    return next(piece for piece in of_project(root) if piece.path == path)


def test_all_texts_are_walked_with_their_keys(one_project: Callable[..., Path]) -> None:
    walked = {piece.path: piece.plain for piece in of_project(one_project(PROJECT))}
    assert walked["部门名称"] == "某县医疗保障局"
    assert walked["单位.1.法人代表"] == "王五"
    assert walked["文段.算式"] == "1000人×5元/人=5000元"
    assert walked["立项依据.1.文号"] == "某政发〔2023〕1号"
    assert walked["资金安排情况.明细.2.说明"] == "按合同约定"
    assert walked["绩效目标.指标.产出指标.数量指标.1.评分标准"] == "按比例得分"
    assert "模板包" not in walked


def test_a_budget_is_walked_with_its_projects(tmp_path: Path) -> None:
    samples.write(tmp_path, {f"{budget.FOLDER}/{name}": text for name, text in budget.FILES.items()})
    (statement,) = load(tmp_path).statements
    walked = {(piece.value.leaf.position.path.rsplit("/", 1)[-1], piece.path) for piece in pieces(statement)}
    assert ("budget.yaml", "变动原因.收入") in walked
    assert ("02-training.yaml", "绩效目标.指标.1.名称") in walked
    assert ("department.yaml", "部门名称") in walked


def test_the_key_of_an_item_is_that_of_its_list(one_project: Callable[..., Path]) -> None:
    (project,) = load(one_project(PROJECT)).declarations
    keys = {value.path: value.key for value in values(project)}
    assert keys["单位.1.单位名称"] == "单位名称"
    assert keys["数据.参保人数"] == "参保人数"


@pytest.mark.parametrize(
    ("start", "end", "written", "line_of"),
    [
        (0, 1, "共", "项目实施内容"),  # 共5000元元，甲1000人×5元/人=5000元乙
        (1, 5, "经", "项目实施内容"),  # a figure: the reference that printed it
        (6, 9, "元，甲", "项目实施内容"),
        (8, 12, "甲", "项目实施内容"),  # up to the end of the run
        (9, 13, "参", "算式"),  # inside a passage: where that was written
        (14, 15, "×", "算式"),
        (25, 26, "乙", "项目实施内容"),
    ],
)
def test_places_inside_a_text(
    one_project: Callable[..., Path], start: int, end: int, written: str, line_of: str
) -> None:
    text = piece(one_project(PROJECT), "项目实施内容")
    assert text.plain == "共5000元元，甲1000人×5元/人=5000元乙"
    place = text.at(start, end)
    line = PROJECT.split("\n")[place.line - 1]
    assert line.strip().startswith(line_of)
    assert line[place.column - 1 : place.column - 1 + place.length] == written


def test_places_in_a_block_of_paragraphs(one_project: Callable[..., Path]) -> None:
    second = [piece for piece in of_project(one_project(PROJECT)) if piece.path == "项目实施成效"][1]
    place = second.at(1, 3)
    assert PROJECT.split("\n")[place.line - 1][place.column - 1 :][: place.length] == "二段"
    assert [second.is_printed_figure(index) for index in (0, 2, 3, 7, 99)] == [False, False, True, True, False]


def test_an_unreadable_field_hides_no_other(one_project: Callable[..., Path]) -> None:
    broken = samples.changed(PROJECT, "年度: 面向${参保人数}宣传。", "年度: 面向${人数}宣传。")
    walked = {piece.path for piece in of_project(one_project(broken))}
    assert "绩效目标.年度" not in walked
    assert "绩效目标.总体" in walked


def test_a_place_is_found_once_however_many_texts_print_it(one_project: Callable[..., Path]) -> None:
    def find(piece: Piece) -> Iterator[Hit]:
        yield from (Hit(index, index + 1, "×") for index, sign in enumerate(piece.plain) if sign == "×")

    (project,) = load(one_project(PROJECT)).declarations
    assert sum(piece.plain.count("×") for piece in pieces(project)) > 1
    assert len(list(found(project, find))) == 1


def test_a_line_gets_one_trouble_with_all_its_places(one_project: Callable[..., Path]) -> None:
    def find(piece: Piece) -> Iterator[Hit]:
        yield from (Hit(index, index + 1, sign) for index, sign in enumerate(piece.plain) if sign in "印训")

    (project,) = load(one_project()).declarations
    troubles = [t for t in by_line(project, find, "见到", "") if "印" in t.message]
    assert [t.message for t in troubles if t.marks] == ["见到「印」「训」（2 处）"]
