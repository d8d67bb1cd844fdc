"""The small library whose nine tables the pack in `nine/` draws, as a repository."""

from __future__ import annotations

from pathlib import Path

from tests import samples

HERE = Path(__file__).parent / "nine"
FOLDER, PACK = "content/anjiang/library/2026", "templates/anjiang-2026"


def repository(root: Path) -> Path:
    """Write the pack, the content and the chart of accounts."""
    samples.copy_templates(root)
    files = {f"{PACK}/{name}": (HERE / name).read_text(encoding="utf-8") for name in ("pack.yaml", "statement.jinja")}
    content = HERE / "content"
    for path in content.rglob("*.yaml"):
        files[f"{FOLDER}/{path.relative_to(content).as_posix()}"] = path.read_text(encoding="utf-8")
    files["content/accounts.yaml"] = (samples.ROOT / "content/accounts.yaml").read_text(encoding="utf-8")
    samples.write(root, files)
    return root
