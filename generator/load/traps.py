"""What people get wrong in YAML, in their words: a full-width colon, a missing space, a sign that needs quotes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from generator.model.finding import Finding, Mark, Severity

if TYPE_CHECKING:
    from generator.model.position import Position

QUOTE_IT = "给整个值加上半角单引号，如 '内容'。"
# By code: what, why, and how to mend it. `{}` in the first is filled in where it is found.
TRAPS: dict[str, tuple[str, str, str]] = {
    "YM-001": ("{}有制表符（Tab）", "YAML 只能用空格。", "换成空格，每级两个。"),
    "YM-002": ("文件里有第二个文档", "「---」和「...」把文件分成了几个。", "删去这一行。"),
    "YM-003": ("这里应当是一个键名", "「? 」和「: 」开头的行在 YAML 里有特别的含义。", "每行写「键: 值」。"),
    "YM-006": (
        "不能用 YAML 的锚点、别名和标签：「{}」",
        "「&」「*」「!」开头的文字在 YAML 里有特别的含义。",
        "如果是文字，整个加上单引号；如果想只写一次：内容写进「数据」或「文段」，用 ${名字} 引用；模板包里各处照写。",
    ),
    "YM-007": (
        "文字换了行",
        "文字换行后，YAML 会在换行处加空格，印出来的就和写的不一样。",
        "写在一行里；要分段，用「|」，每段一行。",
    ),
    "YM-010": ("键名后面是全角冒号「：」", "YAML 只认半角冒号。", "改成半角冒号加一个空格「: 」。"),
    "YM-011": ("{}有全角空格或不间断空格", "YAML 只认半角空格。", "换成半角空格，或删去。"),
    "YM-012": ("列表条目前面不是半角短横线", "YAML 只认「- 」。", "改成半角短横线加一个空格「- 」。"),
    "YM-013": ("冒号后面少了空格", "没有空格，YAML 不知道键名到哪里为止。", "在冒号后面加一个空格。"),
    "YM-014": ("短横线后面少了空格", "列表条目写成「- 内容」。", "在短横线后面加一个空格。"),
    "YM-015": ("{}以特殊符号「{}」开头", "这个符号在 YAML 里有特别的含义。", QUOTE_IT),
    "YM-016": ("引号没有配对", "引号打开以后，在这一行里没有关上。", "在这段文字的末尾补上同样的半角引号。"),
    "YM-017": (
        "这里不该有「: 」",
        "一行里有两个「: 」，或者这一行缩进得不对。",
        "文字里有「: 」时给整个值加上单引号；否则和同级的键对齐。",
    ),
    "YM-018": ("缩进不对", "同一级的键要对齐，下一级多缩进两个空格。", "对照相邻的各行检查缩进。"),
    "YM-019": (
        "文件的最外层不是「键: 值」",
        "文件里没有一行是「键: 值」。",
        "照 docs/yaml.md 的例子，每行写「键: 值」。",
    ),
    "YM-020": ("双引号里的「\\」写法不对", "「\\」在双引号里有特别的含义。", "改用单引号，直接写文字。"),
    "YM-021": (
        "这一行没有冒号，不是「键: 值」",
        "漏了冒号，或者是上一行的文字换到了这里。",
        "键名后面加「: 」；上一行的文字接到上一行，或用「|」分段。",
    ),
    "YM-022": ("值写在了下一行", "值要和键写在一行。", "接在上一行的冒号后面；要分段，在冒号后面写「|」。"),
    "YM-023": (
        "{}加的是全角引号",
        "YAML 只认半角引号，全角的会照样印出来。",
        "删去引号，或改成半角单引号；要印出引号，外面再加一对半角单引号，如 '“内容”'。",
    ),
    "YM-024": (
        "从「#」起的文字不会印出来",
        "空格后面的「#」在 YAML 里是备注的开头。",
        "是文字，给整个值加上单引号；是备注，在「#」前面空两格，或另写一行。",
    ),
    "YM-025": ("列表条目的「-」没有对齐", "同一个列表的「-」要对齐，比它们的键多缩进两个空格。", "和其他条目对齐。"),
    "YM-026": (
        "方括号里用了全角的「{}」",
        "YAML 只认半角逗号，这里几项会当成一项。",
        "改成半角逗号加一个空格「, 」；如果是一项里的文字，给这一项加上单引号。",
    ),
    "YM-027": (
        "引号后面还有文字",
        "值以半角引号开头，YAML 到下一个引号就当它完了。",
        "文字里的引号改成全角「“”」；或给整个值加上单引号。",
    ),
    "YM-028": ("这里有 YAML 的指令「{}」", "以「%」开头的行在 YAML 里是指令。", "删去这一行。"),
    "YM-029": ("备注前面是全角井号「＃」", "YAML 只认半角井号。", "改成半角的「#」。"),
}


def trap(code: str, place: Position, *words: str, cause: str = "", hint: str = "", see: Mark | None = None) -> Finding:
    """Make the finding of a trap; cause and hint of its own where the place tells more."""
    message, usual_cause, usual_hint = TRAPS[code]
    marks = (see,) if see else ()
    return Finding(code, Severity.ERROR, message.format(*words), place, cause or usual_cause, hint or usual_hint, marks)


def doubt(finding: Finding) -> Finding:
    """Make a warning of a trap that spoils nothing, or that may be meant."""
    return replace(finding, severity=Severity.WARNING)
