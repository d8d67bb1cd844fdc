"""A window of a preview without a browser: asks over http as one does, and waits for events."""

from __future__ import annotations

import json
from http.client import HTTPConnection, HTTPResponse
from typing import Any
from urllib.parse import urlsplit

SECONDS = 40


class Window:
    """Looks at a preview at an address; what it asks for is relative to that."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.host, self.base = parts.netloc, parts.path
        self._events: HTTPResponse | None = None

    def ask(
        self, path: str, *, whole: bool = False, method: str = "GET", body: bytes = b"", **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        """Return status, headers and body of an answer; `whole` paths are not below the token."""
        connection = HTTPConnection(self.host, timeout=SECONDS)
        connection.putrequest(method, path if whole else self.base + path, skip_host=True, skip_accept_encoding=True)
        for name, value in ({"Host": self.host} | headers).items():
            connection.putheader(name.replace("_", "-"), value)
        connection.endheaders(body or None)
        answer = connection.getresponse()
        found = answer.status, dict(answer.headers), answer.read()
        connection.close()
        return found

    def text(self, path: str) -> str:
        """Return what is found at a path."""
        status, _, body = self.ask(path)
        assert status == 200, path
        return body.decode()

    def event(self) -> Any:
        """Return the next state that the preview tells; the first one is the present state."""
        if self._events is None:
            connection = HTTPConnection(self.host, timeout=SECONDS)
            connection.request("GET", f"{self.base}events")
            self._events = connection.getresponse()
        for line in self._events:
            if line.startswith(b"data: "):
                return json.loads(line.removeprefix(b"data: "))
        raise AssertionError("the preview has ended")

    def until(self, wanted: Any) -> Any:
        """Return the first state of which something holds."""
        while True:
            state = self.event()
            if wanted(state):
                return state
