"""What an editor can ask and tell, each answered by those who know."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

from lsprotocol import types

from generator import pipeline
from generator.language.completion import completion
from generator.language.hover import hover
from generator.language.mending import actions, formatting
from generator.language.naming import Naming
from generator.language.renaming import RenameError, rename, renamed
from generator.language.server import PAUSE, Refusal, Server

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from generator.language.desk import Desk
    from generator.language.server import At

T = TypeVar("T")


def speak(start: Path, given: BinaryIO, out: BinaryIO) -> None:
    """Serve one editor until it goes away; nothing else may be written to `out` meanwhile."""
    logging.getLogger("pygls").addHandler(logging.NullHandler())
    logging.getLogger("pygls").propagate = False  # it would tell people of failures in English
    made(start).start_io(given, out)


def made(start: Path) -> Server:
    """Return a server that answers all that is understood here."""
    server = Server(start)
    _follow(server)
    _tell(server)
    _find(server)
    _mend(server)
    return server


def _follow(server: Server) -> None:
    """Let a server follow what is opened, typed and saved."""

    @server.feature(types.INITIALIZE)
    def begin(params: types.InitializeParams) -> None:
        server.settle(params)

    @server.feature(types.INITIALIZED)
    def begun(_: types.InitializedParams) -> None:
        if server.desk is None:
            told = "这里不是申报仓库：找不到 content/ 和 templates/ 文件夹。用「打开文件夹」打开仓库，就能边写边查。"
            server.window_log_message(types.LogMessageParams(types.MessageType.Warning, told))

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.changed(params.text_document.uri, params.text_document.text, 0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def typed(params: types.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        if server.path(uri) is not None:  # of all others, nothing is looked at
            server.changed(uri, server.workspace.get_text_document(uri).source)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.changed(params.text_document.uri, None, 0)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    def saved(params: types.DidChangeWatchedFilesParams) -> None:
        if server.desk is not None:
            server.desk.forget()
            is_template = any("/templates/" in change.uri for change in params.changes)
            server.check_soon(server.desk.open_scopes(), PAUSE, is_template=is_template)


def _tell(server: Server) -> None:
    """Let a server say what can be written at a place, and what stands there."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(["{", ".", " "]))
    async def complete(params: types.CompletionParams) -> list[types.CompletionItem]:
        return await server.at("找可以写的", [], params, lambda at: completion(*at, server.ranges))

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def explain(params: types.HoverParams) -> types.Hover | None:
        told = await server.at("说明这里", "", params, lambda at: hover(*at))
        return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, told)) if told else None


def _find(server: Server) -> None:
    """Let a server lead from a name to where it is given and used, and change it everywhere."""

    @server.feature(types.TEXT_DOCUMENT_DEFINITION)
    async def define(params: types.DefinitionParams) -> types.Location | None:
        def work(at: At) -> types.Location | None:
            naming = Naming.of(*at[:2])
            use = naming.at(*at[2:]) if naming else None
            place = naming.place(use.target) if naming and use else None
            return server.location(place) if place else None

        return await server.at("找名字写在哪里", None, params, work)

    @server.feature(types.TEXT_DOCUMENT_REFERENCES)
    async def refer(params: types.ReferenceParams) -> list[types.Location]:
        def work(at: At) -> list[types.Location]:
            naming = Naming.of(*at[:2])
            use = naming.at(*at[2:]) if naming else None
            if naming is None or use is None:
                return []
            is_all = params.context.include_declaration
            found = (one for one in naming.uses() if one.target == use.target and (is_all or not one.is_given))
            return [server.location(one.place) for one in found]

        return await server.at("找用到名字的地方", [], params, work)

    @server.feature(types.TEXT_DOCUMENT_PREPARE_RENAME)
    async def can_rename(params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
        def work(at: At) -> types.PrepareRenamePlaceholder:
            use = refusing(renamed, *at)
            return types.PrepareRenamePlaceholder(server.location(use.place).range, use.target.name)

        return await server.at("改名", None, params, work)

    @server.feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))
    async def change(params: types.RenameParams) -> types.WorkspaceEdit | None:
        def work(at: At) -> types.WorkspaceEdit:
            found = refusing(rename, *at, params.new_name)
            return types.WorkspaceEdit(
                changes={
                    server.address(path): [
                        types.TextEdit(server.location(one).range, params.new_name) for one in places
                    ]
                    for path, places in found.items()
                }
            )

        return await server.at("改名", None, params, work)


def refusing(work: Callable[..., T], *args: Any) -> T:
    """Do something; what people are told of a name that can't be changed is the answer to the editor."""
    try:
        return work(*args)
    except RenameError as problem:
        raise Refusal(str(problem)) from problem


def _mend(server: Server) -> None:
    """Let a server offer changes of what is wrong, and of how it is laid out."""
    kinds = [types.CodeActionKind.QuickFix, types.CodeActionKind.SourceFixAll]

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(kinds))
    async def act(params: types.CodeActionParams) -> list[types.CodeAction]:
        def work(desk: Desk, path: str) -> list[types.CodeAction]:
            return list(actions(desk, path, params.range, server.ranges, params.text_document.uri))

        desk, path = server.desk, server.path(params.text_document.uri)
        return await server.ask("找改法", [], work, desk, path) if desk and path else []

    @server.feature(types.TEXT_DOCUMENT_FORMATTING)
    async def form(params: types.DocumentFormattingParams) -> list[types.TextEdit]:
        def work(desk: Desk, path: str) -> list[types.TextEdit]:
            made, findings = formatting(desk, path, pipeline.packs(desk.root).values(), server.ranges)
            if findings and not made:
                first = findings[0]
                raise Refusal(f"没有整理：{first.position} {first.message}。先改好标出来的错误。")
            return made

        desk, path = server.desk, server.path(params.text_document.uri)
        return await server.ask("整理文件", [], work, desk, path) if desk and path else []
