"""Turns the bytes of a content file into lines, or says why they can't be read."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from generator.load.fixes import is_idle
from generator.model.finding import Finding, error
from generator.model.position import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.load.lines import Line

MAX_BYTES = 2_000_000
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
CONFLICT_MARKS = ("<<<<<<< ", "||||||| ", ">>>>>>> ")
CONFLICT_MIDDLE = "======="
# libyaml breaks lines at these three, editors don't: positions would lie.
LINE_BREAKERS = "\u0085\u2028\u2029"
# Marks and fillers that Unicode counts among letters, signs and accents.
INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufeff\uffa0\ufffc\ufffd") | frozenset(
    map(chr, range(0xFE00, 0xFE10))
)
HIDDEN_KINDS = frozenset({"Cc", "Cf", "Co", "Cs"})
# All others are seen at once to be visible: this is run over every line.
SUSPECTS = re.compile(
    "[^\t -~\u00a0-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u2190-\u27ff\u3000-\u3163\u3165-\u9fff\uff01-\uff9f\uffe0-\uffee]"
)
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
    if not _is_gbk(data):
        return error(
            "WJ-004",
            "文件不是文本，或已损坏",
            Position(path, line),
            cause="从这一行起有不是 UTF-8 的字节。",
            hint="从上一次提交中恢复这个文件。",
        )
    return error(
        "WJ-003",
        "文件的编码是 GBK，不是 UTF-8",
        Position(path, line),
        cause="Windows 上的旧软件默认存成 GBK。",
        hint=RESAVE,
    )


def _is_gbk(data: bytes) -> bool:
    """Whether a file is GBK: not where most of it is UTF-8, of which GBK can read almost anything."""
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    text = data.decode("utf-8", "replace")
    return text.count("\ufffd") > sum(character > "\u07ff" for character in text) / 2


def scan(path: str, lines: list[Line]) -> Iterator[Finding]:
    """Find characters that no reader can see, and take them out; find the remains of a merge."""
    for number, line in enumerate(lines, 1):
        text = line.text
        if text.startswith(CONFLICT_MARKS) or text == CONFLICT_MIDDLE:
            yield error(
                "WJ-006",
                "这里有合并冲突的标记",
                Position(path, number, 1, len(text)),
                cause="两个人改了同一处，git 把两种写法都留在了文件里。",
                hint="留下正确的一种，删去「<<<<<<<」「=======」「>>>>>>>」三行。",
            )
        if not text.isascii() or not text.isprintable():
            yield from _characters(line)


def is_invisible(character: str) -> bool:
    """Whether nobody can see a character: controls, marks, private use."""
    return (
        character in LINE_BREAKERS
        or character in INVISIBLE
        or unicodedata.category(character) in HIDDEN_KINDS
        or ord(character) & 0xFFFE == 0xFFFE  # noqa: PLR2004 - these are no characters at all
        or "\ufdd0" <= character <= "\ufdef"
    )


def _characters(line: Line) -> Iterator[Finding]:
    found = [match.start() for match in SUSPECTS.finditer(line.text) if is_invisible(match[0])]
    for at in found:
        yield error(
            "WJ-005",
            f"这里有看不见的字符 U+{ord(line.text[at]):04X}",
            line.place(at),
            cause="多半是从网页、Word 或聊天软件复制带来的。",
            hint="删去它，或把这几个字重新输入一遍。",
        )
    line.is_certain &= all(map(is_idle, (line.text[at] for at in found)))
    for at in reversed(found):
        line.replace(at, at + 1, "")
