"""Builds repositories, each in a process of its own with limits: `python -m tests.attacks.runner GOOD`.

Builds a good one first. Then it reads a line of JSON for each (root, formats), and writes one: findings, a crash,
seconds of processor time, bytes. The processes are forked from this one, which has imported everything and has read
what no attack changes, so that this is not done again and again.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import traceback
from pathlib import Path
from typing import Any

from generator import pipeline
from tests import samples
from tests.compiling import compile_once

# What stops an attack that works before it takes the machine with it; what is allowed is much less.
SECONDS, ADDRESSES = 20, 2 << 30


def main() -> None:
    """Answer until there is nothing more to read."""
    compile_once()
    good = Path(sys.argv[1])
    result = pipeline.build(good, formats=samples.FORMATS, out=good / "build")
    print(json.dumps([str(finding) for finding in result.findings]), flush=True)  # noqa: T201 - the answer
    for line in sys.stdin:
        root, formats = json.loads(line)
        print(json.dumps(attempt(Path(root), formats)), flush=True)  # noqa: T201 - the answer


def attempt(root: Path, formats: list[str]) -> dict[str, Any]:
    """Build in a child; return what came of it, and what it took."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        with os.fdopen(writer, "w") as answer:
            json.dump(_build(root, formats), answer)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as answer:
        said = answer.read()
    _, status, used = os.wait4(child, 0)
    told = json.loads(said) if said else {"crash": f"status {status}", "findings": []}
    return told | {"seconds": used.ru_utime + used.ru_stime, "bytes": used.ru_maxrss * 1024}


def _build(root: Path, formats: list[str]) -> dict[str, Any]:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESSES, ADDRESSES))
    try:
        result = pipeline.build(root, formats=formats, out=root / "build")
    except BaseException:  # noqa: BLE001 - whatever it is, it is told
        return {"crash": traceback.format_exc(), "findings": []}
    told = [
        (found.code, found.message, found.hint, found.position.path if found.position else "")
        for found in result.findings
        if found.is_error
    ]
    return {"crash": "", "findings": told}


if __name__ == "__main__":
    main()
