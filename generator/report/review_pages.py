"""The pages that look different, on the page of a review: old beside new, as pictures inside of the one file."""

from __future__ import annotations

from base64 import b64encode
from html import escape
from typing import TYPE_CHECKING, Final

from generator.report.png import png

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from generator.model.picture import PagePair, Picture

# How many pairs a review shows: a page takes some 70 KB.
MOST: Final = 30
STYLE: Final = """
.pages { display: flex; gap: 1em; margin: 0 0 1em } .pages figure { margin: 0; flex: 1 1 0; min-width: 0 }
.page { position: relative; border: 1px solid #999 } .page img { display: block; width: 100% }
.page span { position: absolute; left: 0; width: 5px; min-height: 3px; background: #c62828 }
figcaption { font-size: .9em }
"""


def parts(pairs: Sequence[PagePair]) -> Iterator[str]:
    """Yield the pairs of one document."""
    if pairs:
        yield "<h3>样子不同的页（左边原来，右边现在，红线标出不同的地方）</h3>"
    for pair in pairs:
        sides = (("原来", pair.old_number, pair.old), ("现在", pair.new_number, pair.new))
        yield f'<div class="pages">{"".join(_figure(pair, *side) for side in sides)}</div>'


def _figure(pair: PagePair, when: str, number: int, picture: Picture | None) -> str:
    if picture is None:
        return f"<figure><figcaption>{when}没有这一页</figcaption></figure>"
    name = f"{when}第 {number} 页"
    alt = escape(f"《{pair.document}》{name}", quote=True)
    data = b64encode(png(picture)).decode()
    size = f'width="{picture.width}" height="{picture.height}"'
    marks = "".join(f'<span style="top:{top}%;height:{height}%"></span>' for top, height in pair.bands)
    image = f'<img src="data:image/png;base64,{data}" alt="{alt}" {size}>'
    return f'<figure><figcaption>{name}</figcaption><div class="page">{image}{marks}</div></figure>'


def shown(pairs: Sequence[PagePair]) -> Sequence[PagePair]:
    """Return as many pairs as a review shows."""
    return pairs[:MOST]


def left_out(pairs: Sequence[PagePair]) -> str:
    """Say how many pairs are left out; "" if none."""
    rest = len(pairs) - MOST
    return f"另有 {rest} 页样子不同，没有放进来；两边各运行一次 build，对照 PDF 看。" if rest > 0 else ""
