"""Documents with something to hide, made here: all names and numbers are invented."""

from __future__ import annotations

from disclosure.blocks import Document, Grid, GridCell, Paragraph
from disclosure.writing.docx import write_docx
from disclosure.writing.pdf import write_pdf

IDENTITY, MOBILE = "110101199003070011", "13800001234"
SECRET = "青禾农业有限公司"
PLAIN = "补偿标准为每亩三万元"
DOCUMENT = Document(
    (
        Paragraph("征地补偿协议", style="title"),
        Paragraph(f"甲方与{SECRET}签订本协议，{PLAIN}。" * 6),
        Paragraph(f"联系人电话：{MOBILE}，身份证号码：{IDENTITY}。"),
        Grid(((GridCell("户主", header=True), GridCell("金额", header=True)), (GridCell("陈秋实"), GridCell("30000")))),
        *(Paragraph(f"第{number}条　双方应当履行约定的义务。") for number in range(1, 40)),
        Paragraph(f"附：{SECRET}账户"),
    ),
    title=f"与{SECRET}的协议",
)


def pdf() -> bytes:
    return write_pdf(DOCUMENT)


def word() -> bytes:
    return write_docx(DOCUMENT)
