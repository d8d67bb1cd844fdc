"""Tries changes of the real content: python -m tests.robust [how many [first seed]]. Ends with 1 if any went wrong."""

from __future__ import annotations

import atexit
import os
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from pathlib import Path

import pytest

from tests.robust.judge import Judge
from tests.robust.mutate import mutation

BATCH = 20


@cache
def judge() -> Judge:
    """Return the one copy of the content of this process, which goes when it ends."""
    folder = tempfile.TemporaryDirectory()
    atexit.register(folder.cleanup)
    return Judge(Path(folder.name), pytest.MonkeyPatch())


def batch(seeds: range) -> list[str]:
    """Try the changes of some seeds; return what should not have come of them, each with its seed."""
    changes = map(mutation, seeds)
    return [
        f"seed {change.seed}: {change.kind} in {change.path}: {told}"
        for change in changes
        for told in judge().faults(change)
    ]


def main(count: int = 20_000, first: int = 0) -> int:
    batches = [range(start, min(start + BATCH, first + count)) for start in range(first, first + count, BATCH)]
    done, wrong, began = 0, 0, time.monotonic()
    with ProcessPoolExecutor(os.cpu_count()) as executor:
        running = {executor.submit(batch, seeds): seeds for seeds in batches}
        for future in as_completed(running):
            told = future.result()
            done, wrong = done + len(running[future]), wrong + len(told)
            sys.stdout.writelines(f"{line}\n" for line in told)
            sys.stdout.flush()
            sys.stderr.write(f"{done}/{count}, {wrong} wrong, {time.monotonic() - began:.0f} s\n")
    sys.stdout.write(f"seeds {first} to {first + count - 1}: {wrong} wrong\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
