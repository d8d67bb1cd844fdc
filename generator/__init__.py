"""shenbao: budget declarations as code.

The way of the data is told in docs/architecture.md; `generator.pipeline` walks it, step by step.
"""

__version__ = "0.1.0"
