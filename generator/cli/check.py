"""shenbao check, and shenbao explain."""

from __future__ import annotations

import signal
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FAILED, Force, Paths, Quiet, Strict, app, content_paths, repository, verdict
from generator.cli.chinese import ChineseCommand
from generator.model.nearest import nearest
from generator.report import edits
from generator.report.terminal import Terminal
from generator.system.signals import Interruption

if TYPE_CHECKING:
    from pathlib import Path

    from generator.departments.parts import Checked
    from generator.pipeline import Result


class Report(StrEnum):
    """Ways to report findings."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITLAB = "gitlab"
    GITHUB = "github"
    MARKDOWN = "markdown"


Reports = Annotated[
    Report,
    typer.Option(
        "--format",
        "-f",
        metavar="格式",
        help="text（给人看）、json、sarif、gitlab、github 或 markdown。",
        show_default=False,
    ),
]
Fix = Annotated[
    bool,
    typer.Option("--fix", metavar="", help="先改好只有一种改法的小毛病，列出改了哪里，再检查。", show_default=False),
]


Watch = Annotated[
    bool,
    typer.Option("--watch", metavar="", help="检查以后等着，一保存就再检查，直到按 Ctrl+C。", show_default=False),
]
# Between these lines stands what one check found: VS Code knows by them when it begins and ends (.vscode/tasks.json).
BEGINS, ENDS = "—— 开始检查 ——", "—— 检查完了，保存以后再检查；按 Ctrl+C 结束 ——"


@app.command(cls=ChineseCommand)
def check(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    context: typer.Context,
    paths: Paths = None,
    report: Reports = Report.TEXT,
    fix: Fix = False,  # noqa: FBT002 - typer reads the default
    watch: Watch = False,  # noqa: FBT002 - typer reads the default
    strict: Strict = False,  # noqa: FBT002 - typer reads the default
    force: Force = False,  # noqa: FBT002 - typer reads the default
    quiet: Quiet = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """检查 content/ 里的内容，不生成文件；不写 --fix，也不改内容。"""
    from generator.departments import run as departments  # noqa: PLC0415 - a help page needs none of it
    from generator.departments.parts import told  # noqa: PLC0415 - as above

    terminal = Terminal(quiet=quiet)
    root = repository(terminal)
    selected = content_paths(root, paths, terminal)
    if watch:
        _watch(terminal, root, selected, strict=strict, is_plain=report is Report.TEXT and not fix)
    if report is Report.TEXT and not (fix or selected):
        checked = departments.run(root, strict=strict, fresh=force)
        text = terminal.text(lambda: _print(terminal, checked))
    else:
        from generator import pipeline  # noqa: PLC0415 - as above

        plain = partial(pipeline.check, root, selected, strict=strict)
        result = _fixed(terminal, root, selected, report, strict=strict) if fix else plain()
        checked = told(result)
        is_text = report is Report.TEXT
        text = terminal.text(lambda: _print(terminal, checked)) if is_text else f"{_report(report, result)}\n"
    typer.echo(text, nl=False, color=True)  # The terminal has decided on colours.
    code = verdict(checked.findings)
    if context.obj and code != FAILED:
        context.obj.keep(text, code)
    raise Exit(code)


def _watch(terminal: Terminal, root: Path, selected: list[Path], *, strict: bool, is_plain: bool) -> NoReturn:
    """Check again after each change, until the process is asked to end."""
    from generator.departments.parts import told  # noqa: PLC0415 - a help page needs none of it
    from generator.serve.checking import checks  # noqa: PLC0415 - needed by few

    if not is_plain:
        terminal.complain("--watch 不能和 --fix、--format 一起用。")
        raise Exit(FAILED)
    try:
        for result in checks(root, selected, strict=strict):
            typer.echo(f"{BEGINS}\n{terminal.text(partial(_print, terminal, told(result)))}{ENDS}", color=True)
    except Interruption as stop:
        raise Exit(CLEAN if stop.number == signal.SIGINT else stop.code) from stop
    raise AssertionError("checks go on without end")


def _fixed(terminal: Terminal, root: Path, selected: list[Path], report: Report, *, strict: bool) -> Result:
    """Mend what has only one right form, and check what is selected then."""
    from generator import editing  # noqa: PLC0415 - nothing else here changes content

    result, made = editing.fix(root, selected, strict=strict, waiting=partial(terminal.wait, "content"))
    for line in edits.fixed(made):  # beside the report where a program reads that one
        (terminal.say if report is Report.TEXT else terminal.note)(line)
    return result


def _print(terminal: Terminal, checked: Checked) -> None:
    terminal.findings(checked.findings, checked.lines)
    terminal.summary(checked.findings, checked.waived, checked.skipped, checked.files)


def _report(report: Report, result: Result) -> str:
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it
    from generator.report import forge, machine  # noqa: PLC0415 - needed by few

    match report:
        case Report.JSON:
            return machine.as_json(result.findings, result.skipped)
        case Report.SARIF:
            return machine.as_sarif(result.findings, {c: r.explanation for c, r in pipeline.RULES.items()})
        case Report.GITLAB:
            return machine.as_gitlab(result.findings, result.lines)
        case Report.GITHUB:
            return forge.as_github(result.findings)
        case _:
            return forge.as_markdown(result.findings, result.lines)


def _codes(incomplete: str) -> list[tuple[str, str]]:
    """Return the codes that begin so, with what each is about, for the Tab key."""
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it
    from generator.report import codes  # noqa: PLC0415 - needed by few

    known = {code: rule.explanation for code, rule in pipeline.RULES.items()}
    known |= {code: one.explanation for code, one in codes.codes().items()}
    return [(code, known[code].partition("\n")[0]) for code in sorted(known) if code.startswith(incomplete)]


Code = Annotated[
    str,
    typer.Argument(metavar="编号", help="检查结果里的编号，如 ZB-101。", autocompletion=_codes, show_default=False),
]


@app.command(cls=ChineseCommand)
def explain(code: Code) -> None:
    """说明检查结果里的一个编号：查什么、为什么、怎么改。"""
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it
    from generator.report import codes, rules  # noqa: PLC0415 - needed by few

    wanted = code.upper()
    if wanted in pipeline.RULES:
        typer.echo(rules.explanation(pipeline.RULES[wanted]))
    elif wanted in codes.codes():
        typer.echo(f"{wanted} {codes.codes()[wanted].explanation}")
    else:
        near = nearest(wanted, sorted([*pipeline.RULES, *codes.codes()]))
        Terminal().complain(
            f"没有「{code}」这个编号。{f'是不是「{near}」？' if near else '全部编号见 docs/rules.md。'}"
        )
        raise Exit(FAILED)
