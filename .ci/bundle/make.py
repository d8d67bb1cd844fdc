"""Makes what an office without internet installs from: a ZIP of the program, content, templates and locked wheels.

    make.py [--platform NAME]… [--python 3.12]… [--out FOLDER]

pip fetches the wheels from where it is set up to, and holds each to its hash in requirements-editor.lock. Which of the
locked packages a platform needs, their markers say; pip itself would ask the machine that it runs on.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from packaging.markers import Marker

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).parent
# With what an editor needs: it is small, and an office without internet can't fetch it later.
LOCK = "requirements-editor.lock"
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
# glibc from 2.5 on, up to that of the oldest systems which are still in use.
GLIBC = range(28, 4, -1)
# What pip calls each platform, and what markers call it.
PLATFORMS = {
    "windows-x86_64": (["win_amd64"], "win32", "AMD64"),
    "linux-x86_64": ([f"manylinux_2_{minor}_x86_64" for minor in GLIBC], "linux", "x86_64"),
    "linux-aarch64": ([f"manylinux_2_{minor}_aarch64" for minor in GLIBC], "linux", "aarch64"),
}
SCRIPTS = {"windows-x86_64": "install.cmd", "linux-x86_64": "install.sh", "linux-aarch64": "install.sh"}
# For those who change the program, and what only works with internet.
LEFT_OUT = re.compile(
    r"tests/|\.ci/(?!backend)|\.git(hub|lab|lab-ci\.yml)|\.pre-commit|Makefile|requirements-(dev|tools)|CONTRIBUTING"
)
# ZIP knows no earlier day; no clock decides a byte.
NO_TIME = (1980, 1, 1, 0, 0, 0)
MODE, EXECUTABLE = 0o100644, 0o100755


def main() -> None:
    """Make the ZIPs that were asked for, or all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--platform", action="append", choices=sorted(PLATFORMS))
    parser.add_argument("--python", action="append", choices=PYTHONS)
    parser.add_argument("--out", type=Path, default=ROOT / "dist")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    for platform in given.platform or sorted(PLATFORMS):
        with tempfile.TemporaryDirectory() as folder:
            for python in given.python or PYTHONS:
                print(f"{platform}：正在取 Python {python} 的软件包", flush=True)
                fetch(platform, python, Path(folder))
            target = given.out / f"shenbao-{platform}.zip"
            pack(platform, Path(folder), target)
            print(f"写出 {target}（{target.stat().st_size >> 20} MB）")


def needed(lock: str, platform: str, python: str) -> str:
    """Return the part of a lock file that a platform needs, without markers."""
    _, system, machine = PLATFORMS[platform]
    world = {
        "sys_platform": system,
        "platform_system": "Windows" if system == "win32" else "Linux",
        "platform_machine": machine,
        "os_name": "nt" if system == "win32" else "posix",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
        "python_version": python,
        "python_full_version": f"{python}.0",
    }
    found = []
    for one in re.findall(r"^[a-z0-9].*(?:\n[ \t].*)*", lock, re.MULTILINE):
        head, marker, hashes = re.match(r"(\S+)(?: ; (.*?))?( \\\n.*)", one, re.DOTALL).groups()
        if not marker or Marker(marker).evaluate(world):
            found.append(head + hashes)
    return "\n".join(found) + "\n"


def fetch(platform: str, python: str, folder: Path) -> None:
    """Fetch the wheels for one Python on one platform."""
    tags, *_ = PLATFORMS[platform]
    lock = folder.with_name(f"{folder.name}.lock")
    lock.write_text(needed((ROOT / LOCK).read_text("utf-8"), platform, python), encoding="utf-8")
    wanted = ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python]
    for abi in (f"cp{python.replace('.', '')}", "abi3", "none"):
        wanted += ["--abi", abi]
    for tag in tags:
        wanted += ["--platform", tag]
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "--no-input"]
    try:
        subprocess.run([*pip, *wanted, "--dest", str(folder), "--requirement", str(lock)], check=True)  # noqa: S603 - pip
    finally:
        lock.unlink()


def pack(platform: str, wheels: Path, target: Path) -> None:
    """Write the ZIP: the same files give the same bytes."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)  # noqa: S607 - git
    files = {name: ROOT / name for name in listed.stdout.decode().split("\0") if name and not LEFT_OUT.match(name)}
    files |= {f"wheels/{wheel.name}": wheel for wheel in wheels.glob("*.whl")}
    files |= {name: HERE / name for name in ("install.py", SCRIPTS[platform])}
    with zipfile.ZipFile(target, "w") as archive:
        for name, file in sorted(files.items()):
            if file.is_file():
                info = zipfile.ZipInfo(f"shenbao/{name}", NO_TIME)
                info.external_attr = (EXECUTABLE if name.endswith(".sh") else MODE) << 16
                info.compress_type = zipfile.ZIP_STORED if name.endswith(".whl") else zipfile.ZIP_DEFLATED
                data = file.read_bytes()
                archive.writestr(info, data.replace(b"\n", b"\r\n") if name.endswith(".cmd") else data)


if __name__ == "__main__":
    main()
