"""Makes the extension for VS Code, dist/shenbao.vsix, out of this folder and the packages that npm has locked.

It is installed from the file, without a marketplace. The same files make the same bytes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
PACKAGES = ROOT / ".cache/vsix/node_modules"
OUT = Path("dist/shenbao.vsix")
# ZIP knows no earlier day; no clock decides a byte.
DAY = (1980, 1, 1, 0, 0, 0)
PARTS = ("language.json", "grammar.json")
# What npm wants of the package and VS Code doesn't.
NEEDLESS = ("dependencies", "devDependencies", "private")
KINDS = {
    ".js": "application/javascript",
    ".json": "application/json",
    ".txt": "text/plain",
    ".vsixmanifest": "text/xml",
}


def main(out: Path = OUT) -> int:
    """Bundle, pack, and say where it is."""
    manifest = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    files = {
        "extension.vsixmanifest": package(manifest),
        "[Content_Types].xml": content_types(),
        "extension/package.json": json.dumps(
            {key: value for key, value in manifest.items() if key not in NEEDLESS}, ensure_ascii=False, indent=2
        ),
        "extension/extension.js": bundle(),
        "extension/LICENSE.txt": (ROOT / "LICENSE").read_text(encoding="utf-8"),
        "extension/THIRD_PARTY.txt": licences(),
        **{f"extension/{name}": (HERE / name).read_text(encoding="utf-8") for name in PARTS},
    }
    out.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in files.items():
            about = zipfile.ZipInfo(name, DAY)
            about.external_attr = 0o644 << 16
            about.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(about, text)
    print(f"写好 {out}（{out.stat().st_size // 1024} KB）。在 VS Code 的扩展栏「…」里选「从 VSIX 安装」。")
    return 0


def bundle() -> str:
    """Return the extension and the client that it needs as one script."""
    options = ["--bundle", "--platform=node", "--target=node20", "--format=cjs", "--external:vscode", "--minify"]
    options += ["--charset=utf8", "--legal-comments=none", "--log-level=warning"]
    command = [str(PACKAGES / ".bin/esbuild"), *options]
    script = (HERE / "extension.js").read_text(encoding="utf-8")
    # Read from standard input, so that no path decides a byte; packages are looked for where npm put them.
    made = subprocess.run(command, input=script, cwd=PACKAGES.parent, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return made.stdout


def licences() -> str:
    """Return the licences of the packages that are bundled."""
    lock = json.loads((HERE / "package-lock.json").read_text(encoding="utf-8"))
    bundled = [name for name, about in lock["packages"].items() if name and not about.get("dev")]
    texts = []
    for name in bundled:
        folder = PACKAGES.parent / name
        found = sorted(file for file in folder.iterdir() if file.name.upper().startswith("LICEN"))
        about = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        text = "".join(file.read_text(encoding="utf-8") for file in found) or str(about.get("license", ""))
        texts.append(f"{about['name']} {about['version']}\n\n{text.strip()}\n")
    return f"\n{'-' * 78}\n\n".join(texts)


def package(manifest: dict[str, object]) -> str:
    """Return the manifest of the archive."""
    name, version, publisher = (quoteattr(str(manifest[key])) for key in ("name", "version", "publisher"))
    engine = str(dict(manifest["engines"])["vscode"])  # type: ignore[call-overload]
    properties = {"Engine": engine, "ExtensionDependencies": "", "ExtensionPack": "", "ExtensionKind": "workspace"}
    told = "\n".join(
        f'      <Property Id="Microsoft.VisualStudio.Code.{key}" Value={quoteattr(value)} />'
        for key, value in properties.items()
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
  <Metadata>
    <Identity Language="en-US" Id={name} Version={version} Publisher={publisher} />
    <DisplayName>{escape(str(manifest["displayName"]))}</DisplayName>
    <Description xml:space="preserve">{escape(str(manifest["description"]))}</Description>
    <Tags></Tags>
    <Categories>Programming Languages,Linters,Formatters</Categories>
    <GalleryFlags>Public</GalleryFlags>
    <Properties>
{told}
    </Properties>
    <License>extension/LICENSE.txt</License>
  </Metadata>
  <Installation>
    <InstallationTarget Id="Microsoft.VisualStudio.Code" />
  </Installation>
  <Dependencies />
  <Assets>
    <Asset Type="Microsoft.VisualStudio.Code.Manifest" Path="extension/package.json" Addressable="true" />
    <Asset Type="Microsoft.VisualStudio.Services.Content.License" Path="extension/LICENSE.txt" Addressable="true" />
  </Assets>
</PackageManifest>
"""


def content_types() -> str:
    """Return the types of the archive's parts."""
    kinds = "".join(f'<Default Extension="{end}" ContentType="{kind}" />' for end, kind in sorted(KINDS.items()))
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    return f'{head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{kinds}</Types>\n'


if __name__ == "__main__":
    sys.exit(main(*map(Path, sys.argv[1:])))
