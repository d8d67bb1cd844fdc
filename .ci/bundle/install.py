"""Installs the program in this folder from the wheels beside it, without network; each is held to its locked hash."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
LOWEST = (3, 11)
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PIP = ["-m", "pip", "--isolated", "install", "--no-index", "--no-input", "--disable-pip-version-check", "--quiet"]
NO_PANGO = """\
没有装 Pango：检查、DOCX、网页、Excel 都能做，PDF 不能。要在这台电脑上做 PDF，
Windows 见 docs/windows.md，Linux 请管理员装 libpango-1.0-0、libpangoft2-1.0-0 和 libharfbuzz-subset0。"""


def main() -> int:
    """Install, and say what comes next; return the exit code."""
    if sys.version_info < LOWEST:
        return _stop(f"需要 Python 3.11 或更高版本，这里是 {sys.version.split()[0]}。")
    if not (ROOT / "wheels").is_dir():
        return _stop("旁边没有 wheels 文件夹：把压缩包整个解开，再运行一次。")
    print("正在建立运行环境", flush=True)
    if not _run(sys.executable, "-m", "venv", "--clear", str(VENV)):
        return _stop(
            "运行环境没有建成。Debian、Ubuntu 上多半是缺少 python3-venv，请管理员装上；别的把上面的英文发给维护的人。"
        )
    print("正在安装软件包，不联网", flush=True)
    python = str(BIN / "python")
    wheels = ["--find-links", str(ROOT / "wheels"), "--only-binary", ":all:", "--require-hashes"]
    if not _run(python, *PIP, *wheels, "--requirement", str(ROOT / "requirements-editor.lock")):
        version = ".".join(map(str, sys.version_info[:2]))
        return _stop(f"软件包没有装上：压缩包不全、被改过，或者没有给 Python {version} 的。重新取一份压缩包。")
    if not _run(python, *PIP, "--no-deps", "--no-build-isolation", "--editable", str(ROOT)):
        return _stop("命令 shenbao 没有装上，请把上面的英文发给维护的人。")
    if not _run(python, "-c", "import weasyprint", is_quiet=True):
        print(NO_PANGO)
    command = Path(".venv") / BIN.name / "shenbao"
    print(f"装好了。检查：{command} check\n边写边看：{command} preview\n第一次怎么用：docs/first-day.md")
    return 0


def _run(*command: str, is_quiet: bool = False) -> bool:
    shown = subprocess.DEVNULL if is_quiet else None
    return subprocess.run(command, cwd=ROOT, check=False, stdout=shown, stderr=shown).returncode == 0  # noqa: S603 - ours


def _stop(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
