"""Larger and larger repositories: `python -m tests.speed.scale` runs what is missing in scale.json, one run a line.

Each run is kept as soon as it is done, so that an interrupted one goes on where it was; to measure anew, delete
scale.json. `make bench LONG=1` runs all of it.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.speed import cost, places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.speed.cost import Cost

FILE: Final = Path(__file__).with_name("scale.json")
CHECK, PAGES, ALL = "check", "build -f html", "build -f docx -f pdf -f html"
RUNS: Final = (
    *((CHECK, number) for number in (100, 1000, 5000, 20_000)),
    (PAGES, 1000),
    *((ALL, number) for number in (100, 1000, 5000)),
)
PROVINCE, CORES = 100_000, (16, 64)
MOST: Final = 400  # MB a process
Runs = dict[str, list[float]]


def known() -> Runs:
    """Return what was measured, by command and number: seconds on the clock and of processors, MB of a process."""
    found: Runs = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def measure(command: str, number: int) -> None:
    """Run a command in a repository of so many declarations, and keep what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        keep(command, number, places.declarations(Path(folder) / "many", number).run(*command.split(), "-q"))


def keep(command: str, number: int, made: Cost) -> None:
    """Keep what a run cost."""
    runs = known() | {f"{command} {number}": [round(made.wall, 2), round(made.cpu, 2), round(made.memory)]}
    FILE.write_text(json.dumps(runs, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Run what is missing."""
    cost.adopt_orphans()
    for command, number in RUNS:
        if f"{command} {number}" not in known():
            sys.stderr.write(f"{command}, {number:,} declarations\n")
            measure(command, number)


def table(runs: Runs) -> str:
    """Return what was measured as a table, and what follows for a province."""
    lines = ["| command | declarations | on the clock | of processors | each | largest process |", "|" + " --- |" * 6]
    for command, number in RUNS:
        if found := runs.get(f"{command} {number}"):
            wall, cpu, memory = found
            each = f"{cpu / number * 1000:.3g} ms"
            lines.append(f"| `{command}` | {number:,} | {wall:.3g} s | {cpu:.3g} s | {each} | {memory:.0f} MB |")
    return "\n".join([*lines, "", *_memory(runs), *_province(runs)]) + "\n"


def _memory(runs: Runs) -> Iterator[str]:
    built = [number for command, number in RUNS if command == ALL and f"{ALL} {number}" in runs]
    if built:
        most = runs[f"{ALL} {max(built)}"][2]
        said = "reached" if most <= MOST else "not reached"
        yield f"Wanted is at most {MOST} MB a process, flat: {said} with {max(built):,} declarations ({most:.0f} MB).\n"


def _province(runs: Runs) -> Iterator[str]:
    """Tell what 100,000 declarations would take: what one process reads and writes can't be shared out."""
    built = [number for command, number in RUNS if command == ALL and f"{ALL} {number}" in runs]
    alone = runs.get(f"{PAGES} 1000")
    if not built or not alone:
        return
    each, serial = runs[f"{ALL} {max(built)}"][1] / max(built), alone[1] / 1000
    for cores in CORES:
        hours = PROVINCE * max(serial, each / cores) / 3600
        held = "reading and writing, which one process does" if serial > each / cores else "making the outputs"
        yield (
            f"- {PROVINCE:,} declarations on {cores} cores, by these figures and not measured: "
            f"{hours:.2g} hours, held up by {held}; {PROVINCE * each / cores / 3600:.2g} hours where the province is "
            f"divided into repositories that are built side by side."
        )


if __name__ == "__main__":
    main()
