"""The model that a file is read with, by its 文种, or why none is: a newer program wrote it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from generator import __version__
from generator.load.nodes import Broken, Scalar
from generator.model.budget import KINDS
from generator.model.entry import FORM, FORM_KEY, KIND, Entry, keys, kind
from generator.model.finding import Finding, error
from generator.model.nearest import suggestion

if TYPE_CHECKING:
    from generator.load.nodes import Mapping

# The code of a file that a newer program wrote.
NEWER = "ZD-013"
# What there was before a project was one file, whatever documents print it; `bring.projects` carries them over.
OLDER = ("项目申报书", "预算项目")
# The key by which each file of these kinds named its pack, before department.yaml did for all of them.
PACK, TOGETHER = "模板包", ("部门", "项目", *KINDS)
UPGRADE = "运行 shenbao upgrade，会改写好。"
NUMBER = re.compile(r"\d{1,9}")


def model_of(node: Mapping, models: tuple[type[Entry], ...]) -> tuple[Mapping, type[Entry], list[Finding]]:
    """Choose the model by the file's 文种; where that can't be read, by the keys that the file has.

    A file without it is read all the same, and reports it missing; a wrong one is no word in the node that is returned.
    """
    if len(models) == 1:
        return node, models[0], []
    written = node.values.get(KIND)
    kinds = {kind(model): model for model in models}
    if isinstance(written, Scalar) and written.text in kinds:
        return node, kinds[written.text], []
    likely = max(models, key=lambda model: len(node.keys.keys() & set(keys(model).values())))
    if not isinstance(written, Scalar):
        return node, likely, []
    message = f"这个文件夹里没有「{written.text}」这种文件"
    node = replace(node, values={**node.values, KIND: Broken(written.position)})
    return node, likely, [error("ZD-011", message, written.position, hint=suggestion(written.text, kinds))]


def older(node: Mapping) -> Finding | None:
    """Return why nothing of a file is read: it is of a kind that there was, and its keys were others."""
    written = node.values.get(KIND)
    if not isinstance(written, Scalar):
        return None
    if PACK in node.values and written.text in TOGETHER:
        cause = "用哪个模板包，现在只写在部门文件的「文书」里：做哪种文书，用哪个模板包。"
        return error("ZD-011", f"「{PACK}」是旧写法", node.keys[PACK].position, cause=cause, hint=UPGRADE)
    if written.text not in OLDER:
        return None
    message = f"「文种: {written.text}」是旧写法"
    cause = "项目现在只有一种文件，一个项目写一次，各种文书里都有它。"
    return error("ZD-011", message, written.position, cause=cause, hint=UPGRADE)


def newer(node: Mapping, model: type[Entry]) -> Finding | None:
    """Return why nothing of a file is read: what a newer program wrote means something else here."""
    written = node.values.get(FORM_KEY)
    if "form" not in keys(model) or not isinstance(written, Scalar) or not NUMBER.fullmatch(written.text):
        return None
    if int(written.text) <= int(FORM):
        return None
    message = f"这里是第 {written.text} 种写法，现在的程序（{__version__}）只认识第 {FORM} 种"
    hint = f"换用 {__version__} 以后的程序：运行 git pull 取来，再运行 make build。"
    return error(NEWER, message, written.position, cause="它是更新的程序写的，照现在的写法读会读错。", hint=hint)
