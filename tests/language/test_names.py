"""Names in `${…}`: completed, explained, found and changed over all files of a department."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types

from generator import pipeline
from generator.language.completion import completion
from generator.language.desk import Desk
from generator.language.hover import hover
from generator.language.naming import Naming
from generator.language.ranges import Ranges, split
from generator.language.renaming import RenameError, changed, rename
from generator.model.places import places
from generator.model.text import Computed
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from generator.model.text import Figure

RANGES = Ranges()
CHENGGONG = "content/yunnan/chenggong-medical-security/2024/projects/01-resident-insurance.yaml"
TONGNAN = "content/chongqing/tongnan-medical-security/2024"
MEDICAL = f"{TONGNAN}/projects/09-secondary-medical-costs.yaml"


def at(text: str, words: str, inside: int = 0) -> tuple[int, int]:
    """Return the line and column of some words, both from 0."""
    start = text.index(words) + inside
    return text.count("\n", 0, start), start - text.rfind("\n", 0, start) - 1


def offered(desk: Desk, path: str, text: str, words: str) -> list[types.CompletionItem]:
    """Return what is proposed behind some words of a text that is being typed."""
    desk.put(path, text)
    return completion(desk, path, *at(text, words, len(words)), RANGES)


def labels(items: list[types.CompletionItem]) -> list[str]:
    return [item.label for item in items]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory, templates: Path) -> Desk:
    """A department with two projects, of which one names figures of the other."""
    root = tmp_path_factory.mktemp("two")
    second = samples.PROJECT.replace("项目名称: 医保宣传经费", "项目名称: 培训经费").replace(
        "项目基本概况: ", "项目基本概况: 另有${项目.医保宣传经费.参保人数}。", 1
    )
    assert second.count("项目.医保宣传经费.参保人数") == 1
    files = {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT}
    samples.write(root, files | {f"{samples.FOLDER}/projects/02-training.yaml": second})
    (root / "templates").symlink_to(templates)
    desk = Desk(root)
    desk.put(samples.PROJECT_FILE, samples.PROJECT)
    return desk


def test_names_are_offered_with_their_values(desk: Desk) -> None:
    text = desk.text(CHENGGONG)
    typed = text.replace("项目基本概况: ", "项目基本概况: ${参", 1)
    items = {item.label: item for item in offered(desk, CHENGGONG, typed, "项目基本概况: ${参")}
    assert items["参保人数"].detail == "108000人"
    assert items["参保人数"].documentation == f"写在 {CHENGGONG}:{at(text, '  参保人数')[0] + 1}:3"
    assert {
        "开支测算",
        "明细.合计",
        "项目.城乡居民医疗保险工作经费",
        "单位.昆明市呈贡区医疗保障局.地址",
    } <= items.keys()
    edit = items["参保人数"].text_edit
    assert isinstance(edit, types.TextEdit)
    assert edit.new_text == "参保人数"
    line, column = at(typed, "项目基本概况: ${参", len("项目基本概况: ${参"))
    assert (edit.range.start.line, edit.range.start.character, edit.range.end.character) == (line, column - 1, column)


def test_keys_are_offered_that_are_not_there_yet(desk: Desk) -> None:
    text = desk.text(CHENGGONG)
    items = offered(desk, CHENGGONG, f"{text}\n成", f"{text}\n成"[-30:])
    assert "成文日期" in labels(items)
    assert "项目名称" not in labels(items)
    (inside,) = [item for item in items if item.label == "豁免"]
    assert inside.text_edit is not None
    assert inside.text_edit.new_text == "豁免:\n  - "


def test_words_of_a_choice_are_offered(desk: Desk) -> None:
    text = desk.text(CHENGGONG).replace("性质: ≥", "性质: ", 1)
    start = desk.text(CHENGGONG).index("性质: ≥")
    items = offered(desk, CHENGGONG, text, text[start - 40 : start + 4])
    assert labels(items) == ["=", "≥", "≤", ">", "<", "定性", "〔原件不清〕"]
    assert items[3].text_edit is not None
    assert items[3].text_edit.new_text == "'>'"


def test_codes_and_units_are_offered_with_their_names(desk: Desk) -> None:
    text = desk.text(MEDICAL).replace("金额:\n", "金额:\n  2101\n", 1)
    items = offered(desk, MEDICAL, text, "金额:\n  2101")
    assert {"2101101 行政单位医疗", "30201 办公费", "本级安排"} <= set(labels(items))
    typed = desk.text(MEDICAL).replace("金额单位: 万元", "单位: \n金额单位: 万元", 1)
    units = {item.label: item.detail for item in offered(desk, MEDICAL, typed, "\n单位: ")}
    assert units == {"重庆市潼南区医疗保障局": "236001"}
    department = "content/yunnan/chenggong-medical-security/2024/department.yaml"
    text = desk.text(department).replace(": yunnan-2024", ": ", 1)
    kind = text[: text.index(": \n") + 2].rpartition("\n")[2]
    assert {"yunnan-2024", "chongqing-2024"} <= set(labels(offered(desk, department, text, kind)))


def test_words_are_offered_below_a_code_that_has_no_amount_yet(desk: Desk) -> None:
    text = desk.text(MEDICAL)
    first = next(line for line in text[text.index("金额:\n") :].splitlines()[1:] if line.strip())
    typed = text.replace(first + "\n", f"  2101103 公务员医疗补助:\n    \n{first}\n", 1)
    items = offered(desk, MEDICAL, typed, "2101103 公务员医疗补助:\n    ")
    assert {"本级安排", "2101101 行政单位医疗"} <= set(labels(items))
    assert {item.filter_text for item in items} == set(labels(items))


def test_a_figure_says_how_it_is_made_and_where_it_is_printed(desk: Desk) -> None:
    text = desk.text(CHENGGONG)
    told = hover(desk, CHENGGONG, *at(text, "${工作经费}", 3))
    assert "54万元" in told
    assert "= 人均标准 * 参保人数" in told or "= 参保人数 * 人均标准" in told
    assert f"写在 {CHENGGONG}" in told
    assert re.search(r"印在 \d+ 处", told)


def test_an_amount_says_all_places_that_it_goes_into(desk: Desk) -> None:
    """The number is that of the places whose figures are made of the line, counted in the documents themselves."""
    text = desk.text(MEDICAL)
    place = at(text, "本级安排: 1100")
    told = hover(desk, MEDICAL, *place)
    result = pipeline.check(samples.ROOT, [samples.ROOT / MEDICAL])
    count = 0
    for document, _ in result.documents:
        for one in places(document):
            figures = [run.figure for run in one.text.runs if run.figure]
            written = {str(leaf.position) for figure in figures for leaf in leaves(figure)}
            count += any(f"{MEDICAL}:{place[0] + 1}:" in where for where in written)
    assert count > 40
    assert f"印在 {count} 处" in told


def leaves(figure: Figure) -> Iterator[Figure]:
    yield figure
    for operand in figure.origin.operands if isinstance(figure.origin, Computed) else ():
        yield from leaves(operand)


def test_a_key_says_what_it_is_for(desk: Desk) -> None:
    text = desk.text(CHENGGONG)
    told = hover(desk, CHENGGONG, *at(text, "金额单位:"))
    assert told.startswith("**金额单位**\n\n本文件中金额的单位：元或万元。")


def test_a_name_leads_to_where_it_is_given(two: Desk) -> None:
    second = f"{samples.FOLDER}/projects/02-training.yaml"
    naming = Naming.of(two, second)
    assert naming
    text = two.text(second)
    use = naming.at(*at(text, "项目.医保宣传经费.参保人数", len("项目.医保宣传经费.")))
    assert use
    place = naming.place(use.target)
    assert place
    assert (place.path, place.line - 1) == (samples.PROJECT_FILE, at(samples.PROJECT, "  参保人数: 1000")[0])
    found = [one for one in naming.uses() if one.target == use.target]
    written = {path: split(two.text(path)) for path in (samples.PROJECT_FILE, second)}
    words = [written[one.place.path][one.place.line - 1][one.place.column - 1 :][: one.place.length] for one in found]
    assert set(words) == {"参保人数"}
    assert len(found) == samples.PROJECT.count("参保人数") + 1


def test_a_code_leads_to_the_chart(desk: Desk) -> None:
    path = f"{TONGNAN}/budget.yaml"
    text = desk.text(path)
    typed = re.sub(r"\Z", "\n名词解释:\n  - 名词: 甲\n    说明: ${科目.2101101}\n", text)
    desk.put(path, typed)
    naming = Naming.of(desk, path)
    assert naming
    use = naming.at(*at(typed, "${科目.2101101}", 6))
    place = naming.place(use.target) if use else None
    assert place
    assert desk.text(place.path).split("\n")[place.line - 1].strip().startswith(("2101101", "'2101101'"))


def test_a_figure_under_another_name_prints_the_same(two: Desk) -> None:
    """One edit over two files; the documents of both print what they did, and nothing more is told."""
    found = rename(two, samples.PROJECT_FILE, *at(samples.PROJECT, "参保人数: 1000"), "人数")
    second = f"{samples.FOLDER}/projects/02-training.yaml"
    assert {path: len(these) for path, these in found.items()} == {
        samples.PROJECT_FILE: samples.PROJECT.count("参保人数"),
        second: 1,
    }
    before = printed(two, {})
    texts = {path: changed(two.text(path), these, "人数").encode() for path, these in found.items()}
    assert "参保人数" not in texts[samples.PROJECT_FILE].decode()
    assert printed(two, texts) == before


def printed(desk: Desk, texts: dict[str, bytes]) -> object:
    result = desk.try_out(samples.FOLDER, texts)
    assert len(result.documents) == 2
    return [(d.key, [(p.name, p.text.plain) for p in places(d)]) for d, _ in result.documents], result.findings


def test_every_name_of_the_real_content_can_be_changed(desk: Desk) -> None:
    """Each name of 数据 and 文段 in the file that has most of them; `rename` itself compares what is printed."""
    text = desk.text(CHENGGONG)
    desk.put(CHENGGONG, text)
    names = re.findall(r"^  (\w+): ", text[text.index("数据:") : text.index("项目基本概况:")], re.MULTILINE)
    assert len(names) > 15
    for name in names[::4]:
        found = rename(desk, CHENGGONG, *at(text, f"\n  {name}: ", 4), f"新的{name}")
        after = changed(text, found[CHENGGONG], f"新的{name}")
        assert after.count(f"新的{name}") == len(found[CHENGGONG]) >= 1
        assert not re.search(rf"(?<!新的)\b{name}\b[^：]*}}", after)


def test_a_project_is_renamed_where_others_name_it(two: Desk) -> None:
    found = rename(two, samples.PROJECT_FILE, *at(samples.PROJECT, "医保宣传经费"), "医保政策宣传经费")
    second = f"{samples.FOLDER}/projects/02-training.yaml"
    assert {path: len(these) for path, these in found.items()} == {samples.PROJECT_FILE: 1, second: 1}


@pytest.mark.parametrize(
    ("words", "new", "why"),
    [
        ("参保人数: 1000", "人均标准", "已经有叫「人均标准」的了"),
        ("参保人数: 1000", "人 数", "不能做名字"),
        ("参保人数: 1000", "a}b", "不能做名字"),
        ("参保人数: 1000", "1人", "不能做名字"),
        ("文种: 项目", "部门", "这里没有可以改的名字"),
        ("    - 名称: ", "宣传册", "直接改明细"),
    ],
)
def test_what_can_not_be_renamed_says_why(two: Desk, words: str, new: str, why: str) -> None:
    place = at(samples.PROJECT, words, len(words) if words.endswith(" ") else 0)
    with pytest.raises(RenameError, match=why):
        rename(two, samples.PROJECT_FILE, *place, new)
