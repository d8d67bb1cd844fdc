"""The manifest: for each document what it was made from and what was written, with SHA-256, and the commit."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from generator.model.listing import Listing
from generator.write.files import replace

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

NAME = "manifest.json"


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
    """Read the manifest of an output folder; one that is missing or broken counts as empty: all is made anew."""
    try:
        data: dict[str, Any] = json.loads((folder / NAME).read_text(encoding="utf-8"))
        documents = {
            source: Record(
                **record | {"outputs": {path: Output(**output) for path, output in record["outputs"].items()}}
            )
            for source, record in data["documents"].items()
        }
        return Manifest(**data | {"documents": documents})
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Manifest()


def write(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, unless it already says the same."""
    data = manifest.dump()
    path = folder / NAME
    if not path.is_file() or path.read_bytes() != data:
        replace(path, data)


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
    return {file.relative_to(root).as_posix(): digest(file.read_bytes()) for file in sorted(files)}
