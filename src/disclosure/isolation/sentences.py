"""What both processes say when a file asks for too much."""

from __future__ import annotations

from disclosure.language import Message, _


def too_much(memory: int) -> Message:
    """A file needed more memory than ``memory`` bytes."""
    return _(
        "读取所需内存超过{memory} MB，已停止。文件可能损坏或并非年度报告；请用 WPS 或 Word 打开，另存为 .docx 后再试。",
        memory=memory // 2**20,
    )


def too_deep() -> Message:
    """A file is nested more deeply than any report."""
    return _("文件的结构嵌套太深，不像是年度报告。请用 WPS 或 Word 打开，另存为 .docx 后再试。")


def our_fault(kind: str) -> Message:
    """The program itself failed on a file."""
    return _("本程序读这个文件时自己出了错（{kind}），不是文件的问题。请把错误信息和文件交给维护人员。", kind=kind)


def errand_too_much(memory: int) -> Message:
    """A file needed more memory than ``memory`` bytes for what was to be done with it."""
    return _("处理这个文件所需内存超过{memory} MB，已停止。请分成几个文件再试。", memory=memory // 2**20)


def errand_too_slow(seconds: float) -> Message:
    """What was to be done with a file took longer than ``seconds``."""
    return _("处理这个文件用了{seconds}秒还没有完成，已停止。请分成几个文件再试。", seconds=round(seconds))
