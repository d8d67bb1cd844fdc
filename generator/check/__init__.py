"""The rules: small functions with a code, a severity and a basis, found by a registry."""

from importlib import import_module
from pkgutil import iter_modules

from generator.check import rules

for _module in iter_modules(rules.__path__, f"{rules.__name__}."):
    import_module(_module.name)
