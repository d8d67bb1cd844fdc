"""shenbao preview."""

from __future__ import annotations

import os
import signal
import sys
import webbrowser
from typing import Annotated

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FAILED, Paths, app, content_paths, repository
from generator.cli.chinese import ChineseCommand
from generator.report.terminal import Terminal
from generator.system.signals import Interruption

Port = Annotated[
    int,
    typer.Option(
        "--port", metavar="端口", min=0, max=65535, help="用这个端口；不写就用一个空着的。", show_default=False
    ),
]
NoOpen = Annotated[bool, typer.Option("--no-open", metavar="", help="不打开浏览器，只打印地址。", show_default=False)]


@app.command(cls=ChineseCommand)
def preview(
    paths: Paths = None,
    port: Port = 0,
    no_open: NoOpen = False,  # noqa: FBT002 - typer reads the default
) -> None:
    """在浏览器里看文档、填表，一改就换成新的；只有本机看得到。"""
    from generator.serve.preview import Preview  # noqa: PLC0415 - a help page needs none of it

    terminal = Terminal()
    root = repository(terminal)
    selected = content_paths(root, paths, terminal)
    try:
        with Preview(root, selected, port) as shown:
            terminal.say(f"预览：{shown.address}")
            terminal.say("改 YAML，保存，浏览器里跟着变；不写 YAML 的按「填表」。按 Ctrl+C 结束。")
            if not no_open and _has_browser():
                webbrowser.open(shown.address)
            shown.wait()
    except Interruption as stop:
        terminal.say("预览结束。")
        raise Exit(CLEAN if stop.number == signal.SIGINT else stop.code) from stop
    except OSError as problem:
        terminal.complain(f"端口 {port} 用不了，多半是别的程序占着：换一个端口，或者不写 --port。")
        raise Exit(FAILED) from problem


def _has_browser() -> bool:
    """Whether a window can open: without one, Python may start a browser inside this very terminal."""
    shows = os.environ.keys() & {"DISPLAY", "WAYLAND_DISPLAY", "BROWSER"}
    return os.name == "nt" or sys.platform == "darwin" or bool(shows)
