"""What a run is about to replace, document by document: so that the truth is known whenever it is killed.

A line is written before the first file of its document is touched. Whether each file is the old or the new one is
told by its hash, so nothing has to be written afterwards; the manifest takes all in at the end of the run.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from generator.system import look
from generator.system.digests import digest_file
from generator.write import form
from generator.write import manifest as manifests

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from generator.write.manifest import Manifest, Output, Record


def add(file: Path, records: Mapping[str, Record | None]) -> None:
    """Write down what documents will be: their records, or nothing for one whose content is gone."""
    _append(
        file, [{"source": source, "record": asdict(record) if record else None} for source, record in records.items()]
    )


def add_site(file: Path, site: dict[str, str]) -> None:
    """Write down the hashes that the pages listing the documents will have."""
    _append(file, [{"site": site}])


def _append(file: Path, entries: list[dict[str, object]]) -> None:
    # A line that a full disk or a kill has torn ends here, and is passed over.
    lines = ["", *(json.dumps(entry, ensure_ascii=False) for entry in entries), ""]
    with file.open("ab") as stream:
        stream.write("\n".join(lines).encode())
        stream.flush()
        os.fsync(stream.fileno())


def join(manifest: Manifest, out: Path, file: Path) -> tuple[Manifest, list[str]]:
    """Return what an output folder really holds: its manifest and all that was replaced since.

    The second are the documents that were left between two formats.
    """
    torn = {}
    joined = replace(manifest, documents=dict(manifest.documents))
    for entry in _entries(file):
        if "site" in entry:
            joined.site = _settle_site(joined.site, entry["site"], out)
            continue
        source, record = entry["source"], entry["record"]
        settled, torn[source] = settle(joined.documents.pop(source, None), record, out)
        if settled:
            joined.documents[source] = settled
    return joined, sorted(source for source, is_torn in torn.items() if is_torn)


def _entries(file: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines that are whole, in their order."""
    data = look.read(file, file.parent, manifests.LARGEST)
    for line in data.splitlines() if isinstance(data, bytes) else ():
        try:
            entry = form.table(form.loaded(line), "journal")
            if "site" in entry:
                yield {"site": manifests.as_site(entry["site"])}
            else:
                source = form.path(entry["source"], "source")
                record = manifests.as_record(entry["record"], source) if entry["record"] else None
                yield {"source": source, "record": record}
        except (form.FormError, KeyError):
            continue


def settle(old: Record | None, new: Record | None, out: Path) -> tuple[Record | None, bool]:
    """Return the record of what is there, and whether some of it is old and some new."""
    before, after = (record.outputs if record else {} for record in (old, new))
    states = {target: _state(out, target, before.get(target), after.get(target)) for target in before | after}
    outputs = {target: output for target, (output, _) in states.items() if output}
    ages = {age for _, age in states.values() if age}
    base = new or old
    return (replace(base, outputs=outputs) if base and outputs else None), len(ages) > 1


def _state(out: Path, target: str, old: Output | None, new: Output | None) -> tuple[Output | None, str]:
    """Return what a file is, and whether that is old or new; "" where that makes no difference."""
    if old and new and old.sha256 == new.sha256:
        return new, ""
    if look.linked(out, target) or not (out / target).is_file():
        return (new, "") if old and new else (None, "old" if new else "new")
    actual = digest_file(out / target)
    if new and actual == new.sha256:
        return new, "new"
    if old and actual == old.sha256:
        return old, "old"
    return new or old, ""  # Somebody has changed it since.


def _settle_site(old: dict[str, str], new: dict[str, str], out: Path) -> dict[str, str]:
    files = {path: out / path for path in new if not look.linked(out, path) and (out / path).is_file()}
    is_new = files.keys() == new.keys() and all(digest_file(files[path]) == new[path] for path in new)
    return new if is_new else old
