"""Takes the lines of a file apart into keys, items, values and comments."""

from __future__ import annotations

import re
from dataclasses import replace

from generator.edit.scalars import BLOCK, key_of, value_of
from generator.edit.tree import Comment, Node, UnknownFormError

DASH = re.compile(r"-(?:[ \t]+|$)")


def parse(lines: tuple[str, ...]) -> Node:
    """Return the nodes of a file below one that stands for the whole. Only for files that the reader takes."""
    return _Parser(lines).run()


class _Parser:
    def __init__(self, lines: tuple[str, ...]) -> None:
        self.lines = lines
        self.at = 0
        self.root = Node(-1, "")
        # The nodes from the root down to the last one.
        self.path = [self.root]
        # Comments, and whether a blank line was read, since the last node.
        self.comments: list[Comment] = []
        self.is_apart = False

    def run(self) -> Node:
        while self.at < len(self.lines):
            text = self.lines[self.at].rstrip()
            self.at += 1
            start = text.lstrip(" ")
            column = len(text) - len(start)
            if not start:
                self.is_apart = True
            elif start.startswith("#"):
                self.comments.append(Comment(column, start, self.is_apart, self.at - 1))
                self.is_apart = False
            else:
                self._line(start, column)
        self._close(-1, is_item=False)
        self.root.below = self.comments
        self._head()
        return self.root

    def _head(self) -> None:
        """Give the file the comments at its beginning that a blank line parts from the first key."""
        for first in self.root.children[:1]:
            apart = [at for at, comment in enumerate(first.above) if comment.is_apart and at]
            end = len(first.above) if first.is_apart else max(apart, default=0)
            self.root.above, first.above = first.above[:end], first.above[end:]
            first.is_apart = False
            if first.above:
                first.above[0] = replace(first.above[0], is_apart=False)

    def _line(self, text: str, column: int) -> None:
        while dash := DASH.match(text):
            self._enter(Node(column, line=self.at - 1))
            text, column = text[dash.end() :], column + dash.end()
        if not text:
            return
        if text.startswith("#"):  # behind a dash
            self.path[-1].behind = text
            return
        found = key_of(text)
        if found:
            self._enter(Node(column, found[0], line=self.at - 1))
        elif not self.path[-1].is_item or self.path[-1].value or self.path[-1].children:
            raise UnknownFormError
        self._value(found[1] if found else text)

    def _enter(self, node: Node) -> None:
        self._close(node.column, is_item=node.is_item)
        parent = self.path[-1]
        if parent.value or (parent.children and parent.children[0].is_item != node.is_item):
            raise UnknownFormError
        node.above, node.is_apart = self.comments, self.is_apart
        self.comments, self.is_apart = [], False
        parent.children.append(node)
        self.path.append(node)

    def _close(self, column: int, *, is_item: bool) -> None:
        """Leave the nodes that end where one begins in a column; give them the comments that stand at their depth."""
        closed = []
        while (last := self.path[-1]).column > column or (
            last.column == column and (last.is_item or not is_item) and last is not self.root
        ):
            closed.append(self.path.pop())
        while self.comments and self.comments[0].column > max(column, 0):
            comment = self.comments[0]
            owner = next((node for node in closed if node.children and node.column < comment.column), None)
            if owner is None:
                break
            owner.below.append(self.comments.pop(0))

    def _value(self, text: str) -> None:
        node = self.path[-1]
        header = BLOCK.match(text)
        if header:
            node.value, node.behind = header[0], text[header.end() :].rstrip()
            self._block(node)
        else:
            node.value, node.behind = value_of(text)

    def _block(self, node: Node) -> None:
        """Take in the lines of a `|` text; the blank ones at its end belong to what follows."""
        indicator = re.search("[1-9]", node.value)
        start, indent = self.at, node.column + int(indicator[0]) if indicator else 0
        while self.at < len(self.lines):
            line = self.lines[self.at]
            lead = len(line) - len(line.lstrip(" "))
            if line.strip(" "):
                indent = indent or max(lead, node.column + 1)
                if lead < indent:
                    break
            self.at += 1
        while self.at > start and not self.lines[self.at - 1].strip(" "):
            self.at -= 1
        node.block = [line[indent:] for line in self.lines[start : self.at]]
