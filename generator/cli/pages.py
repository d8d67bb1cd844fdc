"""Hidden commands for what is generated from the models: pages of docs/ and editor schemas; `make docs` uses them."""

from __future__ import annotations

import typer

from generator.cli.app import app, repository
from generator.cli.chinese import ChineseCommand
from generator.report.terminal import Terminal


@app.command(cls=ChineseCommand, hidden=True)
def reference() -> None:
    """打印 docs/yaml.md：各种 YAML 文件的全部键。改了程序的模型以后，用 make docs 更新。"""
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it
    from generator.report import reference as pages  # noqa: PLC0415 - needed by few

    typer.echo(pages.reference(pipeline.packs(repository(Terminal()))), nl=False)


@app.command(cls=ChineseCommand, hidden=True)
def rules() -> None:
    """打印 docs/rules.md：全部检查规则。改了规则以后，用 make docs 更新。"""
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it
    from generator.report.rules import page  # noqa: PLC0415 - needed by few

    typer.echo(page(pipeline.RULES), nl=False)


@app.command(cls=ChineseCommand, hidden=True)
def schemas() -> None:
    """重写 .vscode/schemas/：编辑器照它提示和检查各种 YAML 文件。改了程序的模型以后，用 make schemas 更新。"""
    from generator import pipeline  # noqa: PLC0415 - a help page needs none of it
    from generator.report.schemas import FOLDER, all_schemas  # noqa: PLC0415 - needed by few

    root = repository(Terminal())
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in all_schemas(pipeline.packs(root)).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
