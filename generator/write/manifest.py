"""The manifest: for each document what it was made from and what was written, with SHA-256, and the commit."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import asdict, dataclass, field, fields, replace
from typing import TYPE_CHECKING, Final

from generator.model.finding import Finding, FindingError, Severity, error
from generator.model.listing import Listing
from generator.system import look
from generator.system.digests import digest_file
from generator.system.git import COMMIT
from generator.write import form

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "manifest.json"
FORMATS = ("docx", "pdf", "html", "xlsx")
# Ten thousand documents take some 60 MB.
LARGEST: Final = 512 * look.MIB
_TEXTS: Final = ("title", "pack", "index", "department", "unit", "issued")


@dataclass(slots=True)
class Output:
    """One file: its hash, the hash of everything that decides what it says, and its size in bytes."""

    sha256: str
    made_from: str
    size: int


@dataclass(slots=True)
class Record:
    """One document. `inputs` maps repository paths to hashes, `outputs` paths below the output folder.

    What the list of documents says of it stands here too, so that a build of a part can list the rest.
    """

    title: str
    pack: str
    index: str
    department: str
    unit: str
    year: int
    issued: str
    projects: list[str]
    inputs: dict[str, str] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)


@dataclass(slots=True)
class Manifest:
    """All documents of an output folder, by their content file.

    `site` holds the hashes of the pages that list them, `clean` tells whether the tree was as in the `commit`, `lock`
    is the hash of the locked requirements, and `versions` tells what else may change bytes.
    """

    commit: str = ""
    clean: bool = False
    lock: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Record] = field(default_factory=dict)
    site: dict[str, str] = field(default_factory=dict)

    def dump(self) -> bytes:
        """Return the manifest as JSON, keys in order."""
        text = json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True)
        return (text + "\n").encode()


def read(folder: Path) -> Manifest:
    """Read the manifest of an output folder; where there is none, nothing was made.

    Raises:
        FindingError: it is not as the program writes it: whoever wrote it may mean harm.
    """
    if not (folder / NAME).exists() and not (folder / NAME).is_symlink():
        return Manifest()
    data = look.read(folder / NAME, folder, LARGEST)
    if isinstance(data, look.Fault):
        raise _refusal(folder, data.message)
    try:
        return as_manifest(form.loaded(data))
    except form.FormError as problem:
        raise _refusal(folder, str(problem)) from problem


def known(folder: Path) -> tuple[Manifest, list[Finding]]:
    """Return what a build can go by: a manifest that can't be trusted counts as none, and is told."""
    try:
        return read(folder), []
    except FindingError as problem:
        told = problem.finding
        message = f"{told.message}；当作没有清单，全部重新生成"
        return Manifest(), [replace(told, severity=Severity.WARNING, message=message)]


def _refusal(folder: Path, why: str) -> FindingError:
    cause = "清单只由程序写；改过的或别处来的，里面的路径不能照着读写。"
    hint = "自己生成的，删去这个清单，重新 make build；从别处下载的，重新下载，还是这样就不要用。"
    return FindingError(error("JD-005", f"{folder.name}/{NAME} 不可信：{why}", None, cause=cause, hint=hint))


def as_manifest(data: object) -> Manifest:
    """Return the manifest that some JSON says.

    Raises:
        FormError: something in it is not as the program writes it.
    """
    given = form.fields(data, "清单", _names(Manifest))
    documents = form.table(given["documents"], "documents")
    return Manifest(
        commit=_commit(given["commit"]),
        clean=form.flag(given["clean"], "clean"),
        lock=form.digest(given["lock"], "lock") if given["lock"] != "" else "",
        versions={
            form.text(k, "versions"): form.text(v, k) for k, v in form.table(given["versions"], "versions").items()
        },
        documents={form.path(source, source): as_record(record, source) for source, record in documents.items()},
        site=as_site(given["site"]),
    )


def as_site(data: object) -> dict[str, str]:
    """Return the hashes of the pages that list the documents; see `as_manifest`."""
    return {_page(path): digest for path, digest in _digests(data, "site").items()}


def as_record(data: object, source: str) -> Record:
    """Return the record of the document of a content file; see `as_manifest`."""
    given = form.fields(data, source, _names(Record))
    outputs = form.table(given["outputs"], source)
    return Record(
        **{name: form.text(given[name], f"{source} {name}") for name in _TEXTS},
        year=form.number(given["year"], source, 9999),
        projects=form.items(given["projects"], source, form.text),
        inputs=_digests(given["inputs"], source),
        outputs={_target(path): _output(output, path) for path, output in outputs.items()},
    )


def _output(data: object, path: str) -> Output:
    given = form.fields(data, path, _names(Output))
    return Output(
        sha256=form.digest(given["sha256"], path),
        made_from=form.digest(given["made_from"], path),
        size=form.number(given["size"], path, sys.maxsize),
    )


def _target(value: str) -> str:
    """Return the path of an output: whatever else lies in the folder is none of ours."""
    path = form.path(value, value)
    if not path.endswith(tuple(f".{name}" for name in FORMATS)):
        raise form.FormError(path, "不是生成的文件")
    return path


def _page(path: str) -> str:
    """Return the path of a page beside the documents' folders."""
    if "/" in path or not path.endswith(".html"):
        raise form.FormError(path, "不是生成的文件")
    return path


def _digests(data: object, where: str) -> dict[str, str]:
    return {form.path(path, path): form.digest(digest, path) for path, digest in form.table(data, where).items()}


def _commit(value: object) -> str:
    found = form.text(value, "commit")
    if found and not COMMIT.fullmatch(found):
        raise form.FormError("commit", "不是提交的编号")
    return found


def _names(kind: type[Manifest | Record | Output]) -> list[str]:
    return [part.name for part in fields(kind)]


def listings(manifest: Manifest) -> list[Listing]:
    """Return what there is to list: each document that has files."""
    return [
        Listing(
            source=source,
            index=record.index,
            department=record.department,
            unit=record.unit,
            year=record.year,
            title=record.title,
            issued=record.issued,
            projects=tuple(record.projects),
            files=tuple((path, output.size) for path, output in record.outputs.items()),
        )
        for source, record in sorted(manifest.documents.items())
        if record.outputs
    ]


def digest(data: bytes) -> str:
    """Return the SHA-256 of some bytes."""
    return hashlib.sha256(data).hexdigest()


def digest_files(root: Path, files: Iterable[Path]) -> dict[str, str]:
    """Return the hashes of files by their path below `root`."""
    return {file.relative_to(root).as_posix(): digest_file(file) for file in sorted(files)}
