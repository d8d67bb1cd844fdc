"""What a review says of states that were of an older form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.model.legible import legible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.review.versions.version import Version


def notes(before: Version, after: Version) -> tuple[str, ...]:
    """Return a sentence for each side and each thing that was not read as it stands there."""
    return (*_of("旧版本", "新版本", before), *_of("新版本", "旧版本", after))


def _of(name: str, other: str, side: Version) -> Iterator[str]:
    if side.carried:
        what = f"{name}有 {len(side.carried)} 个文件是旧写法"
        yield f"{what}，先在内存里按 shenbao upgrade 改写再比较；{name}的行号是改写后的行号"
    if side.replaced:
        packs = "、".join(map(legible, sorted(side.replaced)))
        yield f"{name}的模板包 {packs} 是旧写法，改用{other}的同名模板包来印；旧模板自己印出的文字没有比较"
