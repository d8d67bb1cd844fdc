"""Attacks by what a template says in Jinja. The same are tried in the text, on the page, and in the tags in Word."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import TYPE_CHECKING

from tests import samples
from tests.attacks.attack import PACK, Attack, inserted, written
from tests.attacks.words import tagged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FORBIDDEN, TOO_MUCH, ENDLESS = "MB-040", "MB-041", "MB-042"
# What is told of a name that isn't there, in the three kinds of templates.
UNKNOWN = ("MB-013", "MB-021", "MB-030")
LETTERS = "abcdefghijklmnopqrstuvwxyz" * 4

DOUBLED = "{% macro m0(a) %}{{ a }}{% endmacro %}" + "".join(
    f"{{% macro m{number}(a) %}}{{{{ m{number - 1}(a) }}}}{{{{ m{number - 1}(a) }}}}{{% endmacro %}}"
    for number in range(1, 41)
)
JOINED = "{% macro m0(a) %}{{ a }}{% endmacro %}" + "".join(
    f"{{% macro m{number}(a) %}}{{{{ m{number - 1}(a ~ a) }}}}{{% endmacro %}}" for number in range(1, 41)
)

# Each is put into one line of a sound template.
SAID: dict[str, tuple[str, tuple[str, ...]]] = {
    "class of a text": ("{{ ''.__class__ }}", (FORBIDDEN,)),
    "all classes": ("{{ ''.__class__.__mro__[1].__subclasses__() }}", (FORBIDDEN,)),
    "class by its name in brackets": ("{{ ''['__class__'] }}", (FORBIDDEN,)),
    "class by a name put together": ("{{ ''['__cla' ~ 'ss__'] }}", UNKNOWN),
    "class by a filter": ("{{ ''|attr('__class__') }}", (FORBIDDEN,)),
    "class through map": ("{{ ['']|map(attribute='__class__')|list }}", (FORBIDDEN,)),
    "globals of a helper": ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", (FORBIDDEN,)),
    "globals by brackets": ("{{ joiner['__init__'] }}", (FORBIDDEN,)),
    "the template itself": ("{{ self._TemplateReference__context }}", (FORBIDDEN,)),
    "import of Python": ("{{ __import__('os') }}", (FORBIDDEN,)),
    "method of a text": ("{{ 'a'.upper() }}", (FORBIDDEN,)),
    "method without a call": ("{{ 'a'.upper }}", UNKNOWN),
    "format that reads attributes": ("{{ '{0.__class__}'.format('') }}", (FORBIDDEN,)),
    "wide format": ("{{ '{:>1000000000}'.format(1) }}", (FORBIDDEN,)),
    "wide percent format": ("{{ '%1000000000d' % 1 }}", (FORBIDDEN,)),
    "wide filter": ("{{ 'a'|center(1000000000) }}", (FORBIDDEN,)),
    "filter for attributes": ("{{ {'onclick': 'alert(1)'}|xmlattr }}", (FORBIDDEN,)),
    "long text": ("{{ 'a' * 1000000000 }}", (FORBIDDEN,)),
    "long list": ("{% for a in [1] * 1000000000 %}{% endfor %}", (FORBIDDEN,)),
    "great power": ("{{ 9 ** 9 ** 9 }}", (FORBIDDEN,)),
    "great range": ("{% for a in range(1000000000) %}a{% endfor %}", UNKNOWN),
    "words without end": ("{{ lipsum(1000000) }}", UNKNOWN),
    "loop that calls itself": ("{% for a in 'ab' recursive %}{{ loop('ab') }}{% endfor %}", (FORBIDDEN,)),
    "loops in loops": (f"{{% for a in '{LETTERS}' %}}" * 8 + "a" + "{% endfor %}" * 8, (TOO_MUCH,)),
    "loops that print nothing": (
        f"{{% for a in '{LETTERS}' %}}" * 8 + "{% if a == '' %}a{% endif %}" + "{% endfor %}" * 8,
        (TOO_MUCH,),
    ),
    "loops past Python's limit": (
        "{% for a in 'ab' %}" * 25 + "a" + "{% endfor %}" * 25,
        (FORBIDDEN, ENDLESS, TOO_MUCH),
    ),
    "macro that calls itself": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", (ENDLESS, TOO_MUCH)),
    "macro handed to itself": ("{% macro m(f) %}{{ f(f) }}{% endmacro %}{{ m(m) }}", (ENDLESS, TOO_MUCH)),
    "macros that double": (DOUBLED + "{{ m40('aaaaaaaa') }}", (TOO_MUCH,)),
    "texts that double": (JOINED + "{{ m40('aaaaaaaa') }}", (TOO_MUCH,)),
    "names that double": ("{% set a = 'aaaa' %}" + "{% set a = a ~ a %}" * 60, (FORBIDDEN,)),
    "lists that double": ("{% set a = [1] %}" + "{% set a = [a, a] %}" * 60 + "{{ a }}", (FORBIDDEN,)),
    "namespace": ("{% set ns = namespace(a=1) %}{% set ns.a = 2 %}", (FORBIDDEN,)),
    "brackets in brackets": ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", (ENDLESS,)),
    "not, not, not": ("{{ " + "not " * 5000 + "1 }}", (ENDLESS, FORBIDDEN)),
    "file of the system": ("{% include '/etc/passwd' %}", (FORBIDDEN,)),
    "file outside": ("{% from '../../content/secret.yaml' import a %}", (FORBIDDEN,)),
    "file by a name that is computed": ("{% extends 'a' ~ 'b' %}", (FORBIDDEN,)),
    "whole file": ("{% import 'macros.html' as m %}", (FORBIDDEN,)),
    "escaping switched off": ("{% autoescape false %}<b>{% endautoescape %}", (FORBIDDEN,)),
    "filter over a block": ("{% filter upper %}a{% endfilter %}", (FORBIDDEN,)),
    "call block": ("{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}a{% endcall %}", (FORBIDDEN,)),
    "escaping by a filter": ("{{ '<script>'|safe }}", (FORBIDDEN,)),
    "search in a text": ("{% if 'a' in 'aaaa' %}a{% endif %}", (FORBIDDEN,)),
}

TEXT = "declaration.jinja"
PAGE = "common/page.html"


def _in_text(said: str, templates: Path) -> None:
    common = (templates / "common" / TEXT).read_text(encoding="utf-8")
    written(templates / PACK / TEXT, f"{common}\n{said}\n")


def _on_page(said: str, templates: Path) -> None:
    inserted(templates / PAGE, "</main>", said)


def _in_word(said: str, templates: Path) -> None:
    tagged(templates / PACK / "document.docx", said)


def _in_form(said: str, templates: Path) -> None:
    """Put what a template says into a cell that the other formats draw, too."""
    samples.change_word(templates / PACK / "document.docx", ">项目目标<", f">{escape(said)}<")


def attacks() -> Iterator[Attack]:
    """Yield each attack in each kind of template."""
    ways: tuple[tuple[str, Callable[[str, Path], None], tuple[str, ...]], ...] = (
        ("text", _in_text, ("html",)),
        ("page", _on_page, ("pdf", "html")),
        ("word", _in_word, ("docx",)),
        ("form", _in_form, ("pdf", "html")),
    )
    for kind, way, formats in ways:
        for name, (said, codes) in SAID.items():
            # In Word, tags with brackets in them, or very long ones, are refused before anybody reads them.
            told = (*codes, "MB-030") if kind in {"word", "form"} else codes
            yield Attack(f"{kind}: {name}", partial(way, said), told, formats)
    yield Attack("page: extends itself", _extends_itself, (ENDLESS,), ("html",))
    yield Attack("page: imports itself", _imports_itself, (ENDLESS,), ("html",))
    yield Attack("page: five megabytes", partial(_on_page, "a" * 5_000_000), (FORBIDDEN,), ("html",))
    yield Attack("page: not UTF-8", _not_utf8, (FORBIDDEN,), ("html",))
    yield Attack("text: five megabytes", partial(_in_text, "a" * 5_000_000), (FORBIDDEN,), ("html",))


def _extends_itself(templates: Path) -> None:
    written(templates / PAGE, '{% extends "page.html" %}')


def _imports_itself(templates: Path) -> None:
    written(templates / PAGE, '{% from "page.html" import 甲 %}')


def _not_utf8(templates: Path) -> None:
    (templates / PAGE).write_bytes("网页".encode("gb18030"))
