"""Measures the program beside others: `python -m tests.speed.bench [ROUNDS] [long]`, or `make bench`.

All rows are run in turn, so that what else the machine does falls on all alike; medians count. The figures go to
tests/speed/figures.json, and the table and the picture of docs/performance.md are drawn from them.
"""

from __future__ import annotations

import os
import platform
import re
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tests.speed import cost, drawing, places, rivals, scale

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.speed.cost import Cost
    from tests.speed.places import Edit, Place

MANY: Final = 1000
# No round begins or goes on after so many minutes, but the first.
MINUTES: Final = 7


def rows(real: Place, many: Place) -> dict[str, Callable[[], Cost]]:
    """Return what is measured of ours, by the names in `drawing.TARGETS`."""
    department = places.DECLARATION[0].partition("/projects/")[0]
    return {
        drawing.BUILD: lambda: _answered(real, "build"),
        drawing.CHECK: lambda: _answered(real, "check"),
        drawing.DECLARATION: lambda: _changed(real, places.DECLARATION, "build"),
        drawing.DEPARTMENT: lambda: _changed(real, places.DECLARATION, "build", department),
        drawing.DECLARATION_RESIDENT: lambda: real.resident(places.DECLARATION),
        drawing.BUDGET: lambda: _changed(real, places.BUDGET, "build"),
        drawing.BUDGET_RESIDENT: lambda: real.resident(places.BUDGET),
        drawing.NOTHING: lambda: _from_nothing(real, "build", places.BUDGET[0].rpartition("/")[0]),
        drawing.MANY: lambda: _from_nothing(many, "check", "-q"),
        drawing.MANY_CHANGED: lambda: _changed(many, places.ONE, "check", "-q"),
    }


def _answered(place: Place, command: str) -> Cost:
    place.run(command)
    return place.run(command)


def _changed(place: Place, edit: Edit, *command: str) -> Cost:
    place.run(*command)
    place.change(edit)
    return place.run(*command)


def _from_nothing(place: Place, *command: str) -> Cost:
    place.clean()
    return place.run(*command)


def main(rounds: int, *, is_long: bool) -> None:
    """Measure, and write figures, table and picture."""
    cost.adopt_orphans()
    until = time.monotonic() + MINUTES * 60
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        real, many = places.content(folder / "real"), places.declarations(folder / "many", MANY)
        real.run("build")  # everything is compiled, and there is something to convert
        measured = rows(real, many) | rivals.rivals(real.root, folder)
        found: dict[str, list[Cost]] = {name: [] for name in measured}
        costs = {one: _from_nothing(many, *one.split(), "-q") for one in (scale.CHECK, scale.PAGES, scale.ALL)}
        for command, made_once in costs.items():
            scale.keep(command, MANY, made_once)
        found[drawing.MANY_BUILT] = [costs[scale.ALL]]
        for number in range(rounds):
            for name, run in measured.items():
                if number and time.monotonic() > until:
                    break
                found[name].append(run())
                sys.stderr.write(f"{number + 1}/{rounds} {name}: {found[name][-1]}\n")
        edits = {drawing.DECLARATION: places.DECLARATION, drawing.BUDGET: places.BUDGET}
        steps = {name: real.steps(edit) for name, edit in edits.items()}
    drawing.Measured(_where(rounds), {name: _median(costs) for name, costs in found.items()}, steps).keep()
    if is_long:
        scale.main()
    drawing.write()


def _median(costs: Sequence[Cost]) -> list[float]:
    return [round(statistics.median(getattr(one, kind) for one in costs), 4) for kind in ("wall", "cpu", "memory")]


def _where(rounds: int) -> str:
    """Tell where and when this was measured; with a load above the number of cores the clock says little."""
    names = re.findall(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text(encoding="utf-8"))
    return (
        f"Measured on {datetime.now(UTC):%-d %B %Y}, {os.cpu_count()} cores ({', '.join(sorted(set(names)))}), "
        f"Python {platform.python_version()}, load {os.getloadavg()[1]:.1f} at the end; medians of up to {rounds} rounds."
    )


if __name__ == "__main__":
    main(next((int(one) for one in sys.argv[1:] if one.isdigit()), 5), is_long="long" in sys.argv[1:])
