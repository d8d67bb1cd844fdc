"""`import`: what Word and Excel files say becomes files of a department's year, which had none of them yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import unified_diff
from typing import TYPE_CHECKING

from generator.editing import holding
from generator.importing.files.archive import LARGEST
from generator.importing.ground import ground
from generator.importing.work import Import
from generator.load.files import Files
from generator.load.source import MAX_BYTES
from generator.load.survey import DEPARTMENT_FILE
from generator.model.department import Department
from generator.model.finding import error
from generator.model.imports import Grade
from generator.model.position import Position
from generator.model.values import Term
from generator.system import look

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from generator.editing import Files as Writing
    from generator.importing.ground import Ground
    from generator.importing.work import Imported
    from generator.model.finding import Finding
    from generator.write.staging import Waiting


@dataclass(slots=True)
class Done:
    """What `import` did: the files that it wrote (or would write), and what would change in those that are there."""

    imported: Imported | None = None
    new: list[str] = field(default_factory=list)
    changes: dict[str, list[str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    is_written: bool = False
    is_refused: bool = False


def bring(  # noqa: PLR0913 - the options of the command, all but three by name
    root: Path,
    folder: str,
    given: Mapping[str, Path],
    *,
    pack: str = "",
    kind: str = "",
    write: bool = True,
    even_so: bool = False,
    waiting: Waiting | None = None,
) -> Done:
    """Read files, by the names that people gave them, for a department's year (content/province/department/year).

    `kind` is the document (文书) of the pack that texts are, where people say so.
    Nothing is written where money doesn't hold, unless `even_so`; a file that is there is never changed.
    """
    done = Done()
    papers = dict(_read(given, done))
    base = _base(root, folder, pack, done)
    if base is not None and kind and kind not in base.pack.documents:
        hint = f"--document 可以写的有：{'、'.join(base.pack.documents)}。"
        done.findings.append(error("DR-003", f"模板包里没有「{kind}」这种文书", Position(folder, 1), hint=hint))
    if base is None or done.findings:
        return done
    done.imported = Import(base, kind).run(papers)
    for path, data in done.imported.files.items():
        old = look.read(root / path, root / "content", MAX_BYTES) if (root / path).exists() else None
        if old is None:
            done.new.append(path)
        elif isinstance(old, bytes) and old != data:
            done.changes[path] = list(_difference(path, old, data))
    has_wrong_money = any(remark.grade == Grade.MONEY for remark in done.imported.remarks)
    done.is_refused = write and has_wrong_money and not even_so
    if write and done.new and not done.is_refused:
        with holding(root, (), waiting) as files:
            done.is_written = _write(files, done.new, done.imported)
            done.findings += files.failed.values()
    return done


def _write(files: Writing, new: Sequence[str], imported: Imported) -> bool:
    """Write new files, all that can be; return whether all could."""
    written = [files.write(path, imported.files[path]) for path in new]
    return all(written)


def _read(given: Mapping[str, Path], done: Done) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for name, file in given.items():
        data = look.read(file, file.parent, LARGEST)
        if isinstance(data, bytes):
            found.append((name, data))
        else:
            done.findings.append(error("DR-001", data.message, Position(name, 1), hint=data.hint))
    return found


def _base(root: Path, folder: str, pack: str, done: Done) -> Ground | None:
    """Return what the files are read by: the pack that was named, or else the department's own."""
    files = Files(root)
    file = root / folder / DEPARTMENT_FILE
    department = files.read(file, Department) if file.is_file() else None
    made = department.documents if isinstance(department, Department) else None
    own = {one.text for one in made.values() if isinstance(one, Term)} if isinstance(made, dict) else set()
    name = pack or (own.pop() if len(own) == 1 else "")
    base = ground(root, folder, name) if name else None
    if base is None:
        known = "、".join(files.pack_names())
        what = f"没有「{name}」这个模板包，或者它有错误" if name else "不知道照哪个模板包读"
        hint = f"加上 --pack 模板包；有这些：{known}。"
        done.findings.append(error("DR-002", what, Position(f"{folder}/{DEPARTMENT_FILE}", 1), hint=hint))
    return base


def _difference(path: str, old: bytes, new: bytes) -> list[str]:
    """Return what would change in a file, as git shows it."""
    before, after = (data.decode("utf-8", "replace").splitlines() for data in (old, new))
    return list(unified_diff(before, after, path, path, lineterm="", n=1))
