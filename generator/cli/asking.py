"""Asks people at a terminal what a new file should say, and writes it."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING

import typer
from typer.exceptions import Exit

from generator.cli.app import CLEAN, FAILED, FOUND, content_paths, repository
from generator.model.nearest import suggestion
from generator.report import edits
from generator.report.terminal import Terminal
from generator.starting.names import NAME, NAMED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from generator.model.open_key import OpenKey
    from generator.starting.kinds import Beginning, Kinds


class Asking:
    """Asks for what was not given, where someone sits at the terminal."""

    def __init__(self, given: Sequence[str] | None, *, silent: bool, quiet: bool) -> None:
        from generator.starting.kinds import Kinds  # noqa: PLC0415 - a help page needs none of it

        self.terminal = Terminal(quiet=quiet)
        self.root = repository(self.terminal)
        self.kinds: Kinds = Kinds(self.root)
        self.is_asking = not silent and sys.stdin.isatty()
        self.answers: dict[str, str] = {}
        for one in given or ():
            way, equals, value = one.partition("=")
            if not (way.strip() and equals):
                self.fail(f"「{one}」写成「键=值」，如「--set 项目名称=设备购置」。")
            self.answers[way.strip()] = value.strip()

    def fail(self, words: str) -> None:
        """Say why nothing is begun."""
        self.terminal.complain(words)
        raise Exit(FAILED)

    def text(self, what: str, words: str, wrong: Callable[[str], str] = lambda _: "") -> str:
        """Return an answer that there has to be."""
        if not self.is_asking:
            self.fail(f"还要写「{what}」。用 --help 看怎么写。")
        while True:
            answer = str(typer.prompt(words, default="", show_default=False, prompt_suffix="：")).strip()
            problem = wrong(answer) if answer else "这一项一定要写。"
            if not problem:
                return answer
            self.terminal.say(f"  {problem}")

    def choice(self, what: str, given: str, words: str, known: dict[str, str]) -> str:
        """Return one of some names, that people may give by their number too."""
        if given:
            if given not in known:
                self.fail(f"没有「{given}」。{suggestion(given, list(known))}")
            return given
        names = list(known)
        if self.is_asking:
            for number, (name, told) in enumerate(known.items(), 1):
                self.terminal.say(f"  {number}. {name}  {told}".rstrip())
        numbered = dict(zip(map(str, range(1, len(names) + 1)), names, strict=True))
        answer = self.text(
            what, f"{words}（写号码或名字）", lambda one: "" if one in {*names, *numbered} else "没有这一个。"
        )
        return numbered.get(answer, answer)

    def year(self, folder: Path | None) -> str:
        """Return the folder of a department's year."""
        if folder is None:
            return self.choice("年度文件夹", "", "哪个部门的哪一年", dict.fromkeys(self.kinds.there.years, ""))
        (selected,) = content_paths(self.root, [folder], self.terminal)
        path = selected.relative_to(self.root).as_posix()
        if path not in self.kinds.there.years:
            self.fail(f"「{folder}」不是一个部门的年度文件夹：写到年度，如 content/省/部门/2025。")
        return path

    def pack(self, what: str, given: str, words: str) -> str:
        """Return the name of a template pack."""
        return self.choice(what, given, words, {name: one.name.text for name, one in self.kinds.packs.items()})

    def name(self, what: str, given: str, words: str) -> str:
        """Return the name of a new file or folder."""

        def wrong(name: str) -> str:
            return "" if NAME.fullmatch(name) else f"「{name}」不能用：{NAMED}。"

        if given and (problem := wrong(given)):
            self.fail(problem)
        return given or self.text(what, words, wrong)

    def run(self, beginning: Beginning) -> None:
        """Ask what is open and fits on a line, write the files, and say what is left to people."""
        from generator.starting import run  # noqa: PLC0415 - as above

        unknown = beginning(self.answers).unknown()
        if unknown:
            ways = [key.way for key in beginning({}).open()]
            self.fail(f"没有「{unknown[0]}」这个键。{suggestion(unknown[0], ways)}")
        if self.is_asking:
            self._ask(beginning)
        done = run.begin(self.root, beginning(self.answers), waiting=partial(self.terminal.wait, "content"))
        for path in done.taken:
            self.terminal.complain(f"已经有「{path}」，没有动。换一个名字，或者直接改它。")
        for finding in done.refused:
            self.terminal.complain("。".join([finding.message.rstrip("。"), finding.hint]))
        for line in edits.begun(done.written, done.unanswered, done.open):
            self.terminal.say(line)
        raise Exit(FAILED if done.taken else FOUND if done.refused else CLEAN)

    def _ask(self, beginning: Beginning) -> None:
        """Ask one question after another; an answer that can't be read is asked for again."""
        asked: set[str] = set()
        while key := self._next(beginning, asked):
            asked.add(key.way)
            self.terminal.say(f"{key.way}：{key.told}")
            answer = str(
                typer.prompt("  不知道的直接按回车", default="", show_default=False, prompt_suffix="：")
            ).strip()
            if answer:
                self.answers[key.way] = answer
                faults = beginning(self.answers).faults()
                if faults:
                    self.terminal.say(f"  {faults[0].message}。{faults[0].hint}")
                    del self.answers[key.way]
                    asked.discard(key.way)

    def _next(self, beginning: Beginning, asked: set[str]) -> OpenKey | None:
        open_ = (one for one in beginning(self.answers).open() if one.is_short and one.is_required)
        return next((one for one in open_ if one.way not in asked), None)
