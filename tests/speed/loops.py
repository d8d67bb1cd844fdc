"""A declaration as DOCX in a loop, by us or by docxtpl with our template: `python -m tests.speed.loops NAME`.

Prints the seconds of processor that one takes.
"""

from __future__ import annotations

import io
import sys
import time
from typing import TYPE_CHECKING

from docxtpl import DocxTemplate

from generator.pipeline import check
from generator.render import docx
from tests import samples

if TYPE_CHECKING:
    from collections.abc import Callable

TIMES = 40
FOLDER = "content/yunnan/chenggong-medical-security/2024"


def by(name: str) -> Callable[[], object]:
    """Return what makes the document once: NAME is shenbao or docxtpl."""
    ((document, layout),) = check(samples.ROOT, [samples.ROOT / FOLDER]).documents
    if name == "shenbao":
        return lambda: docx.render(document, layout)
    values, _ = docx._prepare(document, layout)

    def by_docxtpl() -> None:
        template = DocxTemplate(layout.file(docx.TEMPLATE))
        template.render(values, autoescape=True)
        template.save(io.BytesIO())

    return by_docxtpl


def main(name: str) -> None:
    """Measure; what is read once a process isn't counted."""
    work = by(name)
    work()
    begun = time.process_time()
    for _ in range(TIMES):
        work()
    sys.stdout.write(str((time.process_time() - begun) / TIMES))


if __name__ == "__main__":
    main(sys.argv[1])
