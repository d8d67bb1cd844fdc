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
"""


OTHERS = """## 读取和生成时的错误

下面这些不是检查规则，不能豁免：写法不对，程序就读不出内容或印不出文档。
"""


class Rule(Protocol):
    """What is told of a rule."""

    @property
    def code(self) -> str: ...  # noqa: D102 - as in the registry of rules

    @property
    def severity(self) -> Severity: ...  # noqa: D102

    @property
    def basis(self) -> str: ...  # noqa: D102

    @property
    def explanation(self) -> str: ...  # noqa: D102


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
