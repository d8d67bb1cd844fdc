"""Outputs from a shared cache, and those that a cluster made, are those that this machine makes."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING

import pytest

from generator import team, work
from generator.departments import build
from generator.system import cluster
from generator.team import Means
from tests import samples
from tests.departments import test_run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.write.plan import Job

FORMATS = ("docx", "html")
# The same content as the tests of checks have.
root, own = test_run.root, test_run.own


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the outputs that are made, as they are."""
    targets: list[str] = []
    stock = work.make

    def make(job: Job) -> object:
        targets.append(job.target)
        return stock(job)

    monkeypatch.setattr(work, "make", make)
    return targets


def other_bytes(cache: Path) -> None:
    for file in (cache / "files").iterdir():
        file.write_bytes(b"PK")


def from_elsewhere(cache: Path) -> None:
    shutil.copytree(cache, cache.with_name("copy"))
    shutil.rmtree(cache)
    cache.with_name("copy").rename(cache)


@pytest.mark.parametrize("spoil", [None, other_bytes, from_elsewhere])
def test_a_named_cache_gives_what_another_checkout_made(
    root: Path, tmp_path: Path, made: list[str], spoil: Callable[[Path], None] | None
) -> None:
    means, other = Means(tmp_path / "cache"), tmp_path / "other"
    shutil.copytree(root, other)
    build.build(root, formats=FORMATS, out=root / "build", means=means)
    if spoil:
        spoil(tmp_path / "cache")
    wanted = [*made]
    made.clear()
    build.build(other, formats=FORMATS, out=other / "build", means=means)
    assert made == (wanted if spoil else [])
    assert samples.snapshot(other / "build") == samples.snapshot(root / "build")
    made.clear()
    build.build(other, formats=FORMATS, out=other / "build", means=means, force=True)
    assert made == wanted


def test_a_cache_may_not_lie_among_the_content(
    one_project: Callable[..., Path], command: Callable[..., samples.Run]
) -> None:
    done = command(one_project(), "build", "--cache", "content/x")
    assert (done.code, done.err) == (2, "「content/x」在 content/ 里，那里不放生成的文件。\n")


def test_without_the_extra_it_is_told_how_to_install_it(
    one_project: Callable[..., Path], command: Callable[..., samples.Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    monkeypatch.setattr(team, "_surroundings", lambda _: "1")  # fonts are links here
    done = command(one_project(), "build", "-f", "docx", "--scheduler", "tcp://127.0.0.1:1")
    assert (done.code, done.err.count("make cluster")) == (2, 1)


@pytest.mark.tools
def test_a_cluster_makes_the_same(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    formats = ("docx", "pdf", "html")
    build.build(root, formats=formats, out=tmp_path / "here")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local:
        means = Means(scheduler=local.scheduler_address)
        built = build.build(root, formats=formats, out=tmp_path / "there", means=means)
        assert len(built.changes.written) == 9
        assert samples.snapshot(tmp_path / "there") == samples.snapshot(tmp_path / "here")
        # A template that changed since the workers began.
        test_run.append("templates/yunnan-2024/pack.yaml", "# 一\n")(root)
        team._surroundings.cache_clear()
        built = build.build(root, formats=formats, out=tmp_path / "there", means=means, force=True)
        assert [finding.code for finding in built.checked.findings].count("HJ-003") == 1
    monkeypatch.setattr(cluster, "PATIENCE", "1s")
    with pytest.raises(cluster.ClusterError, match="连不上"), cluster.cluster(means.scheduler):
        pass
