"""Children made at random: whatever one replaces or takes out, there is a document or an error, and never a fault."""

from __future__ import annotations

import re
from itertools import starmap
from random import Random
from typing import TYPE_CHECKING

import pytest

from generator import pipeline
from tests import samples
from tests.packs.children import BASIS, CHILD_FILE, PARENT, repository

if TYPE_CHECKING:
    from pathlib import Path

SEEDS, CHILDREN = range(4), 12
FAULT = "CX-001"


def sections(text: str) -> dict[str, dict[str, str]]:
    """Return the entries of each key of a pack.yaml that has some, as they are written below their names."""
    found: dict[str, dict[str, str]] = {}
    for key, body in re.findall(r"^(\S+):\n((?:  .*\n)+)", text, re.MULTILINE):
        found[key] = dict(re.findall(r"^  (\S[^:]*):((?: .*)?\n(?:   .*\n)*)", body, re.MULTILINE))
    return found


def child(parent: dict[str, dict[str, str]], random: Random) -> str:
    """Return a child that keeps, replaces, takes out or renames the entries of its parent."""
    bodies = [body for entries in parent.values() for body in entries.values()]

    def changed(name: str, body: str) -> str:
        others = (" 无\n", " 没有\n", "\n", body, random.choice(bodies))
        return f"  {name}:{random.choice(others)}"

    lines = [BASIS]
    for key, entries in parent.items():
        if random.random() < 0.1:
            lines.append(f"{key}: {random.choice(('无', '', '没有', '[无]'))}\n")
            continue
        picked = [(name, body) for name, body in entries.items() if random.random() < 1.5 / len(entries)]
        picked += [(f"新的{name}", body) for name, body in entries.items() if random.random() < 0.3 / len(entries)]
        lines += [f"{key}:\n", *starmap(changed, picked)] if picked else []
    lines += [
        f"{key}: {random.choice(('无', '是', '1', '独立成行'))}\n" for key in ("指标分级",) if random.random() < 0.3
    ]
    return "".join(lines)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_child_gives_a_document_or_an_error(tmp_path: Path, seed: int) -> None:
    root = repository(tmp_path, {})
    (root / CHILD_FILE).parent.mkdir()
    parent = sections((samples.ROOT / f"templates/{PARENT}/pack.yaml").read_text(encoding="utf-8"))
    assert {key: len(entries) for key, entries in parent.items()} == {
        "文书": 1,
        "字段": 1,
        "金额格式": 3,
        "命名数": 1,
        "表格": 10,
        "表单": 2,
    }
    random = Random(seed)  # noqa: S311 - a seed must give the same children
    made = 0
    for _ in range(CHILDREN):
        text = child(parent, random)
        (root / CHILD_FILE).write_text(text, encoding="utf-8")
        result = pipeline.check(root)
        told = [finding for finding in result.findings if finding.is_error]
        assert FAULT not in {finding.code for finding in told}, (text, told)
        assert all(finding.position for finding in told), text
        assert bool(result.documents) != bool(told), (text, told)
        assert all(re.search("[一-鿿]", finding.message) for finding in told)
        made += bool(result.documents)
    assert made < CHILDREN


def test_a_child_that_says_its_parent_again_prints_the_same(tmp_path: Path) -> None:
    root = repository(tmp_path, {})
    text = (samples.ROOT / f"templates/{PARENT}/pack.yaml").read_text(encoding="utf-8")
    samples.write(root, {CHILD_FILE: BASIS})
    ((empty, _),) = pipeline.check(root).documents
    samples.write(root, {CHILD_FILE: BASIS + text})
    ((full, _),) = pipeline.check(root).documents
    assert (full.title, full.sections) == (empty.title, empty.sections)
