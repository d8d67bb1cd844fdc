"""Edits the real content and its packs at random, and builds: python -m tests.departments.edits [how many [seed]].

After each edit, what a build by departments leaves of the last outputs has to be what a build from nothing makes, byte
for byte; a document with errors keeps its last good outputs, or has none, and the manifest says which.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from generator import pipeline, published
from generator.departments import build
from generator.write import manifest
from tests.conftest import real_repository
from tests.robust.mutate import mutation

if TYPE_CHECKING:
    from collections.abc import Callable

FORMATS = ("docx", "html")
# A build that is interrupted stops at one of its first documents.
STOPS = 3


class Story:
    """A repository in which one edit follows another; `seed` chooses them."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.root, self.whole = real_repository(folder / "repo"), folder / "whole"
        self.out = self.root / "build"
        self.chance = random.Random(seed)  # noqa: S311 - the same edits every time
        self.sound = {
            path: path.read_bytes() for path in self.root.glob("[ct]*/**/*") if path.suffix in {".yaml", ".jinja"}
        }
        self.lost: set[str] = set()
        self.edits: tuple[Callable[[], str], ...] = (
            self._change,
            self._change,
            self._change,
            self._mend,
            self._mend,
            self._delete,
            self._rename,
            self._template,
            self._lose_output,
            self._spoil_cache,
            self._interrupt,
        )

    def step(self) -> list[str]:
        """Make one edit and build; return what is not as it should be."""
        told = self.chance.choice(self.edits)()
        before = manifest.known(self.out)[0].documents
        built = build.build(self.root, formats=FORMATS, out=self.out)
        shutil.rmtree(self.whole, ignore_errors=True)
        result = pipeline.build(self.root, formats=FORMATS, out=self.whole)
        now, wanted = manifest.known(self.out)[0].documents, manifest.known(self.whole)[0].documents
        wrong = [f"{one} is not as from nothing" for one in wanted if now.get(one) != wanted[one]]
        wrong += [f"{one} is no last good one" for one in now.keys() - wanted.keys() if now[one] != before.get(one)]
        # An output that somebody deletes is missed until its document is made again.
        self.lost -= {path for one in wanted.values() for path in one.outputs}
        problems = published.outputs(self.root, self.out).problems
        wrong += [f"{path}: {what}" for path, what in problems if path not in self.lost]
        said, whole = ({*map(str, findings)} for findings in (built.checked.findings, result.findings))
        wrong += [f"only said so: {one}" for one in said ^ whole if "WJ-017" not in one]
        return [f"{told}: {one}" for one in wrong]

    def _change(self) -> str:
        change = mutation(self.chance.randrange(10**6))
        (self.root / change.path).write_bytes(change.data)
        return f"{change.kind} in {change.path}"

    def _mend(self) -> str:
        for path, data in self.sound.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        return "everything as it was"

    def _projects(self) -> list[Path]:
        return sorted(self.root.glob("content/*/*/*/projects/*.yaml"))

    def _delete(self) -> str:
        file = self.chance.choice(self._projects())
        file.unlink()
        return f"{file.name} deleted"

    def _rename(self) -> str:
        file = self.chance.choice(self._projects())
        file.rename(file.with_name(f"{self.chance.randrange(20, 99)}-renamed.yaml"))
        return f"{file.name} renamed"

    def _template(self) -> str:
        file = self.chance.choice(sorted(self.root.glob("templates/*/*.jinja")))
        file.write_bytes(file.read_bytes().replace("。".encode(), "；".encode(), 1))
        return f"a sign of {file.name} changed"

    def _lose_output(self) -> str:
        outputs = sorted(path for path in self.out.glob("*/*/*") if path.is_file())
        if outputs:
            (lost := self.chance.choice(outputs)).unlink()
            self.lost.add(lost.relative_to(self.out).as_posix())
            return f"{lost.name} lost"
        return "no output to lose"

    def _spoil_cache(self) -> str:
        for file in sorted(self.root.glob(".cache/departments/*.json"))[::2]:
            file.write_bytes(file.read_bytes()[:99])
        return "half of the cache spoilt"

    def _interrupt(self) -> str:
        told = self._change()

        def stop(done: int, _: int, __: str) -> None:
            if done >= self.chance.randint(1, STOPS):
                raise KeyboardInterrupt

        try:
            build.build(self.root, formats=FORMATS, out=self.out, force=True, progress=stop)
        except KeyboardInterrupt:
            return f"{told}, and a build interrupted"
        return told


def main(count: int = 200, seed: int = 1) -> int:
    with tempfile.TemporaryDirectory() as folder:
        story, wrong = Story(Path(folder), seed), 0
        for number in range(1, count + 1):
            told = story.step()
            wrong += len(told)
            sys.stdout.writelines(f"{line}\n" for line in told)
            sys.stderr.write(f"{number}/{count}, {wrong} wrong\n")
    sys.stdout.write(f"seed {seed}: {count} edits, {wrong} wrong\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
