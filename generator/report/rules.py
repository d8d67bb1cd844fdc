"""Explains rules to people: one in the terminal, all of them as docs/rules.md."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Protocol

from generator.report.codes import GROUPS, Code, codes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.finding import Severity

HEAD = """# 检查规则

由 `make docs` 从程序里的规则生成，不要手改。每条规则有编号；在终端里用 `shenbao explain 编号` 看同样的说明。

错误会阻止生成文档；警告和提示不会（`shenbao check --strict` 时警告也算错误）。确认可以接受的，在内容里写「豁免」。

编号的前两个字母是规则的种类：

| 编号 | 查什么 |
| --- | --- |
| DQ | 地区的汇总 |
| GJ | 勾稽：文字和表格、表格和表格是否一致 |
| GS | 格式：文号、日期、标点、年度、名称、代码、电话 |
| JE | 金额：明细、来源、科目、尾差 |
| JS | 计算：正文里的算式、合计、百分比 |
| KM | 科目的编码和名称 |
| MB | 模板包要求的内容 |
| SL | 数量：指标、预算、依据在各处是否相同 |
| WZ | 文字：错别字、误用、重复 |
| XM | 项目编码 |
| YS | 预算的变动原因，各单位的预算 |
| ZB | 绩效指标：名称、权重、值、单位、评分标准 |

读取和生成时的错误在本页最后。
"""


OTHERS = """## 读取和生成时的错误

下面这些不是检查规则，不能豁免：写法不对，程序就读不出内容或印不出文档。
"""


class Rule(Protocol):
    """What is told of a rule."""

    @property
    def code(self) -> str: ...  # noqa: D102 - as in the registry of rules

    @property
    def severity(self) -> Severity: ...  # noqa: D102 - as above

    @property
    def basis(self) -> str: ...  # noqa: D102 - as above

    @property
    def explanation(self) -> str: ...  # noqa: D102 - as above


def explanation(rule: Rule) -> str:
    """Return the explanation of a rule as plain lines."""
    lines = [line.strip() for line in rule.explanation.splitlines() if line.strip()]
    return "\n".join([f"{rule.code}（{rule.severity.value}）{lines[0]}", *lines[1:], f"依据：{rule.basis}"])


def page(rules: Mapping[str, Rule]) -> str:
    """Return docs/rules.md: the rules, then the other codes that findings have."""
    parts = [HEAD]
    for code, rule in sorted(rules.items()):
        first, *rest = [line.strip() for line in rule.explanation.splitlines() if line.strip()]
        body = "\n\n".join([*rest, f"依据：{rule.basis}"])
        parts.append(f"## {code}　{first}\n\n{rule.severity.value}。\n\n{body}\n")
    parts.append(OTHERS)
    known = codes().values()
    for group, title in GROUPS.items():
        parts.append(f"### {title}\n")
        parts += (_entry(entry) for entry in known if entry.code.startswith(group))
    return "\n".join(parts)


def _entry(entry: Code) -> str:
    example = _marked(entry.example) if entry.example.endswith("。") else f"`{entry.example}`"
    parts = [f"#### {entry.code}　{_marked(entry.what)}", _marked(entry.why), f"例：{example}"]
    return "\n\n".join([*parts, f"改法：{_marked(entry.mend)}"]) + "\n"


def _marked(text: str) -> str:
    """Show references and tags as code: Markdown takes dollar signs for mathematics."""
    return re.sub(r"(?<!`)(\$+\{[^}」]*\}|\{[{%][^」]*[%}]\})", r"`\1`", text)
