"""The register as a workbook: one line a dispute, as the archives of an office keep it."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from disclosure.clock import Term
from portal.disputes.explain import column_label, law_of
from portal.disputes.models import Dispute
from portal.disputes.services import days_of

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_WIDE = 26


def workbook(disputes: Iterable[Dispute]) -> bytes:
    """The disputes as .xlsx. Days are days; what somebody typed is text, whatever it begins with."""
    book = Workbook()
    sheet = book.active
    sheet.title = _("行政复议、行政诉讼")[:31]
    sheet.append([
        _("类别"), _("复议机关或者法院"), _("案号"), _("本机关的地位"), _("所涉申请"), _("受理日期"), _("收到副本之日"),
        _("答复、答辩期限"), _("提出答复、答辩之日"), _("审级"), _("审结日期"), _("审理结果"), _("依据"), _("计入表四"),
    ])  # fmt: skip
    for dispute in disputes:
        sheet.append(_row(dispute))
    for number in range(1, sheet.max_column + 1):
        cell = sheet.cell(1, number)
        cell.font, cell.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="center")
        sheet.column_dimensions[get_column_letter(number)].width = _WIDE if number in (2, 4, 12, 13) else 14
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a case number may begin with an equals sign; it is no formula
    sheet.freeze_panes = "A2"
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def _row(dispute: Dispute) -> list[object]:
    instances = dispute.case().instances()
    first, ended = instances[0], next((each for each in reversed(instances) if each.decided is not None), None)
    answer = next((each for each in days_of(dispute) if each.term is Term.ANSWER), None)
    decided, ending = (ended.decided, ended.ending) if ended else (None, None)
    return [
        dispute.get_kind_display(), dispute.organ, dispute.case_number, dispute.get_part_display(),
        str(dispute.application or ""), dispute.filed_on, first.began.on, answer.end.on if answer else None,
        first.answered.on if first.answered else None, len(instances), dispute.closed_on, str(ending.label) if ending else "",
        law_of(ending, decided.on) if ending and decided else "",
        column_label(dispute.outcome) if dispute.counts else _("不计入"),
    ]  # fmt: skip
