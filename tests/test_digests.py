"""A file that nothing touches is read once; any touch is seen."""

from __future__ import annotations

import hashlib
import os
import time
from typing import TYPE_CHECKING

import pytest

from generator.system import digests

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(os.name == "nt", reason="Windows tells no time of change that can't be written")
def test_a_change_is_seen_whatever_times_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a"
    file.write_bytes(b"one")
    old = file.stat()
    later = time.time_ns() + digests._SETTLED * 2
    monkeypatch.setattr(time, "time_ns", lambda: later)  # as if the file had lain there for long
    assert digests.digest_file(file) == hashlib.sha256(b"one").hexdigest()
    monkeypatch.setattr(hashlib, "file_digest", None)
    assert digests.digest_file(file) == hashlib.sha256(b"one").hexdigest()  # nothing was read
    monkeypatch.undo()
    time.sleep(0.02)
    file.write_bytes(b"two")
    os.utime(file, ns=(old.st_atime_ns, old.st_mtime_ns))
    assert digests.digest_file(file) == hashlib.sha256(b"two").hexdigest()


def test_a_young_file_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "a"
    for text in (b"one", b"two", b"six"):
        file.write_bytes(text)
        assert digests.digest_file(file) == hashlib.sha256(text).hexdigest()
