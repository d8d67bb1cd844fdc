"""The background task of VS Code: what `check --watch` prints is what its problem matchers read."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

from generator import pipeline
from generator.unchanged.run import begin
from tests import samples
from tests.samples import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path
    from typing import IO

SEVERITIES = {"error": "错误", "warning": "警告", "info": "提示"}
# An error of a figure, and one of a name; beside them stands a file that is not read.
MISTAKES = {"5 元/人": "5元 元/人", "${经费}": "${经贵}"}


def task(label: str) -> Any:
    text = (ROOT / ".vscode/tasks.json").read_text(encoding="utf-8")
    tasks = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))["tasks"]
    return next(one for one in tasks if one["label"] == label)


def problems(lines: list[str]) -> list[tuple[str, ...]]:
    """Return what VS Code makes of some lines; no line is read by two matchers."""
    found = []
    for line in lines:
        read = [
            (
                SEVERITIES[matcher["severity"]],
                *(match[pattern[name]] for name in ("file", "line", "column", "code", "message")),
            )
            for matcher in task("检查内容")["problemMatcher"]
            if (match := re.search((pattern := matcher["pattern"])["regexp"], line))
        ]
        assert len(read) <= 1, line
        found += read
    return found


def expected(root: Path) -> list[tuple[str, ...]]:
    return [
        (str(one.severity), place.path, str(place.line), str(place.column), one.code, one.message)
        for one in pipeline.check(root).findings
        if (place := one.position)
    ]


def runs(out: IO[str]) -> Iterator[list[str]]:
    """Yield the lines of each check, by the patterns of the first matcher."""
    background = task("检查内容")["problemMatcher"][0]["background"]
    lines: list[str] | None = None
    for line in map(str.rstrip, out):
        if re.search(background["beginsPattern"], line):
            lines = []
        elif re.search(background["endsPattern"], line):
            assert lines is not None
            yield lines
        elif lines is not None:
            lines.append(line)


def test_the_matchers_differ_in_one_word_only() -> None:
    matchers = task("检查内容")["problemMatcher"]
    regexps = {re.sub("错误|警告|提示", "词", matcher["pattern"]["regexp"]) for matcher in matchers}
    assert len(regexps) == 1
    assert len({json.dumps(matcher["background"]) for matcher in matchers}) == 1
    assert {matcher["severity"] for matcher in matchers} == SEVERITIES.keys()


def test_every_finding_of_every_check_is_a_problem(one_project: Callable[..., Path]) -> None:
    root = one_project()
    file = root / samples.PROJECT_FILE
    sound = file.read_text(encoding="utf-8")
    (file.parent / "02-x.yaml.txt").write_text("", encoding="utf-8")
    broken = sound
    for old, new in MISTAKES.items():
        assert old in broken
        broken = broken.replace(old, new, 1)
    file.write_text(broken, encoding="utf-8")
    environment = os.environ | task("检查内容")["options"]["env"] | {"PYTHONPATH": str(ROOT), "CI": ""}
    command = [sys.executable, "-m", "generator", *task("检查内容")["args"]]
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdout
        checks = runs(process.stdout)
        first = problems(next(checks))
        assert first == expected(root)
        assert len(first) > len(MISTAKES)
        file.write_text(sound, encoding="utf-8")
        (file.parent / "02-x.yaml.txt").unlink()
        later = next(checks)
        while problems(later) != expected(root):  # two files changed, one after the other
            later = next(checks)
        process.send_signal(signal.SIGINT)
    assert process.returncode == 0


def test_the_real_content_too() -> None:
    run = samples.shenbao(ROOT, "check", "--force")
    assert problems(run.out.split("\n")) == expected(ROOT)


def test_what_goes_on_is_never_answered_from_the_last_run(
    one_project: Callable[..., Path], monkeypatch: Any, command: Callable[..., samples.Run]
) -> None:
    monkeypatch.chdir(ROOT)
    assert begin(["check"], [sys.stdout]) is not None
    assert begin(["check", "--watch"], [sys.stdout]) is None
    refused = [command(one_project(), "check", "--watch", *more) for more in (["--fix"], ["--format", "json"])]
    assert {(run.code, run.out) for run in refused} == {(2, "")}
    assert all("不能和" in run.err for run in refused)
