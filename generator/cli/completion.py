"""What the Tab key completes, in the shells that people use.

The scripts call the program by the name that was typed, so that `.venv/bin/shenbao` is completed as well as `shenbao`;
typer answers them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from enum import StrEnum
from pathlib import Path

# Where it is set, typer completes instead of running a command.
VARIABLE = "_SHENBAO_COMPLETE"
# Where the scripts lie below the home folder; fish looks for them by name, the others are told where.
FOLDER = ".local/share/shenbao"
FISH = ".config/fish/completions/shenbao.fish"
# What Windows PowerShell puts before a profile in UTF-16.
MARK = b"\xff\xfe"


class Shell(StrEnum):
    """Shells that can complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


SCRIPTS = {
    Shell.BASH: r"""
_shenbao_completion() {
    local IFS=$'\n'
    COMPREPLY=($(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD _SHENBAO_COMPLETE=complete_bash "${1/#\~/$HOME}" 2>/dev/null))
}
complete -o default -F _shenbao_completion shenbao
""",
    Shell.ZSH: r"""
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit; }
_shenbao_completion() {
    eval "$(_TYPER_COMPLETE_ARGS="${words[1,$CURRENT]}" _SHENBAO_COMPLETE=complete_zsh "${words[1]/#\~/$HOME}" 2>/dev/null)"
}
compdef _shenbao_completion shenbao
""",
    Shell.FISH: r"""
function _shenbao_completion
    set --local program (commandline --tokenize --cut-at-cursor --current-process)[1]
    set --local given (commandline --cut-at-cursor --current-process)
    env _SHENBAO_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=$argv[1] _TYPER_COMPLETE_ARGS="$given" \
        (string replace --regex '^~' $HOME -- $program) 2>/dev/null
end
complete --command shenbao --no-files --condition "_shenbao_completion is-args" --arguments "(_shenbao_completion get-args)"
""",
    Shell.POWERSHELL: r"""
Register-ArgumentCompleter -Native -CommandName shenbao -ScriptBlock {
    param($word, $command, $position)
    $env:_SHENBAO_COMPLETE = 'complete_powershell'
    $env:_TYPER_COMPLETE_ARGS = $command.ToString()
    $env:_TYPER_COMPLETE_WORD_TO_COMPLETE = $word
    try {
        & $command.GetCommandName() 2>$null | ForEach-Object {
            $value, $help = $_ -split ':::', 2
            [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
        }
    }
    finally {
        Remove-Item env:_SHENBAO_COMPLETE, env:_TYPER_COMPLETE_ARGS, env:_TYPER_COMPLETE_WORD_TO_COMPLETE
    }
}
""",
}


def answer() -> None:
    """Let typer answer the scripts."""
    from typer._completion_classes import completion_init  # noqa: PLC0415 - no public name does just this

    completion_init()


def script(shell: Shell) -> str:
    """Return what a shell has to run to complete."""
    return SCRIPTS[shell].lstrip()


def install(shell: Shell) -> list[Path]:
    """Write the script of a shell, and have the shell run it whenever it starts; return the files written.

    There are none where PowerShell is missing, which alone knows where its profile lies.

    Raises:
        OSError: a file can't be written.
    """
    home = Path.home()
    starts = _starts(shell, home)
    if shell is Shell.POWERSHELL and not starts:
        return []
    file = home / (FISH if shell is Shell.FISH else f"{FOLDER}/completion.{_SUFFIXES[shell]}")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(script(shell), encoding="ascii", newline="\n")
    for start in starts:
        _add(start, f'. "$HOME/{FOLDER}/{file.name}"')
    return [file, *starts]


_SUFFIXES = {Shell.BASH: "bash", Shell.ZSH: "zsh", Shell.FISH: "fish", Shell.POWERSHELL: "ps1"}


def _starts(shell: Shell, home: Path) -> list[Path]:
    """Return the files that a shell runs when it starts."""
    match shell:
        case Shell.BASH:
            return [home / ".bashrc"]
        case Shell.ZSH:
            return [Path(os.environ.get("ZDOTDIR") or home) / ".zshrc"]
        case Shell.FISH:
            return []
        case Shell.POWERSHELL:
            return _profiles()


def _profiles() -> list[Path]:
    """Ask each PowerShell of this machine where its profile is: documents may lie on another drive."""
    ask = "[Console]::OutputEncoding = [Text.UTF8Encoding]::new(); $PROFILE"
    found = [program for name in ("powershell", "pwsh") if (program := shutil.which(name))]
    told = []
    for program in found:
        command = [program, "-NoProfile", "-NonInteractive", "-Command", ask]
        told.append(subprocess.run(command, capture_output=True, check=True))  # noqa: S603 - the shell that was asked for
    return [Path(one.stdout.decode("utf-8-sig").strip()) for one in told]


def _add(file: Path, line: str) -> None:
    """Add a line to a file of a person, unless it is there."""
    old = file.read_bytes() if file.exists() else b""
    encoding = "utf-16-le" if old.startswith(MARK) else "ascii"
    if line.encode(encoding) in old:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    end = "\n".encode(encoding)
    with file.open("ab") as stream:
        stream.write((b"" if not old or old.endswith(end) else end) + line.encode(encoding) + end)
