"""The comment on a request is made of data: nothing of the branch runs, and who writes it can do nothing else."""

from __future__ import annotations

import base64
import os
import re
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests import samples
from tests.review.test_history import commit
from tests.review.test_states import git

if TYPE_CHECKING:
    from pathlib import Path

REVIEW = yaml.safe_load((samples.ROOT / ".github/workflows/review.yml").read_text(encoding="utf-8"))
JOBS: dict[str, Any] = REVIEW["jobs"]
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")
# Stands for the installation: the program of these tests.
SETUP = f"""#!/bin/sh
mkdir -p .venv/bin
printf '#!/bin/sh\\nexec env PYTHONPATH={samples.ROOT} {sys.executable} -P -m generator "$@"\\n' >.venv/bin/shenbao
chmod +x .venv/bin/shenbao
"""
GH = """#!/bin/sh
printf '%s\\n' "$*" >>"$RUNNER_TEMP/calls"
case "$*" in *--paginate*) cat "$RUNNER_TEMP/old" 2>/dev/null || true ;; *) cp comment.md "$RUNNER_TEMP/posted.md" ;; esac
"""


def runs(job: str) -> list[str]:
    return [step["run"] for step in JOBS[job]["steps"] if "run" in step]


def test_it_comes_from_the_default_branch_and_may_nearly_nothing() -> None:
    assert list(REVIEW[True]) == ["pull_request_target"]  # YAML reads `on` as a truth
    assert REVIEW["permissions"] == {}
    assert {name: job["permissions"] for name, job in JOBS.items()} == {
        "compare": {"contents": "read"},
        "comment": {"pull-requests": "write"},
    }
    assert "default_branch" in JOBS["compare"]["if"]


