"""Changes by a form: what is meant changes, and no other byte; another reader finds the same."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.edit.canonical import meaning
from generator.edit.quotes import Quotes
from generator.edit.rewrite import Rewritten, is_witnessed, rewrite
from generator.edit.want import Want
from generator.filling.sheet import Sheet
from generator.load.outline import outline
from tests.samples import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.model.outline import Way

# Each edit reads a file twice: the large ones are edited in a browser (tests/tools/test_form.py).
LARGE = 5000
FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "content").rglob("*.yaml"))
QUOTES = Quotes(outline)
# What stays the same is read once.
READ = lru_cache(maxsize=32)(outline)
# What people write, and what is a sign to YAML.
TEXTS = st.one_of(
    st.sampled_from(
        ["0", "-3.50", "0871", "2024-01-05", ">", "是", "yes", "null", "a: b", "甲 # 乙", "- 丙", "'丁'", '"戊"', "[1]"]
    ),
    st.sampled_from(
        ["第一段\n第二段", "第一段\n\n# 不是注释\n  第三段", "${数据} 万元", "%", "@己", "{庚: 1}", "|", "!辛"]
    ),
    st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "Sm"], exclude_characters="\u00a0\u3000")),
)


def whole(said: Any, way: Way = ()) -> Want:
    """Return what a form sends where nobody changed anything."""
    if isinstance(said, dict):
        return Want(way, keys=tuple((name, whole(below, (*way, name))) for name, below in said.items()))
    if isinstance(said, list):
        return Want(way, items=tuple(whole(below, (*way, number)) for number, below in enumerate(said)))
    return Want(way)


def leaves(said: Any, way: Way = ()) -> Iterator[tuple[Way, str]]:
    pairs = said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else None
    if pairs is None:
        yield way, said
    for step, below in pairs or ():
        yield from leaves(below, (*way, step))


def put(want: Want, way: Way, new: Want) -> Want:
    """Return a wish with another one at a place."""
    if not way:
        return new
    if want.keys is not None:
        return Want(
            want.origin, keys=tuple((k, put(one, way[1:], new) if k == way[0] else one) for k, one in want.keys)
        )
    return Want(
        want.origin,
        items=tuple(put(one, way[1:], new) if n == way[0] else one for n, one in enumerate(want.items or ())),
    )


def trimmed(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: trimmed(below) for name, below in value.items()}
    return [trimmed(one) for one in value] if isinstance(value, list) else value.rstrip("\n")


def other(data: bytes) -> Any:
    """Read a file as PyYAML does, all scalars as texts."""
    return trimmed(yaml.load(data.decode(), yaml.CBaseLoader))  # noqa: S506 - it makes texts, lists and mappings


def at(value: Any, way: Way) -> Any:
    for step in way:
        value = value[step]
    return value


@cache
def read(path: str) -> tuple[bytes, Any, list[tuple[Way, str]], dict[Way, tuple[int, int]]]:
    data = (ROOT / path).read_bytes()
    said = meaning(outline(path, data))
    lines = {tuple(way): (first, last) for way, first, last in Sheet.of(path, data).places()}
    return data, said, list(leaves(said)), lines


@cache
def other_of(path: str) -> Any:
    return other((ROOT / path).read_bytes())


def comments(data: bytes) -> Counter[str]:
    return Counter(re.findall(r"(?m)(?:^|[ \t])#.*$", data.decode()))


@pytest.mark.parametrize("path", FILES)
def test_what_nobody_changed_stays_byte_for_byte(path: str) -> None:
    data, said, _, _ = read(path)
    for want in (whole(said), Want((), keys=tuple((name, Want((name,))) for name in said))):
        assert rewrite(path, data, want, READ, QUOTES) == Rewritten(data, Counter())


@pytest.mark.slow
@settings(max_examples=1000)
@given(choice=st.integers(min_value=0), text=TEXTS.map(str.strip).filter(bool))
def test_an_edit_changes_the_scalar_that_it_means(choice: int, text: str) -> None:
    small = [path for path in FILES if len(read(path)[0]) < LARGE]
    path = small[choice % len(small)]
    data, said, found, lines = read(path)
    way, old = found[choice // len(small) % len(found)]
    made = rewrite(path, data, put(whole(said), way, Want(way, text=text)), READ, QUOTES)
    if made is None:  # What no file may hold is refused, and never written as something else.
        assert any(finding.is_error for finding in outline("", f"x: '{text}'\n".encode()).findings) or "\n" in text
        return
    assert made.lost == Counter()
    before, after = other_of(path), other(made.data)
    assert at(after, way) == text
    at(after, way[:-1])[way[-1]] = old
    assert before == after
    first, last = lines[way]
    was, now = data.split(b"\n"), made.data.split(b"\n")
    # A comment behind a text that now has several lines stands above it.
    assert now[: first - 1] == was[: first - 1]
    assert now[len(now) - (len(was) - last) :] == was[last:]
    if "#" not in text and "#" not in old:
        assert comments(made.data) == comments(data)


@pytest.mark.parametrize("path", [FILES[1], FILES[3], FILES[-1]])
def test_another_reader_finds_the_same(path: str) -> None:
    data, said, found, _ = read(path)
    for way, _ in found[:: len(found) // 3]:
        made = rewrite(path, data, put(whole(said), way, Want(way, text="另一段\n# 字")), READ, QUOTES)
        assert made is not None, way
        assert is_witnessed(data, made, outline)
        less = b"".join(line for line in made.data.splitlines(keepends=True) if not line.startswith(b"#"))
        assert (less == made.data) == is_witnessed(data, Rewritten(less, made.lost), outline)


FILE = """\
# 头
甲:
  # 第一条的话
  - 名: 一  # 尾
    数: 1

  # 第二条的话
  - 名: 二
    数: 2
  # 最后的话
