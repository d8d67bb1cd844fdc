"""A manifest may come from anybody: whatever it holds is told in Chinese, and no path of it leads anywhere else."""

from __future__ import annotations

import copy
import json
import os
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline
from generator.model.finding import FindingError
from generator.write import form, journal
from generator.write import manifest as manifests
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    OneProject = Callable[..., Path]
    Command = Callable[..., samples.Run]

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PATHS = [
    "../../precious.docx",
    "../precious.docx",
    "/etc/precious.docx",
    "danwei/../../precious.docx",
    "danwei//precious.docx",
    "./precious.docx",
    "",
    "..",
    ".. /precious.docx",
    "...\\..\\precious.docx",
    "..\\precious.docx",
    "C:/precious.docx",
    "C:precious.docx",
    "danwei/2024/a.docx:evil.docx",
    "danwei/2024/a\0.docx",
    "danwei/2024/a\n.docx",
    "danwei/2024/\x1b[2J.docx",
    "danwei/2024/\u202ea.docx",
    "danwei/2024/\ud800.docx",
    "danwei/2024/" + "a" * 2000 + ".docx",
]
NO_OUTPUTS = ["danwei/2024/a.py", "danwei/2024/a", ".git/config", "danwei/2024/a.site", "manifest.json"]
COMMITS = [
    "--output=/tmp-file",
    "-h",
    "HEAD",
    "main",
    "a" * 39,
    "a" * 41,
    "A" * 40,
    "a" * 40 + "\n",
    "../evil",
    0,
    None,
    [],
]
OTHER = [None, True, 0, -1, 1.5, 10**30, "", "x", [], [None], {}, {"x": None}]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the manifest of a sound build."""
    root = tmp_path_factory.mktemp("sound") / "repo"
    samples.write(root, {samples.DEPARTMENT_FILE: samples.DEPARTMENT, samples.PROJECT_FILE: samples.PROJECT})
    samples.copy_templates(root)
    pipeline.build(root, formats=["html"], out=root / "build")
    return samples.manifest(root / "build")


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the path of every value in a manifest."""
    yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from places(child, (*path, key))


def put(whole: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """Return a copy with another value at a path."""
    if not path:
        return value
    made = copy.deepcopy(whole)
    at = made
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return made


def hostile(sound: Any) -> Iterator[tuple[str, bytes]]:
    """Yield manifests that the program would not write, each with what is wrong."""
    (source,) = sound["documents"]
    (target,) = sound["documents"][source]["outputs"]
    record, output = sound["documents"][source], sound["documents"][source]["outputs"][target]

    def dumped(data: Any) -> bytes:
        return json.dumps(data).encode()

    for path in PATHS:
        yield f"output {path!a}"[:60], dumped(put(sound, ("documents", source, "outputs"), {path: output}))
        yield f"input {path!a}"[:60], dumped(put(sound, ("documents", source, "inputs"), {path: "0" * 64}))
        yield f"site {path!a}"[:60], dumped(put(sound, ("site",), {path: "0" * 64}))
        yield f"document {path!a}"[:60], dumped(put(sound, ("documents",), {path: record}))
    for path in NO_OUTPUTS:
        yield f"output {path}", dumped(put(sound, ("documents", source, "outputs"), {path: output}))
        yield f"site {path}", dumped(put(sound, ("site",), {path: "0" * 64}))
    for commit in COMMITS:
        yield f"commit {commit!a}", dumped(put(sound, ("commit",), commit))
    for place in places(sound):
        for value in OTHER:
            changed = put(sound, place, value)
            if not is_sound(changed, sound, place):
                yield f"{place} {value!a}", dumped(changed)
    yield "nothing", b""
    yield "no JSON", b"{"
    yield "no UTF-8", b'{"commit": "\xff"}'
    yield "UTF-16", json.dumps(sound).encode("utf-16")
    yield "deep lists", b"[" * 100_000 + b"]" * 100_000
    yield "deep tables", b'{"a":' * 100_000 + b"1" + b"}" * 100_000
    yield "a long number", b'{"commit": ' + b"9" * 10_000 + b"}"
    yield "no number", b'{"commit": NaN}'
    yield "a key too many", dumped(sound | {"hook": "x"})
    yield "a key too few", dumped({key: value for key, value in sound.items() if key != "site"})


def is_sound(changed: Any, whole: Any, place: tuple[str | int, ...]) -> bool:
    """Whether another value is one that the program could have written: a text for a text, an empty table."""
    value, was = _at(changed, place), _at(whole, place)
    key = place[-1] if place else ""
    if key in {"documents", "outputs", "inputs", "site", "versions"}:
        return bool(value == {})
    if isinstance(was, bool):
        return isinstance(value, bool)
    if key in {"year", "size"}:
        return type(value) is int and 0 <= value < 10000
    if key in {"commit", "lock"}:
        return bool(value == "")
    if key == "projects":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    is_hash = isinstance(was, str) and len(was) == 64
    return isinstance(was, str) and isinstance(value, str) and not is_hash


def _at(whole: Any, place: tuple[str | int, ...]) -> Any:
    for step in place:
        whole = whole[step]
    return whole


def test_a_sound_manifest_is_read_as_it_was_written(sound: Any) -> None:
    assert json.loads(manifests.as_manifest(sound).dump()) == sound


def test_whatever_else_it_holds_is_told(sound: Any, tmp_path: Path) -> None:
    cases = list(hostile(sound))
    assert len(cases) > 300
    passed = []
    for name, data in cases:
        (tmp_path / "manifest.json").write_bytes(data)
        try:
            manifests.read(tmp_path)
        except FindingError as problem:
            told = problem.finding
            assert told.code == "JD-005", name
            assert told.message.startswith(f"{tmp_path.name}/manifest.json 不可信：「"), told.message
            assert told.message.isprintable(), name
            assert len(told.message) < 300, name
            continue
        passed.append(name)
    assert passed == []


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(PATHS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text() | st.sampled_from(PATHS), inner, max_size=3),
    max_leaves=8,
)


