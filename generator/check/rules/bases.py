"""The documents that projects rest on, and the kinds of projects."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, TypeAlias

from generator.check import alike, cited
from generator.check.registry import Trouble, rule
from generator.check.texts_of import paragraphs
from generator.model.declaration import Declaration
from generator.model.finding import Mark, Severity
from generator.model.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.check.cited import Document
    from generator.model.position import Position

# A document with the name of the project that cites it.
Cited: TypeAlias = "tuple[str, Document]"
BASIS = "财预〔2015〕88号：绩效目标设定应当有明确的依据，与项目相关"
# Below this share of common characters, two titles are of two documents.
ALIKE, LONG = 0.9, 10
# So many characters in a row are no chance; so many documents that share them are all notices of one kind.
ROW, MANY = 8, 20
# Words of titles that say nothing about what a document is for.
EMPTY_WORDS = re.compile(
    r"人民政府|办公室|关于|印发|通知|实施|办法|意见|方案|规定|工作|项目|资金|经费|管理|补助|进一步|完善|做好|加强|落实|贯彻|有关|问题|提前|下达|专项|预算|"
    r"[的和与及等对为以在由号第]|[省市区县]"
)


@rule("SL-121", Severity.WARNING, BASIS, Statement)
def basis_is_given(statement: Statement) -> Iterator[Trouble]:
    """每个项目都要写立项依据。

    没有依据，说不清为什么要花这笔钱。
    例：项目「健康产业工作经费」的立项依据空白。
    改法：补上文件的文号和标题，或会议纪要。
    """
    for file in statement.projects:
        if not file.project.bases:
            yield Trouble(
                f"项目「{file.project.name.plain}」没有立项依据",
                file.project.name.position,
                cause="没有依据，说不清为什么要花这笔钱。",
            )


def _documents(statement: Statement) -> list[Cited]:
    return [
        (file.project.name.plain, document)
        for file in statement.projects
        for document in cited.of_project(file.project)
    ]


@rule("SL-122", Severity.WARNING, "通行做法：一个文号对应一个文件", Statement)
def one_number_one_document(statement: Statement) -> Iterator[Trouble]:
    """同一个文件在各项目里的文号和标题应当一致。

    标题几乎一样、文号不同，或文号相同、标题不同，多半是抄错了，或引到了别的项目的文件。只有年份不同的不算。
    例：医疗救助项目引了「双解」人员的文件，标题与另一个项目的几乎相同，文号却不同。
    改法：找到原文核对；引错的，换成本项目的文件。
    """
    for (name, document), (other_name, other) in _comparable(_documents(statement)):
        problem = _conflict(document, other)
        if problem:
            yield Trouble(
                f"{problem}：项目「{name}」引「{document.number}」，项目「{other_name}」引「{other.number}」",
                document.position or statement.budget.position,
                cause="同一个文件只有一个文号、一个标题。",
                marks=(Mark(other.position, f"项目「{other_name}」的依据"),) if other.position else (),
            )


def _comparable(documents: list[Cited]) -> Iterator[tuple[Cited, Cited]]:
    """Yield the pairs that could be one document: of the same number, or with some words in a row in common.

    Each document counts once, however many projects cite it, and words that very many share say nothing: so the work
    grows with the number of documents, not with its square.
    """
    distinct: dict[tuple[str, str], Cited] = {}
    for name, document in documents:
        if document.title:
            distinct.setdefault((document.number, document.words), (name, document))
    sharing: dict[str, list[int]] = defaultdict(list)
    listed = list(distinct.values())
    for at, (_, document) in enumerate(listed):
        words = document.words
        for key in {document.number, *(words[start : start + ROW] for start in range(len(words) - ROW + 1))}:
            sharing[key].append(at)
    pairs = {pair for places in sharing.values() if len(places) <= MANY for pair in combinations(places, 2)}
    yield from ((listed[left], listed[right]) for left, right in sorted(pairs))


def _conflict(left: Document, right: Document) -> str:
    """Say what is wrong between two citations, or ""."""
    short, long = sorted((left.words, right.words), key=len)
    if len(short) < LONG:
        return ""
    is_alike = alike.common(short, long) >= ALIKE * len(short)
    if left.number == right.number:
        return "" if is_alike else "文号相同，标题不同"
    # The same notice of another year has the same words, but for its years.
    return "标题几乎相同，文号不同" if is_alike and left.words != right.words else ""


@rule("SL-123", Severity.NOTE, BASIS, Declaration, Statement)
def basis_belongs_to_the_project(subject: Declaration | Statement) -> Iterator[Trouble]:
    """依据的文件应当与项目有关。

    标题和项目的名称、概述没有一个共同的词，可能引错了文件。
    例：项目「医保宣传」引「关于做好农田水利建设的通知」。
    改法：核对文件；引错的，换成本项目的文件。
    """
    for name, position, about, documents in _projects(subject):
        for document in documents:
            said = _pairs(document.words)
            if said and document.title_position and not said & _pairs(about):
                yield Trouble(
                    f"依据「{document.number} {document.title}」与项目「{name}」没有共同的词",
                    document.title_position,
                    cause="可能引错了文件。",
                    marks=(Mark(position, "项目名称"),),
                )


def _projects(subject: Declaration | Statement) -> Iterator[tuple[str, Position, str, list[Document]]]:
    """Yield name, its place, the words about a project, and its documents."""
    for project in [subject.project] if isinstance(subject, Declaration) else [one.project for one in subject.projects]:
        targets = [project.overall, *([] if isinstance(subject, Declaration) else [project.annual])]
        about = _words([project.name, project.overview, project.content, *targets])
        yield project.name.plain, project.name.position, about, list(cited.of_project(project))


def _words(parts: list[object]) -> str:
    return "。".join(text.plain for text in paragraphs(parts))


def _pairs(words: str) -> set[str]:
    """Return the pairs of neighbouring characters, without those of empty words."""
    return {
        part[at : at + 2]
        for part in re.split(r"[^一-鿿]+", EMPTY_WORDS.sub("，", words))
        for at in range(len(part) - 1)
    }
