"""Hidden commands that print generated pages of docs/; `make docs` uses them."""

from __future__ import annotations

import typer

from generator.cli.app import app
from generator.cli.chinese import ChineseCommand


@app.command(cls=ChineseCommand, hidden=True)
def reference() -> None:
    """打印 docs/yaml.md：各种 YAML 文件的全部键。改了程序的模型以后，用 make docs 更新。"""
    from generator.report.reference import reference as page  # noqa: PLC0415 - a help page needs none of it

    typer.echo(page(), nl=False)


@app.command(cls=ChineseCommand, hidden=True)
def rules() -> None:
    """打印 docs/rules.md：全部检查规则。改了规则以后，用 make docs 更新。"""
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it
    from generator.report.rules import page  # noqa: PLC0415 - needed by few

    typer.echo(page(pipeline.RULES), nl=False)
