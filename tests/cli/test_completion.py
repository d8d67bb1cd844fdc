"""The Tab key completes in real shells, whether the command is on the path or typed with its folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli.completion import SCRIPTS, Shell
from tests import samples

PROGRAM = Path(sys.executable).with_name("shenbao")
# Stands between the answers of a shell.
BREAK = "-----"
TYPED = {
    "b": {"build"},
    "build --f": {"--format", "--force"},
    "build --format ": {"docx", "pdf", "html", "xlsx"},
    "check -f j": {"json"},
    "explain MB-00": {"MB-001", "MB-002", "MB-003", "MB-004", "MB-005"},
    "--v": {"--version"},
    "check con": set[str](),  # files are the shell's own business
}
BASH = f"""
eval "$("$1" --show-completion bash)"
for typed in "${{@:2}}"; do
    COMPREPLY=()
    IFS=' ' read -r -a COMP_WORDS <<<"$1 $typed"
    [[ $typed == *' ' ]] && COMP_WORDS+=('')
    COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
    _shenbao_completion "$1"
    printf '%s\\n' "${{COMPREPLY[@]}}" {BREAK}
done
"""
FISH = f"""
$argv[1] --show-completion fish | source
for typed in $argv[2..]
    complete --do-complete "$argv[1] $typed" | string replace --regex '\\t.*' ''
    echo {BREAK}
end
"""


def answers(*command: str) -> list[set[str]]:
    done = subprocess.run(
        [*command, str(PROGRAM), *TYPED], capture_output=True, check=True, cwd=samples.ROOT, encoding="utf-8"
    )
    return [set(answer.split()) for answer in done.stdout.split(f"{BREAK}\n")[:-1]]


def test_bash_completes() -> None:
    assert answers("bash", "--norc", "-c", BASH, "bash") == list(TYPED.values())


@pytest.mark.tools
def test_fish_completes() -> None:
    # Where the command has nothing to offer, fish goes on to files by itself.
    assert answers("fish", "--no-config", "-c", FISH)[:-1] == list(TYPED.values())[:-1]


@pytest.mark.tools
def test_zsh_completes() -> None:
    """Zsh completes only where somebody types, so it gets a terminal of its own."""
    script = """
    zmodload zsh/zpty
    zpty z zsh -f -i
    zpty -w z "PS1=; autoload -Uz compinit; compinit -u; eval \\"\\$($1 --show-completion zsh)\\"; print re''ady"
    zpty -r z said '*ready*'
    zpty -w -n z "$1 bui"$'\\t'
    zpty -r z said '*build*'
    zpty -w -n z $'--stri\\t'
    zpty -r z said '*--strict*'
    print -r -- completed
    """
    done = subprocess.run(
        ["zsh", "-f", "-c", script, "zsh", str(PROGRAM)],  # noqa: S607 - zsh is where it is
        capture_output=True,
        check=True,
        timeout=60,
        cwd=samples.ROOT,
        encoding="utf-8",
    )
    assert done.stdout == "completed\n"


def test_commands_are_told_with_what_they_do(tmp_path: Path) -> None:
    asked = {"_SHENBAO_COMPLETE": "complete_fish", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    run = samples.shenbao(tmp_path, environment=asked | {"_TYPER_COMPLETE_ARGS": "shenbao tr"})
    assert run.out == "trace\t说明印出的一个数是怎么来的：公式、各个数，以及它们写在哪个文件的哪一行。\n"


@pytest.mark.parametrize("shell", Shell)
def test_the_script_is_printed_and_asks_for_the_shell(shell: Shell, tmp_path: Path) -> None:
    run = samples.shenbao(tmp_path, "--show-completion", shell)
    assert (run.code, run.err) == (0, "")
    assert run.out.isascii()
    assert f"complete_{shell}" in run.out
    assert set(SCRIPTS) == set(Shell)


@pytest.mark.parametrize(
    ("shell", "starts", "script"),
    [
        (Shell.BASH, ".bashrc", ".local/share/shenbao/completion.bash"),
        (Shell.ZSH, ".zshrc", ".local/share/shenbao/completion.zsh"),
        (Shell.FISH, "", ".config/fish/completions/shenbao.fish"),
        (Shell.POWERSHELL, "Documents/profile.ps1", ".local/share/shenbao/completion.ps1"),
    ],
)
def test_installing_twice_is_installing_once(shell: Shell, starts: str, script: str, tmp_path: Path) -> None:
    profile = tmp_path / starts
    if starts:
        profile.parent.mkdir(exist_ok=True)
        profile.write_text("# mine, 我的", encoding="utf-8")
    environment = {"HOME": str(tmp_path), "ZDOTDIR": "", "PATH": f"{fake(tmp_path, profile)}:{os.environ['PATH']}"}
    runs = [samples.shenbao(tmp_path, "--install-completion", shell, environment=environment) for _ in range(2)]
    assert [(run.code, run.err) for run in runs] == [(0, "")] * 2
    assert all(str(tmp_path / script) in run.out for run in runs)
    assert (tmp_path / script).read_text(encoding="utf-8") == SCRIPTS[shell].lstrip()
    if starts:
        added = f'. "$HOME/{script}"'
        assert profile.read_text(encoding="utf-8") == f"# mine, 我的\n{added}\n"


def fake(folder: Path, profile: Path) -> Path:
    """Make a program that says where the profile lies, as PowerShell does."""
    program = folder / "bin" / "pwsh"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\nprintf '\\357\\273\\277%s\\r\\n' '{profile}'\n", encoding="utf-8")
    program.chmod(0o755)
    return program.parent


def test_installed_bash_starts_without_complaint(tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    assert samples.shenbao(tmp_path, "--install-completion", "bash", environment=environment).code == 0
    bash = shutil.which("bash")
    assert bash
    done = subprocess.run(
        [bash, "--rcfile", str(tmp_path / ".bashrc"), "-i", "-c", "complete -p shenbao"],
        env=environment,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout == "complete -o default -F _shenbao_completion shenbao\n"


def test_what_can_not_be_installed_is_told(tmp_path: Path) -> None:
    (tmp_path / ".local").write_text("a file", encoding="utf-8")
    run = samples.shenbao(tmp_path, "--install-completion", "bash", environment={"HOME": str(tmp_path)})
    assert run.code == 2
    assert run.err.startswith("没有装上：")
    assert run.err.endswith("写不进去。\n")
    empty = {"HOME": str(tmp_path), "PATH": str(tmp_path)}
    run = samples.shenbao(tmp_path, "--install-completion", "powershell", environment=empty)
    assert (run.code, run.err) == (2, "没有装上：这台机器上没有 PowerShell。\n")


def test_a_profile_in_utf_16_stays_one(tmp_path: Path) -> None:
    profile = tmp_path / "profile.ps1"
    profile.write_text("# 我的\r\n", encoding="utf-16", newline="")
    environment = {"HOME": str(tmp_path), "PATH": f"{fake(tmp_path, profile)}:{os.environ['PATH']}"}
    for _ in range(2):
        assert samples.shenbao(tmp_path, "--install-completion", "powershell", environment=environment).code == 0
    text = profile.read_bytes().decode("utf-16")
    assert text == '# 我的\r\n. "$HOME/.local/share/shenbao/completion.ps1"\n'
