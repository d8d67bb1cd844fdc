"""Where the time of a build goes: `python -m tests.speed.steps ROOT PATH OLD NEW` changes a figure and builds, cold.

A clock of the processor asks time and again which step is at work, so that nothing is slowed down; all is done in this
process. Prints the seconds of each step as JSON.
"""

from __future__ import annotations

import json
import signal
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import FrameType

TICK: Final = 0.004
IMPORTS: Final = "importlib._bootstrap"
# Steps by the beginning of a module's name; the outermost frame that has one counts.
STEPS: Final = {
    "generator.load": "reading",
    "generator.check": "rules",
    "generator.assemble": "assembling",
    "generator.render.docx": "DOCX",
    "generator.render.html": "HTML",
    "generator.render.pdf": "PDF",
    "generator.render.xlsx": "XLSX",
    "generator.render": "fitting and fonts",
    "generator.verify": "reading back",
    "generator.write": "comparing and writing",
    "generator.unchanged": "hashing",
}


def step(frame: FrameType | None) -> str:
    """Return the step that is at work."""
    found = "other"
    while frame is not None:
        name = frame.f_globals.get("__name__", "")
        if name.startswith(IMPORTS):
            return "importing"
        found = next((label for start, label in STEPS.items() if name.startswith(start)), found)
        frame = frame.f_back
    return found


def main(root: Path, path: str, old: str, new: str) -> None:
    """Change a figure and build, as the command does."""
    ticks: Counter[str] = Counter()
    file = root / path
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new), encoding="utf-8")
    signal.signal(signal.SIGPROF, lambda _, frame: ticks.update([step(frame)]))
    signal.setitimer(signal.ITIMER_PROF, TICK, TICK)
    try:
        import os  # noqa: PLC0415 - what is imported is measured

        os.cpu_count = lambda: 1
        from generator.departments import build  # noqa: PLC0415 - as above
        from generator.write.manifest import FORMATS  # noqa: PLC0415 - as above

        build.build(root, formats=FORMATS, out=root / "build")
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        file.write_text(text, encoding="utf-8")
    tick = time.process_time() / ticks.total()
    sys.stdout.write(json.dumps({name: round(count * tick, 3) for name, count in ticks.most_common()}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
