"""Keys of what is published, the same in every file that documents are made of: their days and their number."""

from __future__ import annotations

from typing import Any

from generator.model.entry import key


def issued(of: str = "文档", example: str = "2024-02-20") -> Any:
    """Declare 成文日期; `of` is what people call the document of the file."""
    return key("成文日期", f"{of}的成文日期。", None, example=example)


def published(of: str = "文档") -> Any:
    """Declare 公开日期."""
    told = f"{of}公开的日期，信息公开目录里的发布日期；不写的用成文日期。"
    return key("公开日期", told, None, example="2024-03-01")


def index(of: str = "文档") -> Any:
    """Declare 索引号."""
    told = f"{of}的索引号，信息公开目录里印；不写时由程序按部门、年度和文件名编。"
    return key("索引号", told, None, example="11500223MB1585/2024-00012")
