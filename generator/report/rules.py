"""Explains rules to people: one in the terminal, all of them as docs/rules.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping

    from generator.model.finding import Severity

HEAD = """# 检查规则

由 `make docs` 从程序里的规则生成，不要手改。每条规则有编号；在终端里用 `shenbao explain 编号` 看同样的说明。

错误会阻止生成文档；警告和提示不会（`shenbao check --strict` 时警告也算错误）。确认可以接受的，在内容里写「豁免」。
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
    """Return docs/rules.md."""
    parts = [HEAD]
    for code, rule in sorted(rules.items()):
        first, *rest = [line.strip() for line in rule.explanation.splitlines() if line.strip()]
        body = "\n\n".join([*rest, f"依据：{rule.basis}"])
        parts.append(f"## {code}　{first}\n\n{rule.severity.value}。\n\n{body}\n")
    return "\n".join(parts)
