"""One run of a command: what it was asked, and what decided the answer when it began.

What a run said is kept in `.cache/runs/`, one file for each question. It holds while every byte that decides it is the
same; times play no part.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from generator.unchanged import traits
from generator.unchanged.entries import CACHE, LARGEST, Entries, digest
from generator.unchanged.traits import UnknowableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

COMMANDS: Final = ("build", "check")
FORCE: Final = "--force"
# What does more than answer.
GOES_ON: Final = frozenset(("--fix", "--watch"))
RUNS, WRITING = "runs", "writing"
KEPT: Final = 32
# What decides how things are printed, and which git runs with what settings.
VARIABLES: Final = ("PATH", "HOME", "USERPROFILE", "LANG", "COLUMNS", "LINES", "TERM", "COLORTERM", "NO_COLOR")
BEGINNINGS: Final = ("GIT_", "LC_", "PYTHON", "SHENBAO_", "FORCE_", "TTY_", "XDG_CONFIG_", "FONTCONFIG")
# With these git looks elsewhere, or the command completes a line.
STRANGE: Final = ("GIT_DIR", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_CONFIG_COUNT")
COMPLETES: Final = "_SHENBAO_COMPLETE"


class Run:
    """A run of a command in a repository; `asked` is the hash of its question, `inputs` that of what decides."""

    def __init__(self, root: Path, asked: str, inputs: str, *, is_forced: bool) -> None:
        self.root, self.asked, self.inputs, self.is_forced = root, asked, inputs, is_forced

    @property
    def file(self) -> Path:
        """Where the answer is kept."""
        return self._entries.file(self.asked)

    @property
    def _entries(self) -> Entries:
        return Entries(self.root / CACHE, RUNS)

    def answer(self) -> tuple[str, int] | None:
        """Return what is to be printed and the exit code, where nothing has changed."""
        if self.is_forced:
            return None
        with suppress(UnknowableError, OSError, ValueError, KeyError, TypeError, AttributeError):
            kept = self._entries.get(self.asked)
            if kept is None or kept["inputs"] != self.inputs:
                return None
            out = kept["out"]
            if out is not None and traits.outputs(Path(out)).digest != kept["outputs"]:
                return None
            return str(kept["said"]), int(kept["code"])
        return None

    def keep(self, said: str, code: int, out: Path | None = None, wanted: Mapping[str, str] | None = None) -> None:
        """Keep what the same run would say now; not where anything changed while this one was at work.

        `wanted` are the hashes that the files of the output folder have to have.
        """
        with suppress(UnknowableError, OSError, ValueError):
            made = traits.outputs(out) if out else traits.Traits()
            is_whole = all(
                made.digests.get(str((out or self.root) / path)) == sha for path, sha in (wanted or {}).items()
            )
            if not is_whole or _is_writing(self.root) or traits.inputs(self.root).digest != self.inputs:
                return
            entry = {"out": str(out) if out else None, "outputs": made.digest, "said": said, "code": code}
            self._entries.put(self.asked, entry | {"inputs": self.inputs})
            self._entries.prune(KEPT, KEPT * LARGEST)


def begin(arguments: Sequence[str], printed: Sequence[TextIO]) -> Run | None:
    """Return the run that a command line asks for, where it prints to; None where nothing of it can be kept."""
    if not arguments or arguments[0] not in COMMANDS or is_on_forge() or not GOES_ON.isdisjoint(arguments):
        return None
    environment = os.environ
    if COMPLETES in environment or any(name in environment for name in STRANGE):
        return None
    with suppress(UnknowableError, OSError, ValueError, RuntimeError):
        here = Path.cwd()
        root = repository(here)
        if root is None or _is_writing(root):
            return None
        asked = [argument for argument in arguments if argument != FORCE]
        own = {name: environment[name] for name in environment if name in VARIABLES or name.startswith(BEGINNINGS)}
        streams = [(stream.isatty(), stream.encoding) for stream in printed]
        question = digest({"asked": asked, "here": str(here), "environment": own, "streams": streams})
        return Run(root, question, traits.inputs(root).digest, is_forced=len(asked) != len(arguments))
    return None


def repository(here: Path) -> Path | None:
    """Return the repository around a folder."""
    around = (folder for folder in (here, *here.parents) if (folder / "content").is_dir())
    return next((folder for folder in around if (folder / "templates").is_dir()), None)


def is_on_forge() -> bool:
    """Whether a forge runs this: what lies in build/ and .cache/ there may have come with the branch."""
    return os.environ.get("CI", "").lower() not in {"", "0", "false"}


def _is_writing(root: Path) -> bool:
    """Whether a run is at work, or one that was killed has left something."""
    return any((root / CACHE / WRITING).glob("*/*"))
