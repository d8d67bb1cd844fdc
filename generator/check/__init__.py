"""The rules: small functions with a code, a severity and a basis, found by a registry."""

from generator.check import rules as _rules  # noqa: F401 - importing it registers the rules
