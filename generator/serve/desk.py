"""What forms in the windows ask for: the fields of a file, a look at what they would make of it, and saving it."""

from __future__ import annotations

from decimal import Decimal
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from generator.filling.description import described
from generator.filling.models import accounts, entries, project_of
from generator.filling.saving import Cabinet, RefusedError, Wish
from generator.filling.sheet import Sheet, differences, etag, referring, with_references
from generator.filling.wants import OddRequestError, want
from generator.load.placing import model_of
from generator.model.finding import FindingError
from generator.model.units import MONEY
from generator.starting.kinds import Kinds
from generator.starting.names import NAME, NAMED
from generator.starting.run import begin

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from generator.load.found import Content
    from generator.model.entry import Entry
    from generator.model.finding import Finding
    from generator.model.outline import Way

Answer = dict[str, Any]
# How many files the windows are told of: the last ones that were opened.
_OPEN: Final = 8
# How many sheets are kept: those of the files that windows have open, and of their drafts.
_MOST: Final = 24


class Desk:
    """The forms of all windows. `drafts` holds what is not saved yet.

    `redraw` reads again and shows that to the windows, `put` shows what is known with what is open.
    """

    def __init__(self, root: Path, redraw: Callable[[Path | None], None], put: Callable[[], None]) -> None:
        self._root, self._redraw, self._put = root, redraw, put
        self._cabinet = Cabinet(root)
        self._turn = Lock()
        self.drafts: dict[str, bytes] = {}
        self._open: dict[str, None] = {}
        self._sheet_turn = Lock()
        self._sheets: dict[tuple[str, str], Sheet] = {}
        self._entries: dict[str, Entry] = {}
        self._known: set[str] = set()
        self._years: list[str] = []
        self._content: Content | None = None

    def look(self, content: Content) -> None:
        """Take in what was read last."""
        self._entries = entries(content)
        self._known = set(content.files.lines)
        self._years = list(content.there.years)
        self._content = content

    def place(self, finding: Finding) -> Way:
        """Return the place that a finding is about in a file that is open; none otherwise."""
        path = finding.position.path if finding.position else ""
        sheet = self._sheet(path, self._now(path)) if path in self._open else None
        return sheet.place(finding) if sheet is not None else ()

    def forms(self) -> dict[str, Answer]:
        """Return what the windows have to know of the files that are open."""
        return {path: self._form(path) for path in sorted(self._open)}

    def _form(self, path: str) -> Answer:
        saved, entry = self._cabinet.data(path), self._entries.get(path)
        sheet = self._sheet(path, self._now(path))
        said: list[list[Any]] = []
        if sheet is not None and sheet.tree is not None and entry is not None:
            unit = MONEY.get(str(getattr(entry, "money_unit", "")), Decimal(1))
            said = with_references(sheet.tree, referring(entry, unit))
        return {
            "tag": etag(saved) if saved is not None else "",
            "draft": path in self.drafts,
            "said": said,
            "lines": sheet.places() if sheet is not None else [],
        }

    def sheet(self, path: str) -> Answer | None:
        """Return the fields of a file and what stands in them; None for one that no form is for."""
        data = self._cabinet.data(path) if path in self._known or path in self._open else None
        sheet = self._sheet(path, data)
        model = model_of(path, self._entries.get(path))
        if sheet is None or data is None or model is None:
            return None
        self._opened(path)
        return {
            "path": path,
            "tag": etag(data),
            "title": model.entry_title.partition("（")[0],
            "fields": described(model),
            "tree": sheet.tree,
            "lines": sheet.lines,
            "places": sheet.places(),
            "is_project": "/projects/" in path,
            "back": self._back(path, sheet),
            "accounts": accounts(self._content, path) if self._content else [],
            "again": self._cabinet.can_redo(path),
        }

    def _back(self, path: str, now: Sheet) -> Answer | None:
        """Return what an undo would change: [place, what stands there, what will]; None where there is none."""
        before = self._cabinet.before(path)
        if before is None:
            return None
        return {
            "is_new": before[0] is None,
            "changes": differences(now, Sheet.of(path, before[0])) if before[0] is not None else [],
        }

    def post(self, action: str, path: str, told: Mapping[str, Any]) -> tuple[int, Answer]:
        """Do what a form asks for; return the status and the answer."""
        acts = {
            "look": self._look,
            "draft": self._draft,
            "save": self._save,
            "drop": self._drop,
            "undo": self._undo,
            "redo": self._redo,
            "commit": self._commit,
            "remove": self._remove,
            "new": self._new,
        }
        if action not in acts:
            return 404, {}
        try:
            with self._turn:
                return 200, acts[action](path, told)
        except OddRequestError:
            return 400, {}
        except RefusedError as problem:
            answer: Answer = {"refused": problem.words}
            return (409, answer | {"sheet": self.sheet(path)}) if problem.is_stale else (422, answer)

    def _look(self, path: str, _: Mapping[str, Any]) -> Answer:
        """Tell the windows of a file that was just opened."""
        if path in self._open:
            self._put()
        return {}

    def _draft(self, path: str, told: Mapping[str, Any]) -> Answer:
        made = self._cabinet.drafted(_wish(path, told))
        self.drafts[path] = made.data
        self._redraw(None)
        return {}

    def _save(self, path: str, told: Mapping[str, Any]) -> Answer:
        self._cabinet.save(_wish(path, told))
        return self._without_draft(path)

    def _drop(self, path: str, _: Mapping[str, Any]) -> Answer:
        return self._without_draft(path)

    def _undo(self, path: str, told: Mapping[str, Any]) -> Answer:
        self._cabinet.undo(path, _text(told, "tag"))
        return self._without_draft(path)

    def _redo(self, path: str, told: Mapping[str, Any]) -> Answer:
        self._cabinet.redo(path, _text(told, "tag"))
        return self._without_draft(path)

    def _remove(self, path: str, told: Mapping[str, Any]) -> Answer:
        self._cabinet.remove(path, _text(told, "tag"))
        return self._without_draft(path)

    def _commit(self, path: str, told: Mapping[str, Any]) -> Answer:
        name = self._cabinet.commit(path, _text(told, "message"))[:8]
        others = [other for other in self._cabinet.uncommitted(self._known) if other != path]
        return {"commit": name, "others": others, "sheet": self.sheet(path)}

    def _without_draft(self, path: str) -> Answer:
        self.drafts.pop(path, None)
        self._redraw(None)
        return {"sheet": self.sheet(path)}

    def years(self) -> Answer:
        """Return the folders that a new project can be put into."""
        return {"years": self._years}

    def _new(self, _: str, told: Mapping[str, Any]) -> Answer:
        year, name, answers = _text(told, "year"), _text(told, "name"), told.get("answers")
        if year not in self._years or not isinstance(answers, dict):
            raise OddRequestError
        if not NAME.fullmatch(name):
            raise RefusedError(f"文件名{NAMED}，如 equipment。")
        given = {str(key): str(value).strip() for key, value in answers.items() if str(value).strip()}
        if other := project_of(self._entries, year, given.get("项目名称", "")):
            raise RefusedError(
                f"这个年度已经有项目「{given['项目名称']}」：{other}。一个项目只写一个文件；不是同一个项目的，名称写得不同。"
            )
        try:
            done = begin(self._root, Kinds(self._root).project(year, name)(given))
        except FindingError as problem:
            raise RefusedError(problem.finding.message) from problem
        if done.taken or done.refused or not done.written:
            words = [finding.message for finding in done.refused] or [f"已经有 {path}" for path in done.taken]
            raise RefusedError("；".join(words) or "没有写出来。")
        (path,) = done.written
        self._cabinet.keep_new(path)
        self._opened(path)
        self._redraw(self._root / path)
        return {"path": path, "sheet": self.sheet(path)}

    def _opened(self, path: str) -> None:
        self._open.pop(path, None)
        self._open[path] = None
        for old in list(self._open)[:-_OPEN]:
            if old not in self.drafts:
                self._open.pop(old, None)

    def _now(self, path: str) -> bytes | None:
        draft = self.drafts.get(path)
        return self._cabinet.data(path) if draft is None else draft

    def _sheet(self, path: str, data: bytes | None) -> Sheet | None:
        if data is None:
            return None
        key = path, etag(data)
        with self._sheet_turn:
            if key not in self._sheets:
                while len(self._sheets) >= _MOST:
                    self._sheets.pop(next(iter(self._sheets)))
                self._sheets[key] = Sheet.of(path, data)
            return self._sheets[key]


def _wish(path: str, told: Mapping[str, Any]) -> Wish:
    lines = told.get("lines")
    if lines is None:
        return Wish(path, _text(told, "tag"), want(told.get("want")))
    if not isinstance(lines, dict) or not all(key.isdecimal() and isinstance(lines[key], str) for key in lines):
        raise OddRequestError
    return Wish(path, _text(told, "tag"), lines={int(number): text for number, text in lines.items()})


def _text(told: Mapping[str, Any], name: str) -> str:
    value = told.get(name)
    if not isinstance(value, str):
        raise OddRequestError
    return value