def test_only_the_base_is_checked_out() -> None:
    (checkout,) = [step for step in JOBS["compare"]["steps"] if "uses" in step]
    assert PINNED.fullmatch(checkout["uses"])
    assert checkout["with"]["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert checkout["with"]["persist-credentials"] is False
    assert not [step for step in JOBS["comment"]["steps"] if "uses" in step]
    for run in runs("compare"):
        assert not re.search(
            r"git\b.*\b(checkout|switch|reset|restore|worktree|merge(?!-base)|pull|archive|clone|submodule)\b", run
        )


def test_nothing_of_the_request_is_part_of_a_command() -> None:
    for job in JOBS:
        for run in runs(job):
            assert "${{" not in run


def test_no_step_that_looks_at_the_branch_has_a_token() -> None:
    with_token = [
        step["name"] for job in JOBS.values() for step in job["steps"] if "github.token" in str(step.get("env"))
    ]
    assert with_token == ["取来请求里的提交", "更新评论"]
    text = (samples.ROOT / ".github/workflows/review.yml").read_text(encoding="utf-8")
    assert "secrets." not in text


@pytest.mark.parametrize("file", [".github/workflows/build.yml", ".gitlab-ci.yml"])
def test_a_build_of_a_forge_starts_from_nothing(file: str) -> None:
    text = (samples.ROOT / file).read_text(encoding="utf-8")
    assert text.index("find build -mindepth 1 ! -name .gitkeep -delete") < text.index("make build\n")


class Forge:
    """A forge of one machine: a repository with a request, and the runner that works on it."""

    def __init__(self, folder: Path) -> None:
        self.canary = folder / "executed"
        self.origin, self.clone, self.space = folder / "origin", folder / "clone", folder / "space"
        self.space.mkdir()
        samples.write(self.origin, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
        samples.write(self.origin, {".ci/setup": SETUP, ".gitignore": ".venv\n/build\n"})
        samples.copy_templates(self.origin)
        commit(self.origin, "one", "2024-01-05")
        git(self.origin, "add", ".ci", ".gitignore")
        git(self.origin, "commit", "-m", "program")

    def request(self, files: dict[str, str | bytes], number: int = 7) -> None:
        """Propose files by a branch, as a forge keeps it."""
        git(self.origin, "checkout", "-q", "-b", f"branch{number}", "main")
        samples.write(self.origin, files)
        git(self.origin, "-c", "core.attributesFile=/dev/null", "add", "-f", *files)
        git(self.origin, "commit", "-m", "hostile")
        git(self.origin, "update-ref", f"refs/pull/{number}/head", "HEAD")
        git(self.origin, "checkout", "-q", "main")

    def compare(self, number: int = 7) -> dict[str, str]:
        """Do what the first job does; return its outputs."""
        git(self.space, "clone", "-q", str(self.origin), str(self.clone))
        head = git(self.origin, "rev-parse", f"refs/pull/{number}/head")
        given = {"NUMBER": str(number), "TOKEN": "secret", "BASE": git(self.origin, "rev-parse", "main"), "HEAD": head}
        for step in JOBS["compare"]["steps"]:
            if "run" in step:
                env = {name: given.get(name, str(value)) for name, value in step.get("env", {}).items()}
                assert "${{" not in "".join(env.values())
                self._run(step["run"], self.clone, env)
        lines = (self.space / "output").read_text(encoding="utf-8").splitlines()
        return dict(line.split("=", 1) for line in lines)

    def post(self, text: str, old: str = "") -> str:
        """Do what the second job does; return the comment."""
        tools = self.space / "tools"
        tools.mkdir(exist_ok=True)
        (tools / "gh").write_text(GH, encoding="utf-8")
        (tools / "gh").chmod(0o755)
        (self.space / "old").write_text(old, encoding="utf-8")
        given = {"NUMBER": "7", "HEAD": "a" * 40, "GH_TOKEN": "token", "TEXT": text}
        (step,) = JOBS["comment"]["steps"]
        assert step["env"].keys() == given.keys()
        self._run(step["run"], self.space, given | {"PATH": f"{tools}:{os.environ['PATH']}"})
        return (self.space / "posted.md").read_text(encoding="utf-8")

    def _run(self, script: str, folder: Path, env: dict[str, str]) -> None:
        given = {
            "GITHUB_OUTPUT": str(self.space / "output"),
            "GITHUB_STEP_SUMMARY": str(self.space / "summary.md"),
            "GITHUB_REPOSITORY": "owner/name",
            "RUNNER_TEMP": str(self.space),
            "CI": "true",
        }
        bash = shutil.which("bash") or "bash"
        done = subprocess.run(
            [bash, "-e", "-c", script], cwd=folder, env=os.environ | given | env, check=False, capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()


@pytest.fixture
def forge(tmp_path: Path) -> Forge:
    return Forge(tmp_path)


def hostile(canary: Path) -> dict[str, str | bytes]:
    """Return the files of a branch that wants to be run, and to hide what it does."""
    evil = f"import pathlib; pathlib.Path({str(canary)!r}).write_text('python'); print('无变更'); raise SystemExit(0)\n"
    shell = f"#!/bin/sh\ntouch '{canary}'\n"
    hidden = samples.changed(samples.PROJECT, "项目名称: 医保宣传经费", "项目名称: 另一个项目")
    return {
        "content/shi/danwei/2024/projects/15-hidden.yaml": hidden,
        "content/shi/danwei/2024/projects/.gitattributes": "15-hidden.yaml export-ignore\n",
        ".gitattributes": "* filter=evil diff=evil export-ignore\n",
        ".gitmodules": f'[submodule "x"]\n\tpath = x\n\turl = file://{canary}\n\tupdate = !touch {canary}\n',
        "generator/__init__.py": evil,
        "generator/__main__.py": evil,
        "sitecustomize.py": evil,
        "yaml.py": evil,
        ".ci/setup": shell,
        "Makefile": f"build:\n\ttouch '{canary}'\n",
        ".github/workflows/review.yml": "on: pull_request_target\n",
        "templates/common/print.css": "p,td{color:#fff}\n",
        "build/manifest.json": '{"documents": {}}',
        "build/shi/2024/x.html": "<p>1</p>",
    }


def test_a_hostile_branch_is_read_and_not_run(forge: Forge) -> None:
    files = hostile(forge.canary)
    forge.request(files)
    said = base64.b64decode(forge.compare()["text"]).decode()
    shown = said.replace("\\", "")
    for path in files:
        assert path in shown, path
    assert "另一个项目" in shown
    assert "无变更" not in shown
    posted = forge.post(base64.b64encode(said.encode()).decode())
    for sign in ("<details>", "</summary>", "</details>", "\n- "):
        assert posted.count(sign) == f"\n{said}".count(sign) > 0
    assert not forge.canary.exists()
    # The working tree is still that of the base, and no folder of the machine has changed.
    assert not git(forge.clone, "status", "--porcelain")
    assert not (forge.clone / "sitecustomize.py").exists()
    assert {path.name for path in forge.space.parent.iterdir()} == {"origin", "clone", "space"}


def test_a_branch_that_the_base_cannot_read_is_said_to_be_so(forge: Forge) -> None:
    forge.request({samples.PROJECT_FILE: "文种: 新文种\n格式: 9\n", "generator/x.py": ""})
    posted = forge.post(forge.compare()["text"])
    assert "无法比较：新版本读不出" in posted.replace("\\", "")
    assert "generator/x.py" in posted.replace("\\", "")


def test_where_nothing_came_the_comment_says_so(forge: Forge) -> None:
    posted = forge.post("")
    assert posted.splitlines()[0] == "<!-- shenbao-review -->"
    assert "a" * 10 in posted
    assert "无法比较" in posted


def encoded(text: str) -> str:
    return base64.b64encode(text.encode()).decode()


def test_the_comment_is_text(forge: Forge) -> None:
    nasty = "<script>x</script> \\<b\\> @all @\u200bme [x](http://a.b) ![y](https://c.d)\n<details open><summary>x</summary>\n"
    posted = forge.post(encoded(f"{nasty}<details><summary>《&lt;b&gt;》印出的变化</summary>\n\n- a\n\n</details>\n"))
    _, _, body = posted.partition("\n")
    tags = re.findall(r"<[^>]*>", body)
    assert tags == ["<details>", "<summary>", "</summary>", "</details>"]
    assert not re.findall(r"@(?!\u200b)|://(?=[^\u200b])|\]\((?!\u200b)", body.replace(":\u200b//", ""))


def test_a_long_text_is_cut_to_what_a_comment_may_hold(forge: Forge) -> None:
    posted = forge.post(encoded("<details><summary>全部变化</summary>\n" + "字@" * 12_000))
    assert len(posted) <= 65_536
    assert posted.endswith("</details>\n\n后面还有，没有印全：在自己的电脑上运行 shenbao diff 看。\n")
    assert "\ufffd" not in posted


def test_its_own_comment_is_renewed_and_nobody_elses(forge: Forge) -> None:
    forge.post(encoded("一"), old="41\n")
    forge.post(encoded("二"))
    calls = (forge.space / "calls").read_text(encoding="utf-8").splitlines()
    assert [re.findall(r"--method (\w+) (\S+)", call) for call in calls] == [
        [],
        [("PATCH", "repos/owner/name/issues/comments/41")],
        [],
        [("POST", "repos/owner/name/issues/7/comments")],
    ]
    assert 'select(.user.login == "github-actions[bot]" and ' in calls[0]
