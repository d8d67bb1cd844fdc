"""Numbers as clerks may write them, and what is wrong with others."""

from __future__ import annotations

import re
import unicodedata

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
# A unit begins with a letter and holds no digit or comma: `108,000 人` is not 108 of something.
QUANTITY = re.compile(rf"({NUMBER.pattern}) *((?:[^\W\d_]|[%％‰℃°])[^\s\d,，${{}}]*)?")
# Digits and signs of full width, as they are written on a keyboard.
NARROW = {ord(wide): chr(ord(wide) - 0xFEE0) for wide in "０１２３４５６７８９．，－"}
# A number as Excel shows it.
GROUPED = re.compile(r"(-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?)(.*)")
# Amounts of 千亿元 and more are slips of the keyboard; below that, decimal arithmetic is exact.
MAX_WHOLE_DIGITS = 12


def too_large(number: str) -> bool:
    """Whether a number has more digits before the point than any budget needs."""
    return len(number.lstrip("-").partition(".")[0]) > MAX_WHOLE_DIGITS


def why_not(text: str, *, unit_follows: bool = False) -> str:
    """Say why a text is no number; `unit_follows` where it should be a number with its unit."""
    if any(unicodedata.east_asian_width(character) == "F" for character in text):
        return "里面有全角字符。"
    if "," in text:
        return "里面有千分位的逗号。"
    if re.match(r"[-+\d.]+[eE][-+\d]+", text):
        return "不能用科学计数法。"
    if re.search("[零〇一二三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]", text):
        return "要用阿拉伯数字，不能用汉字。"
    if unit_follows:
        return "开头只能是数字，可以有小数点；单位跟在后面，里面没有数字和空格。"
    if re.search(r"[元万亿]", text):
        return "金额后面不写单位，单位在文件开头统一写。"
    return "只能是数字，可以有小数点。"


def certain(text: str) -> str:
    """Return a number with digits of half width and without its commas, where it can be no other; its unit stays."""
    narrow = text.translate(NARROW)
    grouped = GROUPED.fullmatch(narrow)
    plain = grouped[1].replace(",", "") + grouped[2] if grouped else narrow
    return plain if plain != text and QUANTITY.fullmatch(plain) else ""


def mended(text: str) -> str:
    """Propose the amount that was most likely meant."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    plain = re.sub(r"(万|亿)?元$", "", plain)
    return f"写成 {plain} 。" if NUMBER.fullmatch(plain) else "写成如 1200.50 的数字。"
