"""Says in Chinese what typer says in English: help pages and mistakes in the command line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typer import rich_utils
from typer.core import TyperArgument, TyperCommand, TyperGroup

if TYPE_CHECKING:
    from typer._click.core import Context  # the only place that has it
    from typer.core import TyperOption
    from typer.exceptions import TyperException

rich_utils.ARGUMENTS_PANEL_TITLE = "参数"
rich_utils.OPTIONS_PANEL_TITLE = "选项"
rich_utils.COMMANDS_PANEL_TITLE = "命令"
rich_utils.REQUIRED_LONG_STRING = "［必填］"
# The names of Python's types say nothing to a clerk.
TyperArgument.display_type_rich = lambda self, ctx: None  # type: ignore[method-assign]  # noqa: ARG005
WORDS = {"Usage:": "用法：", "[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]...", "[PATHS]...": "[路径]..."}


def _usage(usage: str) -> str:
    for english, chinese in WORDS.items():
        usage = usage.replace(english, chinese)
    return usage


def _help(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help, option.metavar = "显示这页帮助。", ""
    return option


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def get_usage(self, ctx: Context) -> str:
        """Return the usage line."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the help option."""
        return _help(super().get_help_option(ctx))


class ChineseGroup(TyperGroup):
    """A group of commands whose help is Chinese."""

    def get_usage(self, ctx: Context) -> str:
        """Return the usage line."""
        return _usage(super().get_usage(ctx))

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the help option."""
        return _help(super().get_help_option(ctx))


def explain(problem: TyperException) -> str:
    """Say what is wrong with a command line."""
    words = re.findall(r"'([^']+)'", problem.format_message())
    word = words[0] if words else ""
    name = type(problem).__name__
    if name == "NoSuchOption":
        return f"没有「{getattr(problem, 'option_name', word)}」这个选项。用 --help 看有哪些。"
    if name == "MissingParameter":
        return "命令没有写完整。用 --help 看还要写什么。"
    if name == "BadOptionUsage":
        return f"选项「{getattr(problem, 'option_name', word)}」的写法不对。用 --help 看怎么写。"
    value = re.search(r"'([^']+)' is not one of (.+)\.", problem.format_message())
    if name == "BadParameter" and value:
        allowed = "、".join(re.findall(r"'([^']+)'", value[2]))
        return f"「{word}」不能是「{value[1]}」，可以写的有：{allowed}。"
    if "No such command" in problem.format_message():
        return f"没有「{word}」这个命令。用 --help 看有哪些。"
    return f"命令写得不对{f'：「{word}」' if word else ''}。用 --help 看有哪些命令。"
