"""Takes what a form sends apart: it comes from a browser, and may be anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from generator.edit.want import Want

if TYPE_CHECKING:
    from generator.model.outline import Way

# How deep a file may go, which its reader limits as well.
_DEEPEST: Final = 32


class OddRequestError(Exception):
    """Raised where a form sends what no form of ours would."""


def want(told: Any, depth: int = 0) -> Want:
    """Return what a form wants at a place: `{from?, text? | keys? | items?}`."""
    if not isinstance(told, dict) or depth > _DEEPEST:
        raise OddRequestError
    origin, text = told.get("from"), told.get("text")
    if not (text is None or isinstance(text, str)):
        raise OddRequestError
    below = {name: told[name] for name in ("keys", "items") if told.get(name) is not None}
    if len(below) + (text is not None) > 1 or not all(isinstance(one, list) for one in below.values()):
        raise OddRequestError
    return Want(
        None if origin is None else _way(origin),
        None if text is None else _clean(text),
        tuple(_pair(one, depth) for one in below["keys"]) if "keys" in below else None,
        tuple(want(one, depth + 1) for one in below["items"]) if "items" in below else None,
    )


def _pair(told: Any, depth: int) -> tuple[str, Want]:
    match told:
        case [str(name), below] if name and "\n" not in name:
            return name, want(below, depth + 1)
    raise OddRequestError


def _way(told: Any) -> Way:
    if not isinstance(told, list) or not all(type(step) in {str, int} for step in told):
        raise OddRequestError
    return tuple(told)


def _clean(text: str) -> str:
    """Return a text as files hold it: lines end in one way, and nothing stands behind the last one."""
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
