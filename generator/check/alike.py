"""Which names of indicators mean the same quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass

# What is counted or measured, at the end of a name; several words for the same have one.
HEADS = {"总金额": "金额", "总额": "金额", "金额": "金额", "人次数": "人次", "人次": "人次", "人数": "人数",
         "满意度": "满意度", "比例": "比例", "比率": "比例", "费用": "费", "费": "费"}  # fmt: skip
RATE = re.compile(r"\w{2}率$")
# Words that only fill a name: 离休人员 is 离休, 医疗费用 is 医疗费.
FILLERS = re.compile(r"人员|城乡|基本|对(?!象)|[的及和与、“”（）()]|年度|[本当全]年|全[区县市省]|用(?=$)")
# What every project has its own of: the same name needn't be the same quantity.
OWN_HEADS = re.compile(
    r"(?:及时率|完成率|执行率|到位率|合格率|支付率|支出率|达标率|标准|时限|时效|时间|场次|次数|数量|成本)$"
)
# A name of one character does not say whose quantity it is.
TELLING = 2
OWN_WORDS = frozenset({
    "服务对象", "受益对象", "对象", "受益群众", "群众", "社会公众", "公众", "使用", "补助", "补贴", "项目", "资金", "工作",
    "任务", "培训", "宣传", "会议", "印刷", "劳务", "办公",
})  # fmt: skip
ALMOST, LONG = 0.9, 6


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: what is measured, of what."""

    head: str
    of: str

    @property
    def is_own(self) -> bool:
        """Whether each project may well have a value of its own under this name."""
        return len(self.of) < TELLING or self.of in OWN_WORDS or bool(OWN_HEADS.search(self.of + self.head))

    def means(self, other: Name) -> bool:
        """Whether two names mean the same quantity: one ends or begins like the other, or nearly all is the same."""
        if self.head != other.head:
            return False
        short, long = sorted((self.of, other.of), key=len)
        if long.endswith(short) or long.startswith(short):
            return True
        return len(short) >= LONG and common(short, long) >= ALMOST * len(short)


def read(written: str) -> Name:
    """Take a name apart."""
    for ending, head in HEADS.items():
        if written.endswith(ending):
            return Name(head, FILLERS.sub("", written.removesuffix(ending)))
    found = RATE.search(written)
    head = found[0] if found else written[-2:]
    return Name(head, FILLERS.sub("", written.removesuffix(head)))


def common(left: str, right: str) -> int:
    """Return how many characters two texts have in common, in the same order."""
    row = [0] * (len(right) + 1)
    for one in left:
        above = row
        row = [0]
        for at, other in enumerate(right):
            row.append(above[at] + 1 if one == other else max(above[at + 1], row[at]))
    return row[-1]