@given(data=st.data(), value=JSON)
def test_any_value_at_any_place_is_read_or_told(data: st.DataObject, value: Any, sound: Any) -> None:
    place = data.draw(st.sampled_from(list(places(sound))))
    changed = put(sound, place, value)
    told = ""
    try:
        read = manifests.as_manifest(changed)
    except form.FormError as problem:
        read, told = manifests.Manifest(), str(problem)
    read.dump()
    assert not told or (CHINESE.search(told) and told.isprintable())
    targets = [path for record in read.documents.values() for path in record.outputs]
    for path in (*targets, *read.site, *read.documents):
        assert not path.startswith(("/", "."))
        assert ".." not in path.replace("\\", "/").split("/")


@pytest.mark.parametrize("name", ["link", "dangling", "device", "folder", "pipe", "huge"])
def test_a_manifest_that_is_no_file_is_told(name: str, tmp_path: Path) -> None:
    out = tmp_path / "build"
    out.mkdir()
    file = out / "manifest.json"
    match name:
        case "link":
            (tmp_path / "secret").write_text('{"commit": "AKIA"}', encoding="utf-8")
            file.symlink_to(tmp_path / "secret")
        case "dangling":
            file.symlink_to("gone")
        case "device":
            file.symlink_to("/dev/zero")
        case "folder":
            file.mkdir()
        case "pipe":
            os.mkfifo(file)
        case _:
            with file.open("wb") as stream:
                stream.truncate(1 << 34)
    with pytest.raises(FindingError) as problem:
        manifests.read(out)
    assert problem.value.finding.code == "JD-005"
    assert "AKIA" not in problem.value.finding.message


def test_a_build_beside_a_hostile_manifest_makes_all_anew_and_touches_nothing_else(
    sound: Any, one_project: OneProject, tmp_path: Path
) -> None:
    root = one_project()
    precious = tmp_path / "precious.docx"
    precious.write_bytes(b"precious")
    (source,) = sound["documents"]
    record = sound["documents"][source]
    output = next(iter(record["outputs"].values()))
    evil = put(sound, ("documents",), {"content/gone.yaml": record | {"outputs": {"../../precious.docx": output}}})
    (root / "build").mkdir()
    (root / "build/manifest.json").write_text(json.dumps(evil), encoding="utf-8")
    result = pipeline.build(root, formats=["html"], out=root / "build")
    (told,) = result.findings
    assert (told.code, told.is_error) == ("JD-005", False)
    assert told.message.endswith("当作没有清单，全部重新生成")
    assert result.changes.removed == []
    assert len(result.changes.written) == 1
    assert precious.read_bytes() == b"precious"
    assert pipeline.build(root, formats=["html"], out=root / "build").findings == []


@pytest.mark.parametrize("commit", ["--output={0}", "HEAD", "f" * 40])
def test_a_commit_that_is_none_is_not_rebuilt(
    commit: str, one_project: OneProject, tmp_path: Path, command: Command
) -> None:
    root = one_project()
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    pipeline.build(root, formats=["html"], out=root / "build")
    data = samples.manifest(root / "build") | {"commit": commit.format(victim), "clean": True}
    (root / "build/manifest.json").write_text(json.dumps(data), encoding="utf-8")
    # A folder of that name is not that commit either.
    if commit.isalnum():
        shutil.copytree(root / "content", root / commit / "content")
        shutil.copytree(root / "templates", root / commit / "templates")
    run = command(root, "verify", "--rebuild")
    assert run.code == 2
    assert ("没有提交" in run.err) if commit == "f" * 40 else ("不是提交的编号" in run.err)
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize("kind", ["deep", "paths", "no table", "a pipe", "a link", "a device"])
def test_a_hostile_journal_is_passed_over(kind: str, sound: Any, tmp_path: Path) -> None:
    out, file = tmp_path / "build", tmp_path / "journal"
    out.mkdir()
    (source,) = sound["documents"]
    record = sound["documents"][source]
    (output,) = record["outputs"].values()
    evil = record | {"outputs": {"../precious.html": output}}
    match kind:
        case "deep":
            file.write_bytes(b"[" * 100_000)
        case "paths":
            lines = [
                {"source": source, "record": evil},
                {"source": "../x", "record": record},
                {"site": {"../x": "0" * 64}},
            ]
            file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
        case "no table":
            file.write_text('1\n"x"\n[]\nnull\n{"source": 1}\n{"site": []}\n{}', encoding="utf-8")
        case "a pipe":
            os.mkfifo(file)
        case _:
            (tmp_path / "other").mkdir()
            (tmp_path / "other/secret").write_text(json.dumps({"source": source, "record": record}), encoding="utf-8")
            file.symlink_to(tmp_path / "other/secret" if kind == "a link" else "/dev/zero")
    joined, torn = journal.join(manifests.Manifest(), out, file)
    assert (joined, torn) == (manifests.Manifest(), [])
