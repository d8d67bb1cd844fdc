"""What was to be filled in, and what can't be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from generator.check.hits import HAN, UNCLEAR, Hit, by_line, each
from generator.check.registry import rule
from generator.model.declaration import Declaration
from generator.model.finding import Severity
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.registry import Trouble
    from generator.check.texts import Piece

BASIS = "财预〔2016〕143号：公开的内容应当真实、完整"
# What comes in the place of a number, a name, a year.
SIGNS = re.compile(
    r"(?<![A-Za-z])[XxＸ]{2,}(?![A-Za-z])"  # XX单位，20XX年
    r"|[×＊]{2,}|(?<![\d*])\*{2,}(?![\d*])|[○◯]{2,}|_{2,}|＿{2,}|□{2,}"
)
YEAR = re.compile(r"(?<!\d)20\d?[XxＸ×*＊?？_]{1,3}\d?(?=\s?年)")
LEFT = re.compile(
    # What each of them begins with: looking for that first is several times faster.
    r"(?=[待增提上减下降（(二TFXxＸ【\[<＜〈请此填单主其原安共合预])(?:"
    r"待(?:填写?|补充|完善|核实后填)(?=$|[，。；、）)】\s])"
    r"|(?:增加|增长|上升|提高)(?:[（(](?:减少|下降|降低)(?:、持平)?[）)]|[/／](?:减少|下降|降低))"
    r"(?!的?(?:额|幅度?|情况|变[动化]|主要原因|原因|比例|时|说明|数额))"  # 增加（减少）额 is a head.
    r"|(?:减少|下降|降低)(?:[（(](?:增加|增长|上升|提高)(?:、持平)?[）)]|[/／](?:增加|增长|上升|提高))"
    r"|增（减）|[（(](?:是|有)[/／](?:否|无)[）)]|[（(]二选一[）)]"
    r"|(?<![A-Za-z])(?:TODO|TBD|FIXME)(?![A-Za-z])"
    r"|(?<![A-Za-z0-9])[XxＸ](?=万元|元|人次|人|个|辆|台|名|年|月|日|%|％)"
    r"|[（(【\[](?:此处|请(?:在此|填|输入|说明|简要|描述|注明|列|根据)|注：请|示例：|填写)[^（）()【】\[\]]*[）)】\]]"
    # （若无，则写“……”）
    r"|[（(](?:若|如)(?:果|本部门|本单位)?(?:没有|不涉及|涉及|无|有|为零)[^（）()]*"
    r"(?:写|填|说明|表述|删去?除?|列明?|公开|注明)[^（）()]*[）)]"
    r"|[（(](?:增加|补充|插入|填写|填入|删除|修改)(?:相关|具体|有关)?(?:内容|文字|数据|说明|原因|金额|名称|单位)[）)]"
    r"|[（(](?:可?根据|按照?|结合)(?:本?[部单]位?门?)?实际(?:情况)?(?:填写|填列|增[减加删]|删[减除]|修改|调整|说明|补充)[^（）()]*[）)]"
    r"|[（(](?:单位|部门|项目)名称[）)]|[（(]具体(?:内容|原因|情况|事项)[）)]|[（(](?:选填|必填)[）)]"
    # 【项目背景】 is a heading.
    r"|[【\[<＜〈](?:(?:单位|部门|项目|机构)(?:名称|全称|简称)?|年度|年份|金额|数字|日期|姓名|具体\w{2})[】\]>＞〉]"
    r"|请(?:在此|填写|输入)|此处(?:填写|输入|插入)|填写说明|单击或点击此处"
    # 主要原因是。
    r"|(?:主要|其)?原因(?:[是为]|在于)(?:由于|因为?)?[：:]?(?=\s*(?:[。；;]|$))"
    r"|主要(?:[是为]|用于|包括|由于)(?:由于|因为?)?(?=\s*[。；;])"
    # 比上年增加万元，增长%。
    r"|(?:增加|减少|增长|下降|安排|共计|合计|预算)(?:为|数为)?\s*(?:万元|[%％])(?=[，。；、,;）)]|$)"
    r")"
)
BRACES = re.compile(r"(?<!\$)[{｛](?P<name>[^{}｛｝，。；\s]{1,30})[}｝]")
HAN_INSIDE = re.compile(rf"[{HAN}]")
SIGN = re.compile("[$＄￥]")
# Names that the program itself gives.
COMPUTED = frozenset({"明细", "小计"})
# A surname before the signs, and nothing behind them that they could be the number or the first part of: 张**、李××.
SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪"
    "廖石金韦贾夏付方邹熊白孟秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万覃武钱戴严莫孔向汤常温康施牛樊葛邢安齐易乔伍庞颜倪"
    "庄聂章鲁岳翟殷詹欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢"
)
WHAT_FOLLOWS = re.compile(
    r"\s*(?:[亿万]?元|年|月|日|[%％]|人(?!民)|个|辆|台|套|户|家|次|名(?!下)|项|件|单位|部门|[省市县区镇乡村局委办厅科处室]"
    r"|街道|社区|公司|学校|医院|中心|项目|工程|路|号)"
)
DOUBTFUL = re.compile(rf"{UNCLEAR}|某某|示例|(?:待定|暂定|另行补充)(?=$|[，。；、）)])|[?？]{{2,}}")


@rule("GS-141", Severity.ERROR, BASIS, Declaration, Statement)
def left_over(subject: Declaration | Statement) -> Iterator[Trouble]:
    """没有填完的空白和模板的说明文字不能留在里面。

    公开的文件里常见：模板的提示照抄了下来，或占位的符号忘了换。隐去的人名（张**、李某某）不算。
    例：XX局、202X年、待填写、比上年增加（减少）、（此处填写主要职责）、（若无，则写……）、{单位}、主要原因是。、____。
    改法：填上实际的内容，删去提示。
    """
    names = _names(subject)

    def find(piece: Piece) -> Iterator[Hit]:
        yield from blank(piece)
        for braces in _braces(piece):
            if HAN_INSIDE.search(braces["name"]) and not _is_name(braces["name"], names):
                yield _blank(braces)

    yield from each(subject, find, "这是模板里占位的文字，不是内容。")


@rule("GS-143", Severity.ERROR, "${名字} 是引用数据的写法", Declaration, Statement)
def reference_without_sign(subject: Declaration | Statement) -> Iterator[Trouble]:
    """引用数据要写成 ${名字}：有「$」，也有花括号。

    少了一样，印出来的是名字，不是数。
    例：「数据」里有参保率，正文写「参保率达{参保率}」「参保率达$参保率」。
    改法：写成 ${参保率}。
    """
    names = _names(subject)
    either = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    bare = re.compile(rf"[$＄￥]\s?[(（\[【]?\s?(?P<name>{either})[)）\]】]?") if names else None

    def find(piece: Piece) -> Iterator[Hit]:
        for braces in _braces(piece):
            if _is_name(braces["name"], names):
                yield _unreferred(braces)
        for found in bare.finditer(piece.plain) if bare and SIGN.search(piece.plain) else ():
            yield _unreferred(found)

    yield from each(subject, find, "少了「$」或花括号，就不是引用。")


def _unreferred(found: re.Match[str]) -> Hit:
    right = f"${{{found['name']}}}"
    message = f"「{found[0]}」会照原样印出来：「{found['name']}」是本文件的数据，引用它要写「{right}」"
    return Hit(*found.span(), message, f"改成「{right}」。", right)


@rule("GS-142", Severity.NOTE, BASIS, Declaration, Statement)
def unclear(subject: Declaration | Statement) -> Iterator[Trouble]:
    """还没有定下来、或看不清的内容。

    这些字可能是有意写的，也可能是忘了换；公开前应当再看一眼。
    例：〔原件不清〕、某某、示例、待定。
    改法：能核实的补上；核实不了的不动。
    """
    yield from by_line(subject, doubtful, "没有确定的内容", "写的人没有定下来，或原件看不清。")


def blank(piece: Piece) -> Iterator[Hit]:
    """Find what stands in the place of contents."""
    years = [found.span() for found in YEAR.finditer(piece.plain)]
    yield from map(_blank, YEAR.finditer(piece.plain))
    yield from map(_blank, LEFT.finditer(piece.plain))
    for signs in SIGNS.finditer(piece.plain):
        if not is_masked(piece.plain, *signs.span()) and not any(a <= signs.start() < b for a, b in years):
            yield _blank(signs)


def _blank(words: re.Match[str]) -> Hit:
    return Hit(*words.span(), f"占位的文字「{words[0]}」没有换掉", "填上实际的内容，或删去。")


def is_masked(text: str, start: int, end: int) -> bool:
    """Whether signs hide the rest of a person's name: 受助人张**、李××."""
    return start > 0 and text[start - 1] in SURNAMES and not WHAT_FOLLOWS.match(text, end)


def _braces(piece: Piece) -> Iterator[re.Match[str]]:
    return BRACES.finditer(piece.plain) if "{" in piece.plain or "｛" in piece.plain else iter(())


def _names(subject: Declaration | Statement) -> frozenset[str]:
    """Return the names that texts of a subject can refer to."""
    if isinstance(subject, Declaration):
        return frozenset({*subject.project.data, *subject.project.passages})
    own = {*subject.budget.data, *subject.budget.passages}
    return frozenset(own.union(*((*file.project.data, *file.project.passages) for file in subject.projects)))


def _is_name(written: str, names: frozenset[str]) -> bool:
    return written in names or written.partition(".")[0] in COMPUTED


def doubtful(piece: Piece) -> Iterator[Hit]:
    """Find what is marked as uncertain."""
    for words in DOUBTFUL.finditer(piece.plain):
        if words[0] == "某某" and is_masked(piece.plain, *words.span()):
            continue
        yield Hit(*words.span(), words[0], "核实后补上；核实不了的不动。")