乙: '旧'  # 引号
丙:
  丁: 1
"""


def changed(want: Want) -> str:
    made = rewrite("", FILE.encode(), want, READ, QUOTES)
    assert made is not None
    assert is_witnessed(FILE.encode(), made, outline)
    return made.data.decode()


def keys(**below: Want) -> Want:
    return Want((), keys=tuple(below.items()))


KEPT = {"乙": Want(("乙",)), "丙": Want(("丙",))}


def test_rows_move_with_their_comments() -> None:
    swapped = Want(("甲",), items=(Want(("甲", 1)), Want(("甲", 0))))
    assert changed(keys(甲=swapped, **KEPT)) == (
        "# 头\n甲:\n  # 第二条的话\n  - 名: 二\n    数: 2\n  # 第一条的话\n  - 名: 一  # 尾\n    数: 1\n"
        "  # 最后的话\n乙: '旧'  # 引号\n丙:\n  丁: 1\n"
    )


def test_a_row_goes_with_its_comments_and_nothing_else() -> None:
    text = changed(keys(甲=Want(("甲",), items=(Want(("甲", 1)),)), **KEPT))
    assert text == "# 头\n甲:\n  # 第二条的话\n  - 名: 二\n    数: 2\n  # 最后的话\n乙: '旧'  # 引号\n丙:\n  丁: 1\n"


def test_new_rows_and_keys_are_written_as_people_write_them() -> None:
    new = Want(keys=(("名", Want(text="三: 乙")), ("数", Want(text="3"))))
    rows = Want(("甲",), items=(Want(("甲", 0)), Want(("甲", 1)), new))
    below = Want(("丙",), keys=(("丁", Want(("丙", "丁"))), ("2080505 戊", Want(keys=(("己", Want(text="0.10")),)))))
    text = changed(keys(甲=rows, 乙=Want(("乙",), text="新"), 丙=below, 庚=Want(text="一\n二")))
    assert "    数: 2\n  - 名: '三: 乙'\n    数: 3\n  # 最后的话\n乙: '新'  # 引号\n" in text
    assert text.endswith("丙:\n  丁: 1\n  2080505 戊:\n    己: 0.10\n\n庚: |\n  一\n  二\n")


def test_a_key_gets_another_name_and_an_amount_parts() -> None:
    below = Want(("丙",), keys=(("新丁", Want(("丙", "丁"), keys=(("子", Want(text="1")),))),))
    assert changed(keys(甲=Want(("甲",)), 乙=Want(("乙",)), 丙=below)).endswith("丙:\n  新丁:\n    子: 1\n")


def test_an_emptied_key_goes_where_no_comment_tells_of_it() -> None:
    text = changed(keys(甲=Want(("甲",)), 乙=Want(("乙",), text=""), 丙=Want(("丙",))))
    assert "乙:  # 引号\n" in text
    text = changed(keys(甲=Want(("甲",)), 乙=Want(("乙",)), 丙=Want(("丙",), text="")))
    assert text.endswith("乙: '旧'  # 引号\n")


def test_what_asked_for_a_value_goes_once_it_is_there() -> None:
    data = "# 填：做什么。例：\n#   一行\n#   又一行\n甲:\n# 自己的话\n# 有就填：乙的话。\n乙:\n丙:\n  # 填：名称。\n  - 丁:\n    # 填：值。\n    戊:\n"
    rows = Want(
        ("丙",),
        items=(Want(("丙", 0), keys=(("丁", Want(("丙", 0, "丁"), text="二")), ("戊", Want(("丙", 0, "戊"))))),),
    )
    want = keys(甲=Want(("甲",), text="一"), 乙=Want(("乙",)), 丙=rows)
    made = rewrite("", data.encode(), want, READ, QUOTES)
    assert made is not None
    assert is_witnessed(data.encode(), made, outline)
    assert made.data.decode() == (
        "甲: 一\n# 自己的话\n# 有就填：乙的话。\n乙:\n丙:\n  - 丁: 二\n    # 填：值。\n    戊:\n"
    )
    made = rewrite(
        "", data.encode(), keys(甲=Want(("甲",)), 乙=Want(("乙",), text="三"), 丙=Want(("丙",))), READ, QUOTES
    )
    assert made is not None
    assert made.data.decode() == data.replace("# 有就填：乙的话。\n乙:", "乙: 三")


def test_what_is_not_there_is_refused() -> None:
    for want in (
        keys(甲=Want(("子",))),
        keys(甲=Want(("甲", 7))),
        Want((), keys=(("乙", Want(text="1")), ("乙", Want(text="2")))),
    ):
        assert rewrite("", FILE.encode(), want, READ, QUOTES) is None
