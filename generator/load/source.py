"""Turns the bytes of a content file into text, or says why it can't be."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from generator.model.finding import Finding, error
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 2_000_000
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONFLICT_MARKS = ("<<<<<<< ", "=======", ">>>>>>> ")
# libyaml breaks lines at these three, editors don't: positions would lie.
LINE_BREAKERS = "\u0085\u2028\u2029"
INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffc\ufffd\u3164"
HIDDEN_KINDS = frozenset({"Cc", "Cf", "Co", "Cs"})
RESAVE = "在 VS Code 右下角点编码名，选「通过编码重新打开」，再选「通过编码保存」→「UTF-8」。"


def decode(path: str, data: bytes) -> str | Finding:
    """Return the text of a file, which must be UTF-8 and not too long."""
    place = Position(path, 1)
    if len(data) > MAX_BYTES:
        return error(
            "WJ-001", f"文件太大：{len(data)} 字节，上限是 {MAX_BYTES} 字节", place, hint="把内容分成几个文件。"
        )
    if data.startswith(UTF16_MARKS):
        return _utf16(place)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return _not_utf8(path, data, problem.start)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _utf16(place: Position) -> Finding:
    return error("WJ-002", "文件的编码是 UTF-16，不是 UTF-8", place, cause="记事本另存时选了「Unicode」。", hint=RESAVE)


def _not_utf8(path: str, data: bytes, offset: int) -> Finding:
    if b"\x00" in data[:200]:
        return _utf16(Position(path, 1))
    line = data.count(b"\n", 0, offset) + 1
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return error("WJ-004", "文件不是文本，或已损坏", Position(path, line), hint="从上一次提交中恢复这个文件。")
    return error(
        "WJ-003",
        "文件的编码是 GBK，不是 UTF-8",
        Position(path, line),
        cause="Windows 上的旧软件默认存成 GBK。",
        hint=RESAVE,
    )


def scan(path: str, lines: list[str]) -> Iterator[Finding]:
    """Find characters that no reader can see, and the remains of a merge."""
    for number, line in enumerate(lines, 1):
        if line.startswith(CONFLICT_MARKS):
            yield error(
                "WJ-006",
                "这里有合并冲突的标记",
                Position(path, number, 1, len(line)),
                cause="两个人改了同一处，git 把两种写法都留在了文件里。",
                hint="留下正确的一种，删去「<<<<<<<」「=======」「>>>>>>>」三行。",
            )
        if not line.isprintable():
            yield from _characters(path, number, line)


def is_invisible(character: str) -> bool:
    """Whether nobody can see a character: controls, marks, private use."""
    return character in LINE_BREAKERS or character in INVISIBLE or unicodedata.category(character) in HIDDEN_KINDS


def _characters(path: str, number: int, line: str) -> Iterator[Finding]:
    for column, character in enumerate(line, 1):
        place = Position(path, number, column)
        if character == "\t":
            if not line[: column - 1].strip(" -"):
                yield error(
                    "YM-001", "行首有制表符（Tab）", place, cause="YAML 只能用空格缩进。", hint="把它换成两个空格。"
                )
        elif is_invisible(character):
            yield error(
                "WJ-005",
                f"这里有看不见的字符 U+{ord(character):04X}",
                place,
                cause="多半是从网页、Word 或聊天软件复制带来的。",
                hint="删去它，或把这几个字重新输入一遍。",
            )
