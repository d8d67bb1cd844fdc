"""YAML that is no YAML, or not of the strict dialect; files that are no text."""

from __future__ import annotations

from tests import samples
from tests.bad_inputs import Case

TOP = "文种: 项目\n项目名称: 医保宣传经费\n"
PLAN = "项目实施计划: 年初开始。"
OUTCOME = "项目实施成效: 人人知晓。"
CONFLICT = f"‸<<<<<<< HEAD\n{PLAN}\n=======\n项目实施计划: 年中开始。\n>>>>>>> 修改计划\n"
GBK = samples.PROJECT.encode("gb18030")
DEEP = "甲: " + "[" * 31 + "‸[" + "]" * 32 + "\n"

YAML = [
    Case("tab", "  经费来源:", "‸\t经费来源:", "YM-001", golden=True),
    Case("tab-behind-spaces", "  经费来源:", "  ‸\t经费来源:", "YM-001"),
    Case("tab-behind-a-dash", "    - 名称: 资料印制", "    -‸\t名称: 资料印制", "YM-001"),
    Case("full-width-colon", PLAN, "项目实施计划‸：年初开始。", "YM-010", golden=True),
    Case("full-width-colon-in-a-list", "      金额: 3000", "      金额‸：3000", "YM-010"),
    Case("two-full-width-colons", TOP, TOP.replace(":", "：").replace("：", "‸：", 1), "YM-010", ("YM-010 2:5",)),
    Case("full-width-space", "  经费来源:", "‸　经费来源:", "YM-011"),
    Case("full-width-dash", "    - 名称: 业务培训", "    ‸－ 名称: 业务培训", "YM-012"),
    Case("no-space-behind-colon", PLAN, "项目实施计划‸:年初开始。", "YM-013"),
    Case("no-space-behind-dash", "    - 名称: 业务培训", "    ‸-名称: 业务培训", "YM-014"),
    Case("percent-sign-first", PLAN, "项目实施计划: ‸%年初", "YM-015"),
    Case("at-sign-first", PLAN, "项目实施计划: ‸@年初", "YM-015"),
    Case("curly-bracket-first", PLAN, "项目实施计划: ‸{年初", "YM-015"),
    Case("greater-sign-first", "指标值: 4", "指标值: ‸>4", "YM-015"),
    Case("greater-or-equal-first", "指标值: 4", "指标值: ‸>=4", "YM-015"),
    Case("quote-not-closed", PLAN, "项目实施计划: ‸'年初开始。", "YM-016", golden=True),
    Case("double-quote-not-closed", PLAN, '项目实施计划: ‸"年初开始。', "YM-016"),
    Case("unknown-escape", PLAN, '项目实施计划: "年初‸\\开始。"', "YM-020"),
    Case("colon-in-words", PLAN, "项目实施计划: 年初‸: 开始。", "YM-017"),
    Case("indented-too-little", "      金额: 2000", "     ‸金额: 2000", "YM-018"),
    Case("indented-too-far", "      金额: 2000", "        ‸金额: 2000", "YM-018"),
    Case("list-on-top", "", "‸- 文种: 项目\n", "YM-019"),
    Case("words-on-top", "", "‸请照此填写\n", "YM-019"),
    Case("two-documents", PLAN, f"{PLAN}\n‸---", "YM-002"),
    Case("mapping-as-a-key", PLAN, "‸? {甲: 乙}\n: 年初", "YM-003", ("YM-003 38:1", "MB-002 1:1")),
    Case("duplicate-key", OUTCOME, f"‸项目实施计划: 年中开始。\n{OUTCOME}", "YM-004", golden=True),
    Case("duplicate-inner-key", "      金额: 2000", "      金额: 2000\n      ‸金额: 1000", "YM-004"),
    Case("duplicate-data", "  经费:", "  ‸参保人数: 1 人\n  经费:", "YM-004"),
    Case("deep-nesting", "", DEEP, "YM-005"),
    Case(
        "deep-nesting-of-lists",
        "",
        "甲:\n" + "".join("  " * n + "-\n" for n in range(31)) + "  " * 31 + "‸- 乙\n",
        "YM-005",
    ),
    Case("anchor", PLAN, "项目实施计划: ‸&a 年初开始。", "YM-006", golden=True),
    Case("chinese-alias", PLAN, "项目实施计划: ‸*甲", "YM-015"),
    Case("alias", PLAN, "项目实施计划: ‸*a", "YM-006"),
    Case(
        "alias-of-an-anchor",
        OUTCOME,
        "项目实施成效: ‸&b 人人知晓。\n成效: *b",
        "YM-006",
        ("YM-006 40:5", "ZD-001 40:1"),
    ),
    Case("merge-key", PLAN, "<<: ‸*a", "YM-006", ("MB-002 1:1",)),
    Case("tag", PLAN, "项目实施计划: ‸!!python/object:os.system 年初", "YM-006"),
    Case("plain-tag", PLAN, "项目实施计划: ‸!a 年初", "YM-006"),
    Case("wrapped", PLAN, "项目实施计划: ‸年初开始，\n  年底结束。", "YM-007", golden=True),
    Case("wrapped-in-quotes", PLAN, "项目实施计划: ‸'年初开始，\n  年底结束。'", "YM-007"),
    Case("folded", PLAN, "项目实施计划: ‸>\n  年初开始，\n  年底结束。", "YM-007"),
    Case("folded-on-one-line", PLAN, "项目实施计划: ‸>-\n  年初开始。", "YM-007"),
    Case("escape-for-a-control-character", PLAN, '项目实施计划: "年初‸\\a开始。"', "YM-008"),
    Case("escape-for-a-token", PLAN, '项目实施计划: "‸\\ue0000\\ue001"', "YM-008"),
    Case("conflict", f"{PLAN}\n", CONFLICT, "WJ-006", ("WJ-006 39:1", "WJ-006 41:1"), golden=True),
    Case("zero-width-space", PLAN, "项目实施计划: 年初‸\u200b开始。", "WJ-005", golden=True),
    Case("byte-order-mark-inside", PLAN, "项目实施计划: 年初‸\ufeff开始。", "WJ-005"),
    Case("right-to-left-mark", PLAN, "项目实施计划: 年初‸\u202e开始。", "WJ-005"),
    Case("line-separator", PLAN, "项目实施计划: 年初‸\u2028开始。", "WJ-005"),
    Case("next-line", PLAN, "项目实施计划: 年初‸\u0085开始。", "WJ-005"),
    Case("private-character", PLAN, "项目实施计划: 年初‸\ue0000\ue001开始。", "WJ-005", ("WJ-005 37:13",)),
    Case("nul", PLAN, "项目实施计划: 年初‸\0开始。", "WJ-005"),
    Case("nul-at-the-start", "文种: 项目\n", "文种: ‸\0项目\n", "WJ-005"),
    Case("bell", PLAN, "项目实施计划: 年初‸\a开始。", "WJ-005"),
    Case("empty", "", "", "WJ-007"),
    Case("only-comments", "", "# 待填\n\n", "WJ-007"),
    Case("only-dashes", "", "---\n", "WJ-007"),
]

FILES = [
    Case("gbk", "", GBK, "WJ-003", golden=True),
    Case("half-gbk", "", "文种: 项目\n# ".encode() + "项目".encode("gbk") + b"\n", "WJ-004", at="2:1"),
    Case("gbk-department", "", samples.DEPARTMENT.encode("gbk"), "WJ-003", path=samples.DEPARTMENT_FILE),
    Case("utf-16", "", samples.PROJECT.encode("utf-16"), "WJ-002"),
    Case("utf-16-big-endian", "", b"\xfe\xff" + samples.PROJECT.encode("utf-16-be"), "WJ-002"),
    Case("utf-16-without-mark", "", samples.PROJECT.encode("utf-16-le"), "WJ-002"),
    Case("no-text", "", b"PK\x03\x04\xff\xff\x80\x81\x82", "WJ-004"),
    Case("too-large", "", b"# " + b"x" * 2_000_000, "WJ-001"),
]
