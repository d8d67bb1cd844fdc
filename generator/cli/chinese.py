"""Says in Chinese what typer says in English: help pages, and mistakes in the command line."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from typer.core import TyperCommand, TyperGroup, TyperOption

from generator.cli import help as help_page
from generator.model.nearest import nearest, suggestion

if TYPE_CHECKING:
    from typer._click.core import Command, Context  # the only place that has them
    from typer._click.formatting import HelpFormatter
    from typer.exceptions import TyperException

SEE_HELP = "用 --help 看怎么写。"
DASHES = "--"


def show_help(ctx: Context) -> None:
    """Print the help page. Typer would print UTF-8 to a terminal that says it takes ASCII only."""
    sys.stdout.write(f"{ctx.get_help()}\n")


def _show(ctx: Context, _: object, wanted: bool) -> None:  # noqa: FBT001 - typer hands it over
    if wanted and not ctx.resilient_parsing:
        show_help(ctx)
        ctx.exit()


def _help(option: TyperOption | None) -> TyperOption | None:
    if option is not None:
        option.help, option.metavar, option.callback = "显示这页帮助。", "", _show
    return option


class ChineseCommand(TyperCommand):
    """A command whose help is Chinese."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help page."""
        formatter.write(help_page.page(self, ctx))

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the help option."""
        return _help(super().get_help_option(ctx))

    def get_short_help_str(self, limit: int = 0) -> str:  # noqa: ARG002 - Chinese has no spaces to cut at
        """Return what a completion tells beside the name of the command."""
        return self.help or ""

    def parse_args(self, ctx: Context, args: list[str]) -> list[str]:
        """Take the command line apart; `-fix` would else be read as `-f ix`."""
        for arg in args if not ctx.resilient_parsing else ():
            if re.fullmatch(r"-[a-z]{2,}", arg) and f"-{arg}" in _spellings(ctx):
                ctx.fail(f"「{arg}」前面少了一个短横线，写成「-{arg}」。")
        return super().parse_args(ctx, args)


class ChineseGroup(TyperGroup):
    """A group of commands whose help is Chinese."""

    def format_help(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the help page."""
        formatter.write(help_page.page(self, ctx))

    def get_help_option(self, ctx: Context) -> TyperOption | None:
        """Return the help option."""
        return _help(super().get_help_option(ctx))

    def resolve_command(self, ctx: Context, args: list[str]) -> tuple[str | None, Command | None, list[str]]:
        """Return the command that is meant."""
        if args[0] not in self.commands and not ctx.resilient_parsing:
            known = [name for name, command in self.commands.items() if not command.hidden]
            ctx.fail(f"没有「{args[0]}」这个命令。{suggestion(args[0], known)}")
        return super().resolve_command(ctx, args)


def explain(problem: TyperException) -> str:
    """Say what is wrong with a command line."""
    context, param = getattr(problem, "ctx", None), getattr(problem, "param", None)
    option = str(getattr(problem, "option_name", ""))
    message = problem.message
    match type(problem).__name__:
        case "NoSuchOption" if context is not None:
            return f"没有「{option}」这个选项。{_nearest(option, _spellings(context))}"
        case "BadOptionUsage":
            has_value = message.endswith("does not take a value.")
            return f"选项「{option}」后面{'不写' if has_value else '还要写'}值。{SEE_HELP}"
        case "MissingParameter" if param is not None:
            return f"还要写「{param.display_name_raw}」：{param.help}"
        case "BadParameter" if param is not None:
            return f"「{param.opts[0]}」{_wrong_choice(message)}"
    extra = re.fullmatch(r"Got unexpected extra argument\(s\) \((.*)\)", message, re.DOTALL)
    if extra:
        return f"多写了「{extra[1]}」。{SEE_HELP}"
    # What the commands themselves say is Chinese.
    return f"命令写得不对。{SEE_HELP}" if message.isascii() else message


def _spellings(context: Context) -> list[str]:
    """Return the long options of a command that its help page names."""
    params = (p for p in context.command.get_params(context) if isinstance(p, TyperOption) and not p.hidden)
    return [name for param in params for name in param.opts if name.startswith(DASHES)]


def _nearest(option: str, known: list[str]) -> str:
    """Propose an option; compared is what stands behind the dashes, which all have in common."""
    best = nearest(option.removeprefix(DASHES), [name.removeprefix(DASHES) for name in known])
    return f"是不是「{DASHES}{best}」？" if best and option.startswith(DASHES) else SEE_HELP


def _wrong_choice(message: str) -> str:
    value, _, rest = message.removeprefix("Value error, ").partition(" is not one of ")
    allowed = re.findall(r"'([^']+)'", rest)
    return f"不能是「{value[1:-1]}」，可以写的有：{'、'.join(allowed)}。" if allowed else f"写得不对。{SEE_HELP}"
