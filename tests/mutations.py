"""Mistakes that are made at random in sound files: each changes the lines, and tells which line is the culprit."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from random import Random

# The lines after a mistake and the number of the culprit; None where it can't be made.
Mistake: TypeAlias = Callable[[list[str], int, "Random"], "tuple[list[str], int] | None"]
PAIR = re.compile(r"^( *(?:- )?)([^\s:#'\"][^:#'\"]*):(?: ([^\s'\"|#\[{>].*))?$")
ITEM = re.compile(r"^( *)- (.+)$")


@dataclass(frozen=True, slots=True)
class Trap:
    """A kind of mistake, and the codes that tell it."""

    name: str
    codes: tuple[str, ...]
    make: Mistake


def _replaced(lines: list[str], at: int, *new: str, culprit: int = 0) -> tuple[list[str], int]:
    return [*lines[:at], *new, *lines[at + 1 :]], at + 1 + culprit


def in_block(lines: list[str], at: int) -> bool:
    """Whether a line is text below a `|`."""
    indent = len(lines[at]) - len(lines[at].lstrip())
    for number in range(at - 1, -1, -1):
        line = lines[number]
        if line.strip() and len(line) - len(line.lstrip()) < indent:
            return line.endswith("|")
    return False


def pair(change: Callable[[str, str, str, Random], str | None]) -> Mistake:
    """Make a mistake of one that changes front, key and value of a `键: 值` line."""

    def make(lines: list[str], at: int, random: Random) -> tuple[list[str], int] | None:
        found = PAIR.match(lines[at])
        if not found or in_block(lines, at):
            return None
        new = change(found[1], found[2], found[3] or "", random)
        return None if new is None else _replaced(lines, at, new)

    return make


def valued(change: Callable[[str, Random], str | None]) -> Mistake:
    """Make a mistake of one that changes a plain value."""

    def changed(front: str, key: str, value: str, random: Random) -> str | None:
        new = change(value, random) if value and " #" not in value else None
        return None if new is None else f"{front}{key}: {new}"

    return pair(changed)


def whole(change: Callable[[str, Random], str | None]) -> Mistake:
    """Make a mistake of one that changes a line outside of blocks, comments and blank lines."""

    def make(lines: list[str], at: int, random: Random) -> tuple[list[str], int] | None:
        if not lines[at].strip() or lines[at].lstrip().startswith("#") or in_block(lines, at):
            return None
        new = change(lines[at], random)
        return None if new is None else _replaced(lines, at, new)

    return make


def anywhere(change: Callable[[str, Random], list[str] | None], culprit: int = 0) -> Mistake:
    """Make a mistake of one that puts lines in place of any line."""

    def make(lines: list[str], at: int, random: Random) -> tuple[list[str], int] | None:
        new = change(lines[at], random)
        return None if new is None else _replaced(lines, at, *new, culprit=culprit)

    return make


def _indented(line: str, random: Random, *blanks: str) -> str | None:
    lead = len(line) - len(line.lstrip())
    if not lead:
        return None
    at = random.randrange(0, lead, 2)
    return line[:at] + random.choice(blanks) + line[at + 2 :]


def _cut(value: str, random: Random, between: str) -> str | None:
    places = [at for at in range(1, len(value)) if " " not in value[at - 1 : at + 1]]
    at = random.choice(places) if places else 0
    return value[:at] + between + value[at:] if at else None


def _wrapped(lines: list[str], at: int, random: Random) -> tuple[list[str], int] | None:
    found = PAIR.match(lines[at])
    if not found or not found[3] or len(found[3]) < 4 or " #" in found[3] or in_block(lines, at):
        return None
    cut = random.randrange(2, len(found[3]) - 1)
    if found[3][cut] in "#-" or found[3][cut - 1] in ": ":
        return None
    indent = " " * (len(found[1]) + 2)
    return _replaced(lines, at, f"{found[1]}{found[2]}: {found[3][:cut]}", indent + found[3][cut:].lstrip())


def _below(lines: list[str], at: int, _: Random) -> tuple[list[str], int] | None:
    found = PAIR.match(lines[at])
    if not found or not found[3] or " #" in found[3] or in_block(lines, at):
        return None
    return _replaced(lines, at, f"{found[1]}{found[2]}:", " " * (len(found[1]) + 2) + found[3], culprit=1)


def block(change: Callable[[list[str], int, int], tuple[list[str], int] | None]) -> Mistake:
    """Make a mistake of one that is given the head of a block of two lines or more, and where its text ends."""

    def make(lines: list[str], at: int, _: Random) -> tuple[list[str], int] | None:
        if not lines[at].endswith(": |"):
            return None
        end = at + 1
        indent = len(lines[at + 1]) - len(lines[at + 1].lstrip())
        while end < len(lines) and lines[end].startswith(" " * indent):
            end += 1
        return change(lines, at, end) if end > at + 2 else None

    return make


def shifted(*by: int) -> Mistake:
    """Move one line; that of the first key or item of a level too."""

    def change(line: str, random: Random) -> str | None:
        lead = len(line) - len(line.lstrip())
        step = random.choice(by)
        if not lead or lead + step < 0 or ("- " in line) != (line.lstrip()[:2] == "- "):
            return None
        return " " * (lead + step) + line.lstrip()

    return whole(change)


def keys_only(make: Mistake) -> Mistake:
    def keys(lines: list[str], at: int, random: Random) -> tuple[list[str], int] | None:
        return None if lines[at].lstrip().startswith("- ") else make(lines, at, random)

    return keys


def items_only(make: Mistake) -> Mistake:
    def items(lines: list[str], at: int, random: Random) -> tuple[list[str], int] | None:
        return make(lines, at, random) if lines[at].lstrip().startswith("- ") else None

    return items


def _duplicated(lines: list[str], at: int, _: Random) -> tuple[list[str], int] | None:
    found = PAIR.match(lines[at])
    if not found or not found[3] or in_block(lines, at):
        return None
    again = " " * len(found[1]) + lines[at][len(found[1]) :]
    return _replaced(lines, at, lines[at], again, culprit=1)


def _inserted(*texts: str) -> Mistake:
    """Put a line before another one that is not the first to say something."""

    def make(lines: list[str], at: int, random: Random) -> tuple[list[str], int] | None:
        is_first = all(not line.strip() or line.startswith("#") for line in lines[:at])
        return None if is_first or not lines[at].strip() else _replaced(lines, at, random.choice(texts), lines[at])

    return make


def _moved_item(lines: list[str], at: int, random: Random) -> tuple[list[str], int] | None:
    """Move an item that is not the first of its list, with all its lines."""
    lead = len(lines[at]) - len(lines[at].lstrip())
    if (
        not lines[at].lstrip().startswith("- ")
        or in_block(lines, at)
        or len(lines[at - 1]) - len(lines[at - 1].lstrip()) <= lead
    ):
        return None
    end = at + 1
    while end < len(lines) and lines[end].startswith(" " * (lead + 1)):
        end += 1
    step = random.choice((-1, 1, 2))
    moved = [" " * step + line if step > 0 else line[-step:] for line in lines[at:end]]
    return [*lines[:at], *moved, *lines[end:]], at + 1


def _shorter(lines: list[str], _: int, end: int) -> tuple[list[str], int]:
    """Take a space from the last line of a block."""
    return _replaced(lines, end - 1, lines[end - 1][1:])


def _without_bar(lines: list[str], at: int, end: int) -> tuple[list[str], int] | None:
    rest = [line.strip() for line in lines[at + 1 : end]]
    if any(": " in line or line.startswith(("#", "$", "[", "-")) for line in rest):
        return None
    made, _ = _replaced(lines, at, lines[at][:-2])
    return made, at + 2


def _unindented(lines: list[str], at: int, end: int) -> tuple[list[str], int] | None:
    """Put all lines of a block in the column of its key."""
    indent = len(lines[at]) - len(lines[at].lstrip())
    text = [" " * indent + line.strip() for line in lines[at + 1 : end]]
    is_plain = not any(": " in line or line.lstrip().startswith(("#", "-", "'")) for line in text)
    return ([*lines[: at + 1], *text, *lines[end:]], at + 2) if is_plain else None


def _wide_blank(line: str, random: Random) -> list[str] | None:
    return [random.choice(("\u3000", "\u3000\u3000", "\u00a0"))] if not line else None


INVISIBLE = "\u200b\u200d\u2060\ufeff\u00ad\u202e\u2066\u200e\ue000\uf8ff\x07\x1b\x85\u2028"
ESCAPES = ("\\u200b", "\\e", "\\x07", "\\uE000", "\\L", "\\N", "\\U0000202e", "\\t")
SPECIAL = ("@", "`", "%", "&", "*", "!", ">", "|", "[", "{", ",", "]", "}", "? ", "- ", '"', "'")
LIST_MARKS = "—－–・•·"


def _listed(line: str, random: Random) -> str:
    return line.replace("- ", random.choice(LIST_MARKS) + random.choice((" ", "", "\u3000")), 1)


def _wide_gap(front: str, key: str, value: str, random: Random) -> str:
    return f"{front}{key}:{random.choice(('', ' '))}{random.choice(chr(0x3000) + chr(0xA0))}{value}"


def _full_quoted(value: str, random: Random) -> str | None:
    return None if set(value) & set("“”‘’") else random.choice(("“{}”", "‘{}’", '“{}"', "＂{}＂")).format(value)


def _quotable(value: str) -> bool:
    return not set(value) & set("'\"\\")


TRAPS = (
    Trap("全角冒号", ("YM-010",), pair(lambda f, k, v, _: f"{f}{k}：{v}")),
    Trap("方括号里的全角逗号", ("YM-026",), valued(lambda v, _: None if set(v) & set("[]{},") else f"[{v}，乙]")),
    Trap("全角引号", ("YM-023",), valued(_full_quoted)),
    Trap("键名加全角引号", ("YM-023",), pair(lambda f, k, v, _: f"{f}“{k}”: {v}")),
    Trap("全角短横线", ("YM-012",), items_only(whole(_listed))),
    Trap("全角空格缩进", ("YM-011",), whole(lambda s, r: _indented(s, r, "\u3000", "\u00a0\u00a0", " \u00a0"))),
    Trap("空行里的全角空格", ("YM-011",), anywhere(_wide_blank)),
    Trap("冒号后全角空格", ("YM-011",), pair(_wide_gap)),
    Trap("末尾全角空格", ("YM-011",), valued(lambda v, r: v + r.choice("\u3000\u00a0"))),
    Trap("Tab 缩进", ("YM-001",), whole(lambda s, r: _indented(s, r, "\t"))),
    Trap("冒号后 Tab", ("YM-001",), valued(lambda v, _: f"\t{v}")),
    Trap("冒号后少空格", ("YM-013",), pair(lambda f, k, v, _: f"{f}{k}:{v}" if v and v[0] not in "/\\" else None)),
    Trap("短横线后少空格", ("YM-014",), items_only(whole(lambda s, _: s.replace("- ", "-", 1)))),
    Trap("条目多或少一格", ("YM-018", "YM-025"), items_only(shifted(-1, 1))),
    Trap("整条移了位", ("YM-025", "YM-018"), _moved_item),
    Trap("键多或少一格", ("YM-018",), keys_only(shifted(-1, 1))),
    Trap("井号吞字", ("YM-024",), valued(lambda v, r: _cut(v, r, " #"))),
    Trap("特殊符号开头", ("YM-006", "YM-015", "YM-016", "YM-027"), valued(lambda v, r: r.choice(SPECIAL) + v)),
    Trap("值里有冒号空格", ("YM-017",), valued(lambda v, r: _cut(v, r, ": "))),
    Trap("引号没有配对", ("YM-016",), valued(lambda v, r: r.choice("'\"") + v if _quotable(v) else None)),
    Trap(
        "引号后面有字",
        ("YM-027",),
        valued(lambda v, _: f'"{v[:2]}"{v[2:]}' if _quotable(v) and v[2:].strip() else None),
    ),
    Trap("重复的键", ("YM-004",), _duplicated),
    Trap("合并冲突", ("WJ-006",), anywhere(lambda s, _: ["<<<<<<< HEAD", s, "=======", s, ">>>>>>> 修改"])),
    Trap("看不见的字符", ("WJ-005",), anywhere(lambda s, r: [x] if (x := _cut(s, r, r.choice(INVISIBLE))) else None)),
    Trap("转义的看不见字符", ("YM-008",), valued(lambda v, r: f'"{v}{r.choice(ESCAPES)}"' if _quotable(v) else None)),
    Trap("双引号里的反斜杠", ("YM-020",), valued(lambda v, _: f'"{v}\\开"' if _quotable(v) else None)),
    Trap("锚点别名标签", ("YM-006",), valued(lambda v, r: r.choice((f"&a {v}", "*a", f"!!str {v}", f"!a {v}")))),
    Trap("几个文档", ("YM-002",), _inserted("---", "...", "--- # 第二份")),
    Trap("指令", ("YM-028",), _inserted("%YAML 1.2", "%TAG ! tag:example,2024:")),
    Trap("文字换行", ("YM-007",), _wrapped),
    Trap("值在下一行", ("YM-022",), _below),
    Trap("少了冒号", ("YM-021",), pair(lambda f, k, v, _: f"{f}{k} {v}" if v and ":" not in v else None)),
    Trap("全角井号", ("YM-029",), _inserted("＃ 备注", "  ＃备注")),
    Trap("分段没有对齐", ("YM-018",), block(_shorter)),
    Trap("分段少了竖线", ("YM-007",), block(_without_bar)),
    Trap("分段没有缩进", ("YM-018",), block(_unindented)),
)
