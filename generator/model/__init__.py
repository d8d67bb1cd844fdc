"""What a unit, a project, an amount, a position, a finding and a finished document are.

Imports nothing else of ours: every other room may import this one.
"""
