"""What a template pack requires."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.check.registry import Trouble, rule
from generator.model.finding import Severity
from generator.model.paths import find
from generator.model.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator

# Paths of the pack that begin so lie in the unit of department.yaml, the others in the declaration.
UNIT = "单位."


@rule("MB-002", Severity.ERROR, "模板包的必填项", Project)
def required_by_pack(project: Project) -> Iterator[Trouble]:
    """模板包要求的内容必须填写。

    每套表格要求的栏目不同，列在模板包 pack.yaml 的「必填」里。
    例：2020 年的申报表要有「申报表.项目属性」。
    改法：补上这一项，或换一套不要求它的模板包。
    """
    if project.pack is None:
        return
    for path in project.pack.required:
        of_unit = path.text.startswith(UNIT)
        entry = project.unit if of_unit else project.declaration
        for found in find(entry, path.text.removeprefix(UNIT)):
            if found.value is None:
                yield Trouble(
                    f"缺少「{found.path}」",
                    found.around,
                    cause=f"模板包「{project.pack_name}」的表格要印这一项。",
                    hint="补上这一项，或换一套不要求它的模板包。",
                )
