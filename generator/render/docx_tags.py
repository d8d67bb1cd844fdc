"""Tells what is wrong with the tags of a Word template, and in which cell or paragraph of it."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import jinja2
from lxml import etree

from generator.render import docx_package
from generator.render.docx_xml import PARAGRAPH, BadTemplateError, parse, place_of, text_of
from generator.sandbox import errors

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_TAG: Final = re.compile(r"\{[{%].*?[%}]\}")


@contextmanager
def blamed_on(path: Path) -> Iterator[None]:
    """Turn what goes wrong in the tags of a template into what its keeper is told.

    Raises:
        BadTemplateError: something went wrong.
    """
    try:
        with _refused(path):
            yield
    except jinja2.UndefinedError as error:
        name, hint = errors.unknown(error, ())
        message = f"{path.name} 的标记用了没有的名字「{name}」{_where(path, name)}"
        raise BadTemplateError(message, hint=hint) from error
    except jinja2.TemplateSyntaxError as error:
        raise BadTemplateError(f"{path.name} 的标记写错了：{error.message}") from error
    except jinja2.TemplateError as error:
        raise BadTemplateError(f"{path.name} 的标记不能运行：{error}") from error
    except etree.XMLSyntaxError as error:
        raise BadTemplateError(f"{path.name} 的标记放错了位置，填好以后不再是完好的文档：{error.msg}") from error


@contextmanager
def _refused(path: Path) -> Iterator[None]:
    """Tell of tags that do what they may not."""
    try:
        yield
    except jinja2.TemplateError as error:
        refused = errors.finding(error, None)
        if refused is None:
            raise
        message = f"{path.name} 的标记不能用：{refused.message}"
        raise BadTemplateError(message, code=refused.code, hint=refused.hint) from error


def _where(path: Path, name: str) -> str:
    """Return the place of the first tag with a name, in brackets; nothing where none is found."""
    main = next(iter(docx_package.read(path).values()))
    for paragraph in parse(main.data).iter(PARAGRAPH):
        if any(re.search(rf"\b{re.escape(name)}\b", tag) for tag in _TAG.findall(text_of(paragraph))):
            return f"（{place_of(paragraph)}）"
    return ""
