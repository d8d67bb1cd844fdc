"""A small client of language servers: opens files as VS Code does, and asks what a person would see."""

from __future__ import annotations

import json
import queue
import subprocess
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

TIMEOUT = 60.0
Message = dict[str, Any]


class ServerError(Exception):
    """The server ended, or did not answer in time."""


@dataclass
class Editor:
    """A session with the server, with the settings of a workspace; times out instead of hanging."""

    command: list[str]
    root: Path
    settings: Message
    locale: str = "zh-cn"
    # Whether the server asks for its settings before it says anything.
    is_asking: bool = True
    log: list[str] = field(default_factory=list)
    _answers: dict[int, queue.Queue[Message]] = field(default_factory=dict)
    _marks: queue.Queue[Message] = field(default_factory=queue.Queue)
    _last: int = 0
    _version: int = 0
    _asked: threading.Event = field(default_factory=threading.Event)
    _writing: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=self.root
        )
        threading.Thread(target=self._listen, daemon=True).start()
        folder = {"uri": self.root.as_uri(), "name": self.root.name}
        abilities = {
            "workspace": {"configuration": True, "workspaceFolders": True},
            "textDocument": {
                "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
                "hover": {"contentFormat": ["markdown"]},
            },
        }
        started = {"processId": None, "rootUri": folder["uri"], "workspaceFolders": [folder], "locale": self.locale}
        self.ask("initialize", started | {"capabilities": abilities})
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self.settings})
        if self.is_asking and not self._asked.wait(TIMEOUT):
            raise ServerError("the server did not ask for its settings")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(ServerError, OSError):
            self.ask("shutdown", None, timeout=5)
            self._tell("exit", None)
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                with suppress(OSError):
                    stream.close()

    def marks(self, path: str, text: str) -> list[Message]:
        """Open a file of the workspace with this text, whatever the disk has, and return what is marked in it."""
        uri, marked = self._open(path, text)
        self._close(uri)
        return marked

    def completions(self, path: str, text: str, line: int, column: int) -> list[Message]:
        """Return what is proposed at a place (lines and columns from 0)."""
        answer = self._at("textDocument/completion", path, text, (line, column))
        return list(answer["items"] if isinstance(answer, dict) else answer or [])

    def hover(self, path: str, text: str, line: int, column: int) -> str:
        """Return the Markdown that is shown over a place; "" for nothing."""
        answer = self._at("textDocument/hover", path, text, (line, column))
        return str(answer["contents"]["value"]) if answer else ""

    def _at(self, method: str, path: str, text: str, place: tuple[int, int]) -> Any:
        uri, _ = self._open(path, text)
        position = {"line": place[0], "character": place[1]}
        answer = self.ask(method, {"textDocument": {"uri": uri}, "position": position})
        self._close(uri)
        return answer

    def _open(self, path: str, text: str) -> tuple[str, list[Message]]:
        uri = (self.root / path).as_uri()
        self._version += 1  # The server remembers what it read by path and version.
        opened = {"uri": uri, "languageId": "yaml", "version": self._version, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": opened})
        return uri, self._marked(uri)

    def _close(self, uri: str) -> None:
        self._tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        self._marked(uri)

    def _marked(self, uri: str) -> list[Message]:
        """Wait for what the server says of a file: once after opening it, and once, with nothing, after closing it."""
        while True:
            try:
                sent = self._marks.get(timeout=TIMEOUT)
            except queue.Empty:
                raise ServerError(f"{uri}: nothing said of it") from None
            if sent["uri"] == uri:
                return list(sent["diagnostics"])

    def ask(self, method: str, params: Any, timeout: float = TIMEOUT) -> Any:
        """Send a request and wait for the answer."""
        self._last += 1
        number = self._last
        self._answers[number] = queue.Queue()
        self._send({"id": number, "method": method, "params": params})
        try:
            answer = self._answers[number].get(timeout=timeout)
        except queue.Empty:
            raise ServerError(f"{method}: no answer") from None
        finally:
            del self._answers[number]
        if "error" in answer:
            raise ServerError(f"{method}: {answer['error']}")
        return answer.get("result")

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Message) -> None:
        data = json.dumps({"jsonrpc": "2.0"} | message).encode()
        assert self._process.stdin
        with self._writing:
            self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
            self._process.stdin.flush()

    def _listen(self) -> None:
        while message := self._read():
            if "method" not in message:
                if message.get("id") in self._answers:
                    self._answers[message["id"]].put(message)
            elif message["method"] == "window/logMessage":
                self.log.append(message["params"]["message"])
            elif message["method"] == "textDocument/publishDiagnostics":
                self._marks.put(message["params"])
            elif "id" in message:
                with suppress(OSError):
                    self._send({"id": message["id"], "result": self._answer(message)})
                    if message["method"] == "workspace/configuration":
                        self._asked.set()

    def _answer(self, request: Message) -> Any:
        """Answer the server's own requests: it asks for settings, section by section."""
        if request["method"] != "workspace/configuration":
            return None
        return [section(self.settings, item.get("section", "")) for item in request["params"]["items"]]

    def _read(self) -> Message | None:
        assert self._process.stdout
        length = 0
        while line := self._process.stdout.readline().strip():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return dict(json.loads(self._process.stdout.read(length))) if length else None


def section(settings: Message, name: str) -> Any:
    """Return a section of settings as VS Code gives it: `yaml` holds what stands as `yaml.…`, nested at the dots."""
    if name in settings:
        return settings[name]
    found: Message = {}
    for key, value in settings.items():
        if key.startswith(f"{name}."):
            *way, last = key.removeprefix(f"{name}.").split(".")
            below = found
            for step in way:
                below = below.setdefault(step, {})
            below[last] = value
    return found
