"""Three real documents: each format says what was published, apart from a short list of differences."""

from __future__ import annotations

import re
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.pipeline import build
from tests import extract
from tests.fidelity.differences import Difference, differences, expected, published

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
SEEDS = {
    "000": "chenggong-medical-security/2024",
    "001": "chenggong-medical-insurance/2020",
    "002": "wuhua-medical-insurance-center/2025",
}
READERS: dict[str, Callable[[Path], list[str]]] = {
    "docx": extract.docx_text,
    "html": extract.html_text,
    "pdf": extract.pdf_text,
}
FORMATS = tuple(READERS)
FIRST_HEADING = "项目名称"
# The heads of the tables of indicators, which a PDF repeats on every page.
HEADS = re.compile("绩效指标评（扣）分标准.*?指标属性|中期年度一级指标(?:二级指标三级指标指标值){2}")
PAIRS = [(seed, difference) for difference in differences() for seed in difference.seeds if seed in SEEDS]


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[str]]:
    """Build the real documents; return what each says, by seed and format."""
    out = tmp_path_factory.mktemp("build")
    folders = [ROOT / "content/yunnan" / folder for folder in SEEDS.values()]
    result = build(ROOT, folders, formats=FORMATS, out=out)
    assert not result.has_errors, result.findings
    found = {}
    for seed, folder in SEEDS.items():
        for kind, read in READERS.items():
            (file,) = (out / folder).glob(f"*.{kind}")
            found[seed, kind] = read(file)
    return found


def missing(wanted: list[str], said: list[str]) -> list[str]:
    """Return the lines that don't stand in what a document says, each looked for behind the one before."""
    text = extract.squeeze("".join(said))
    at, lost = 0, []
    for line in wanted:
        found = text.find(line, at)
        if found < 0:
            lost.append(line)
        else:
            at = found + len(line)
    return lost


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("seed", SEEDS)
def test_every_line_and_cell_stands_in_order(texts: dict[tuple[str, str], list[str]], seed: str, kind: str) -> None:
    assert missing(expected(seed), texts[seed, kind]) == []


def whole(said: list[str]) -> str:
    """Return all that a document says, each head once."""
    text = extract.squeeze("".join(said))
    head = HEADS.search(text)
    return text[: head.end()] + text[head.end() :].replace(head[0], "") if head else text


def edges(pieces: list[str]) -> set[int]:
    """Return where pieces end, in characters; the title is left out, since its lines are broken anew."""
    ends = set(accumulate(len(extract.squeeze(piece)) for piece in pieces))
    title = extract.squeeze("".join(pieces)).index(FIRST_HEADING)
    return {end for end in ends if end > title}


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_added(texts: dict[tuple[str, str], list[str]], seed: str, kind: str) -> None:
    assert whole(texts[seed, kind]) == "".join(expected(seed))


@pytest.mark.parametrize("kind", ["docx", "html"])
@pytest.mark.parametrize("seed", SEEDS)
def test_paragraphs_and_cells_are_the_published_ones(
    texts: dict[tuple[str, str], list[str]], seed: str, kind: str
) -> None:
    wanted, printed = edges(expected(seed)), edges(texts[seed, kind])
    assert printed <= wanted
    # HTML breaks the two lines of a table's title by their style alone.
    assert len(wanted - printed) <= (1 if kind == "html" else 0)


@pytest.mark.parametrize(("seed", "difference"), PAIRS, ids=[f"{s}-{d.published[:12]!r}" for s, d in PAIRS])
def test_every_difference_is_needed(texts: dict[tuple[str, str], list[str]], seed: str, difference: Difference) -> None:
    assert difference.apply(published(seed)) != published(seed)
    assert whole(texts[seed, "docx"]) != "".join(expected(seed, without=difference))
    assert difference.reason
