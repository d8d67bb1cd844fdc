"""A server for the browser of this computer: it answers nobody else, and hands out only what the preview has made."""

from __future__ import annotations

import hmac
import json
import os
import secrets
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from generator.render.page import fingerprint
from generator.system import look

if TYPE_CHECKING:
    from generator.serve.board import Board
    from generator.serve.desk import Desk
    from generator.serve.sheets import Sheets

HERE: Final = Path(__file__).parent
LOCAL: Final = "127.0.0.1"
HTML, JSON, PNG, EVENTS, FONT = (
    "text/html; charset=utf-8",
    "application/json",
    "image/png",
    "text/event-stream",
    "font/ttf",
)
# Seconds after which an idle connection is closed, and after which a waiting window is told that all is well.
_PATIENCE: Final = 10
_BREATH: Final = 5
_LARGEST_FONT: Final = 64 * look.MIB
# What a form sends is a file of the content, place by place.
_LARGEST_FORM: Final = 4 * look.MIB
STYLES: Final = ("preview.css", "form.css")
SCRIPTS: Final = (
    *("nodes.js", "values.js", "fields.js", "amounts.js", "tables.js"),
    *("sheet.js", "places.js", "saving.js", "dialogs.js", "form.js", "preview.js"),
)
_REFUSED: Final = "这里只给本机的预览窗口用。地址过时了，就用终端里最新打印的那一个。"


class Server(ThreadingHTTPServer):
    """Serves a board on a port of this computer, under an address that nobody can guess.

    OSError where the port is taken; 0 takes any that is free.
    """

    daemon_threads = True
    # On Windows the option lets another program take the port over.
    allow_reuse_address = os.name == "posix"

    def __init__(self, port: int, board: Board, desk: Desk, sheets: Sheets, fonts: Path) -> None:
        super().__init__((LOCAL, port), Handler)
        self.board, self.desk, self.sheets = board, desk, sheets
        self.token = secrets.token_urlsafe(24)
        self.fonts = {font.name: font for font in sorted(fonts.glob("*.ttf"))}
        self.shell, self.policy = _shell()

    @property
    def address(self) -> str:
        """The address of the preview."""
        return f"http://{LOCAL}:{self.server_port}/{self.token}/"


