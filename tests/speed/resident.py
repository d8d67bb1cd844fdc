"""Builds again and again in one process, a figure changed each time: `python -m tests.speed.resident ROOT FILE…`.

Prints the seconds of each build, on the clock and of processors, as JSON. FILE is `path:old:new` with # for a number.
"""

from __future__ import annotations

import json
import sys
import time
from os import times
from pathlib import Path

from generator.departments.build import build
from generator.write.manifest import FORMATS

TIMES = 4


def main(root: Path, path: str, old: str, new: str) -> None:
    """Build once, then after each change; the first build is not counted."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    costs = []
    try:
        for number in range(TIMES + 1):
            file.write_text(text.replace(old, new.replace("#", str(number))), encoding="utf-8")
            begun, before = time.perf_counter(), sum(times()[:4])
            result = build(root, formats=FORMATS, out=root / "build")
            costs.append((time.perf_counter() - begun, sum(times()[:4]) - before))
            if not result.changes.written:
                raise RuntimeError(result.checked.findings)
    finally:
        file.write_text(text, encoding="utf-8")
    sys.stdout.write(json.dumps(costs[1:]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
