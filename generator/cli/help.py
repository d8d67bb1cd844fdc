"""Help pages: plain text, folded to the terminal's width between any two Chinese characters.

Typer's own pages cut long sentences off, and bring in a renderer of Markdown that takes longer to load than the rest.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from typer.core import TyperArgument, TyperGroup, TyperOption

from generator.report.text import cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from typer._click.core import Command, Context  # the only place that has them

# Longer lines are hard to read, whatever the terminal.
WIDEST = 100
# What is longer than this on the left has its explanation below it, not beside it.
LEFT = 22
INDENT = 2
# What stays together on a line: a word of Latin letters or one character, with the signs before and after it.
PIECE = re.compile(r"\s*[（「《“]*(?:[!-~]+|\S)[，。、；：！？）」》”…]*")


def page(command: Command, ctx: Context) -> str:
    """Return the help page of a command."""
    width = min(shutil.get_terminal_size().columns, WIDEST)
    lines = [usage(command, ctx), "", *folded(command.help or "", width)]
    for title, entries in _tables(command, ctx).items():
        if entries:
            lines += ["", f"{title}：", *_table(entries, width)]
    return "\n".join(lines)


def usage(command: Command, ctx: Context) -> str:
    """Return the line that says what a command is followed by."""
    arguments = [_placeholder(param) for param in command.get_params(ctx) if isinstance(param, TyperArgument)]
    after = ["命令", "[参数]..."] if isinstance(command, TyperGroup) else arguments
    return " ".join(["用法：" + ctx.command_path, "[选项]", *after])


def folded(text: str, width: int) -> list[str]:
    """Break a text into lines that are no wider than `width` cells, unless a single word is."""
    lines = [""]
    for piece in PIECE.findall(text):
        if lines[-1] and cells(lines[-1] + piece) > width:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return lines


def _placeholder(argument: TyperArgument) -> str:
    name = argument.display_name_raw + ("..." if argument.nargs == -1 else "")
    return (
        name if argument.required else f"[{argument.display_name_raw}]" + name.removeprefix(argument.display_name_raw)
    )


def _tables(command: Command, ctx: Context) -> dict[str, list[tuple[str, str]]]:
    params = command.get_params(ctx)
    commands = command.commands.items() if isinstance(command, TyperGroup) else ()
    return {
        "参数": [(p.display_name_raw, p.help or "") for p in params if isinstance(p, TyperArgument)],
        "选项": [(_names(p), p.help or "") for p in params if isinstance(p, TyperOption) and not p.hidden],
        "命令": [(name, one.help or "") for name, one in commands if not one.hidden],
    }


def _names(option: TyperOption) -> str:
    """Return the spellings of an option, the short one first, and what follows it."""
    return ", ".join(sorted(option.opts, key=len)) + (f" {option.metavar}" if option.metavar else "")


def _table(entries: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Yield two columns; the right one begins at the same place in every line."""
    left = min(max(cells(name) for name, _ in entries), LEFT)
    start = INDENT + left + INDENT
    for name, words in entries:
        first, *rest = folded(words, width - start)
        head = " " * INDENT + name
        if cells(name) > left:
            yield head
            head = ""
        yield head + " " * (start - cells(head)) + first
        yield from (" " * start + line for line in rest)