def _shell() -> tuple[bytes, str]:
    """Return the page around the documents, and what it may do: its own script and style, and ask this server."""
    style = "".join((HERE / "shell" / name).read_text("utf-8") for name in STYLES)
    script = "".join((HERE / "shell" / name).read_text("utf-8") for name in SCRIPTS)
    page = (HERE / "shell" / "preview.html").read_text("utf-8")
    page = page.replace("/*style*/", style).replace("/*script*/", script)
    policy = (
        f"default-src 'none'; script-src '{fingerprint(script)}'; style-src '{fingerprint(style)}'; connect-src 'self'; "
        "img-src 'self' data:; frame-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
    return page.encode(), policy


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: Server
    protocol_version = "HTTP/1.1"
    timeout = _PATIENCE

    def handle(self) -> None:
        """Answer the requests of a connection; a browser may leave at any time."""
        with suppress(ConnectionError):
            super().handle()

    def do_GET(self) -> None:
        """Answer with what the address names, if the request comes from the preview itself."""
        path = self._path()
        if path == "events":
            self._tell_events()
        elif path is not None:
            self._answer(path)

    def do_POST(self) -> None:
        """Do what a form of the preview asks for; of others, a browser lets none send JSON here."""
        path = self._path(is_own=True)
        if path is None:
            return
        kind, length = self.headers.get("Content-Type"), self.headers.get("Content-Length", "")
        if kind != JSON or not (length.isascii() and length.isdecimal()) or "Transfer-Encoding" in self.headers:
            self._refuse(HTTPStatus.BAD_REQUEST)
        elif int(length) > _LARGEST_FORM:
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        else:
            self._do(path, self.rfile.read(int(length)))

    def _do(self, path: str, body: bytes) -> None:
        try:
            told = json.loads(body)
        except (ValueError, RecursionError):
            told = None
        action, _, file = path.partition("/")
        status, answer = self.server.desk.post(action, unquote(file), told) if isinstance(told, dict) else (400, {})
        if answer or status == HTTPStatus.OK:
            self._send(json.dumps(answer, ensure_ascii=False).encode(), JSON, status=HTTPStatus(status))
        else:
            self._refuse(HTTPStatus(status))

    def _path(self, *, is_own: bool = False) -> str | None:
        """Return what is asked for below the token; None after refusing whoever may not ask."""
        token, _, path = self.path.partition("?")[0].removeprefix("/").partition("/")
        is_known = hmac.compare_digest(token.encode("utf-8", "replace"), self.server.token.encode())
        if not self._is_local(is_own=is_own):
            self._refuse(HTTPStatus.FORBIDDEN)
        elif not is_known:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            return path
        return None

    def version_string(self) -> str:
        """Return what the server is called: nobody has to know its parts."""
        return "shenbao"

    def send_error(self, code: int, *_: object) -> None:
        """Refuse what the library itself refuses: other methods, broken requests."""
        self._refuse(HTTPStatus(code))

    def log_message(self, *_: object) -> None:
        """Say nothing of each request."""

    def _is_local(self, *, is_own: bool) -> bool:
        """Whether the browser asked for this very server, and no other site made it ask (DNS rebinding).

        What changes anything has to come from our `own` page, which browsers tell.
        """
        hosts = {f"{name}:{self.server.server_port}" for name in (LOCAL, "localhost")}
        origins = {f"http://{host}" for host in hosts}
        known = origins if is_own else {None, *origins}
        return self.headers.get("Host") in hosts and self.headers.get("Origin") in known

    def _answer(self, path: str) -> None:
        first, _, rest = path.partition("/")
        if not path:
            self._send(self.server.shell, HTML, self.server.policy)
        elif first == "fonts" and rest in self.server.fonts:
            self._send_font(self.server.fonts[rest])
        elif first == "form":
            self._send_form(unquote(rest))
        elif first == "sheets" and not rest.endswith(".png"):
            self._send_count(rest)
        elif first == "sheets":
            self._send_sheet(rest.removesuffix(".png"))
        elif (shown := self.server.board.shown(path)) and shown.page:
            self._send(shown.page.page.encode(), HTML, "frame-ancestors 'self'")
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _send_font(self, font: Path) -> None:
        target = font.resolve()
        data = look.read(target, target.parent, _LARGEST_FONT)
        if isinstance(data, bytes):
            self._send(data, FONT, kept=True)
        else:
            self._refuse(HTTPStatus.NOT_FOUND)

    def _send_form(self, path: str) -> None:
        told = self.server.desk.sheet(path) if path else self.server.desk.years()
        if told is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            self._send(json.dumps(told, ensure_ascii=False).encode(), JSON)

    def _send_count(self, name: str) -> None:
        shown = self.server.board.shown(name)
        if shown is None or shown.document is None or shown.layout is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        wanted = partial(self.server.board.is_present, name)
        told = self.server.sheets.count(name, shown.document, shown.layout, wanted)
        answer = {"count": told} if isinstance(told, int) else {"problem": told}
        self._send(json.dumps(answer, ensure_ascii=False).encode(), JSON)

    def _send_sheet(self, path: str) -> None:
        name, _, number = path.partition("/")
        picture = self.server.sheets.picture(name, int(number)) if number.isascii() and number.isdecimal() else None
        if picture is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        else:
            self._send(picture, PNG, kept=True)

    def _tell_events(self) -> None:
        """Tell each new state as it comes, until the window is closed."""
        self._begin(HTTPStatus.OK, EVENTS)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        told = 0
        while True:
            number, state = self.server.board.wait(told, _BREATH)
            # A comment shows whether anybody is still there.
            self.wfile.write(b"data: " + state + b"\n\n" if number > told else b":\n\n")
            self.wfile.flush()
            told = number

    def _refuse(self, status: HTTPStatus) -> None:
        self.close_connection = True
        self._send(_REFUSED.encode(), "text/plain; charset=utf-8", status=status)

    def _send(
        self, data: bytes, kind: str, policy: str = "", status: HTTPStatus = HTTPStatus.OK, *, kept: bool = False
    ) -> None:
        self._begin(status, kind, policy, kept=kept)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _begin(self, status: HTTPStatus, kind: str, policy: str = "", *, kept: bool = False) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Security-Policy", policy or "default-src 'none'; frame-ancestors 'none'")
        self.send_header("Cache-Control", "private, max-age=86400" if kept else "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Referrer-Policy", "no-referrer")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
