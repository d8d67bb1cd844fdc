"""Nothing is changed in silence: the text that is written is the one that is read and printed, or it is told."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from generator import pipeline
from generator.model.values import Line, Prose, Term
from tests import extract, reading, samples

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


FIELDS = {"词": "term", "行": "line", "文": "prose"}
# Pieces that YAML or a reader stumbles over, among ordinary ones.
PIECES = (
    *"甲乙丙一〇aZ01.9=~。，、：；？！“”‘’（）《》〔〕…—·－＃～《\u3000\u00a0",
    *"-#'\"[]{},&*!|>%@`?$:\\/_+^<()\t\u200b\u202e\ufeff\ue000😀𬭎",
    *(
        " ",
        ": ",
        " #",
        "  #",
        "- ",
        "? ",
        "---",
        "...",
        "<<",
        "${",
        "}",
        "$${",
        "''",
        '""',
        "\\n",
        "\\u200b",
        "NO",
        "null",
        "~",
    ),
    *(
        "0x1F",
        "1e3",
        "2024-01-05",
        "12:30:45",
        "&a",
        "*a",
        "!!str",
        "|-",
        ">+",
        "键: 值",
        "键：值",
        "键:值",
        "  ",
        "%YAML",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join) | st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"), min_size=1, max_size=20
)


def plain(text: str) -> tuple[str, list[str]]:
    """Write a text as it is; what follows two spaces and `#` is a comment, spaces at the end are nobody's."""
    bare = re.split(r"(?:  |\t)[ \t]*#| +\t[ \t]*#", f" {text}", maxsplit=1)[0]
    return text, [bare.strip(" \t")]


def single(text: str) -> tuple[str, list[str]]:
    return "'" + text.replace("'", "''") + "'", [text]


def double(text: str) -> tuple[str, list[str]]:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"', [text]


def block(text: str) -> tuple[str, list[str]]:
    """Write a text as a block, and a paragraph after it."""
    return f"|\n  {text}\n  再一段", [text, "再一段"]


def paragraphs(value: Term | Line | Prose) -> list[str]:
    if isinstance(value, Prose):
        return [part.plain if hasattr(part, "plain") else repr(part) for part in value.paragraphs]
    return [value.text if isinstance(value, Term) else value.plain]


def expected(field: str, texts: list[str]) -> list[str]:
    """Return what a field makes of texts: `$${` stands for `${`, and white space around paragraphs for nothing."""
    if field != "词":
        texts = [text.replace("$${", "${") for text in texts]
    return [text.strip() for text in texts if text.strip()] if field == "文" else texts


def is_told(written: str, field: str, texts: list[str]) -> bool:
    """Whether a text comes back unchanged with its neighbours, or is found fault with."""
    sample, findings = reading.entry(f"年: 2024\n{field}: {written}\n日: 2024-01-05\n")
    if findings:
        return True
    assert sample is not None
    assert (sample.year and sample.year.value, sample.date and sample.date.text) == (2024, "2024-01-05")
    value = getattr(sample, FIELDS[field])
    return (paragraphs(value) if value is not None else []) == expected(field, texts)


@pytest.mark.slow
@pytest.mark.parametrize("style", [plain, single, double, block])
@given(text=TEXTS, field=st.sampled_from(sorted(FIELDS)))
@example(text="3号楼 #2单元", field="行")
@example(text="|", field="行")
@example(text=">", field="行")
@example(text="&a", field="行")
@example(text="甲: ", field="行")
@example(text="\u3000甲", field="行")
@example(text="${甲}", field="文")
def test_what_is_written_is_what_is_read(style: Callable[[str], tuple[str, list[str]]], text: str, field: str) -> None:
    if style is plain:
        assume(text.strip(" \t") and text.strip(" \t")[0] not in "'\"")
    written, texts = style(text)
    assume(field == "文" or any(part.strip() for part in texts[:1]))
    assert is_told(written, field, texts), (written, texts)


@pytest.mark.slow
@given(text=TEXTS)
def test_no_text_is_a_fault_of_ours(text: str) -> None:
    reading.entry(text)
    reading.entry(f"数据:\n  {text}\n行: {text}\n  - {text}\n文: |\n  {text}\n {text}\n")


# What the fonts of the templates have, and no text may begin or end with.
SIGNS = "，。、：；？！“”‘’（）《》〔〕…—·①②℃％‰≥≤÷〇¥&<>\"'#%@*!|[]{}$\\/_+=~^`-,:;.?()"
WORDS = (
    "医疗保障",
    "项目",
    "经费",
    "NO",
    "0871",
    "54",
    "{{ 甲 }}",
    "{% 乙 %}",
    "$${",
    "</w:t>",
    "&amp;",
    "<b>",
    "${甲}",
    "^{2}",
)


def random_texts(count: int) -> Iterator[str]:
    """Yield texts that all differ, each with its number."""
    generator = random.Random(count)  # noqa: S311 - the same texts every time
    for number in range(count):
        pieces = [generator.choice((generator.choice(SIGNS), generator.choice(WORDS), " ")) for _ in range(12)]
        text = re.sub(r" +", " ", "".join(pieces)).replace("${甲}", "").strip()
        yield f"{number:03}号{text}完"


def written(style: str, text: str) -> str:
    text = text.replace("${", "$${")
    return {
        "'": f"'{text.replace(chr(39), chr(39) * 2)}'",
        '"': '"' + re.sub(r'(["\\])', r"\\\1", text) + '"',
        "|": text,
    }[style]


def document(texts: list[str]) -> str:
    """Return a project that prints texts: half of them as a block, the others in quotes as items."""
    half = len(texts) // 2
    items = [
        f"    - 名称: {written(style, text)}\n      金额: 1\n"
        for text, style in zip(texts[half:], "'\"" * len(texts), strict=False)
    ]
    lines = "".join(f"  {written('|', text)}\n" for text in texts[:half])
    project = samples.changed(samples.PROJECT, "项目实施内容: 印制资料，开展培训。\n", f"项目实施内容: |\n{lines}")
    return samples.changed(project, "    - 名称: 资料印制\n      金额: 3000\n      类别: 宣传\n", "".join(items))


@pytest.mark.slow
def test_five_hundred_texts_in_three_formats(one_project: Callable[..., Path]) -> None:
    texts = [text.replace("$${", "${") for text in random_texts(500)]
    root = one_project(document(texts))
    result = pipeline.build(root, formats=samples.FORMATS, out=root / "build")
    assert [finding for finding in result.findings if finding.is_error] == []
    for kind, pieces in samples.texts(root / "build").items():
        said = extract.squeeze("".join(pieces))
        assert [text for text in texts if extract.squeeze(text) not in said] == [], kind
