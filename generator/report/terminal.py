"""Prints findings, progress and results."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.report.console import Console
from generator.report.text import lines_of, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from generator.model.finding import Finding


class Terminal:
    """Standard output for results, standard error for progress."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet
        self.out, self.err = Console(), Console(stderr=True)

    def say(self, words: str, style: str = "") -> None:
        """Print a line, unless asked to be quiet."""
        if not self.quiet:
            self.out.print(visible(words), style)

    def text(self, told: Callable[[], None]) -> str:
        """Return what would be printed, colours included."""
        return self.out.capture(told)

    def note(self, words: str) -> None:
        """Print a line where it doesn't mix with the results, unless asked to be quiet."""
        if not self.quiet:
            self.err.print(visible(words))

    def wait(self, folder: str, holder: str) -> None:
        """Say that another process has to be waited for."""
        self.note(f"另一个 shenbao（进程 {holder}）正在写 {folder}，等它做完……")

    def complain(self, words: str) -> None:
        """Print one line about why the command can't go on."""
        self.err.print(visible(words), "bold red")

    def findings(self, findings: Sequence[Finding], sources: Mapping[str, Sequence[str]]) -> None:
        """Print findings one after another; when quiet, only errors."""
        for finding in findings:
            if self.quiet and not finding.is_error:
                continue
            for line, style in lines_of(finding, sources):
                self.out.print(line, style)
            self.out.print()

    def summary(
        self, findings: Sequence[Finding], waived: int, skipped: Mapping[str, tuple[str, ...]], files: int
    ) -> None:
        """Print how many findings there were, and what could not be checked."""
        for path, codes in skipped.items():
            self.say(f"{path}：有的字段读不出，没有检查 {'、'.join(codes)}")
        counts = dict.fromkeys(("错误", "警告", "提示"), 0)
        for finding in findings:
            counts[finding.severity.value] += 1
        told = "，".join(f"{count} 个{name}" for name, count in counts.items() if count) or "没有发现问题"
        self.say(f"检查了 {files} 个文件：{told}" + (f"，另有 {waived} 个已豁免" if waived else ""))

    def outputs(self, folder: Path, written: Sequence[str], current: int, removed: Sequence[str]) -> None:
        """Print what was written, kept and removed."""
        for target in removed:
            self.say(f"  删去 {folder / target}（内容已经没有或已改变）", "yellow")
        for target in written:
            self.say(f"  写出 {folder / target}", "green")
        if current:
            self.say(f"  另有 {current} 个文件没有变化，不必重做")

    @contextmanager
    def progress(self) -> Iterator[Callable[[int, int, str], None]]:
        """Show a bar while documents are made, where someone looks on."""
        if self.quiet or not self.err.is_coloured:
            yield lambda done, total, target: None  # noqa: ARG005 - nobody looks on
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - see Console

        columns = (
            TextColumn("生成文档"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
        )
        with Progress(*columns, console=self.err.rich, transient=True) as bar:
            task = bar.add_task("", total=None)
            yield lambda done, total, target: bar.update(task, completed=done, total=total, description=visible(target))
