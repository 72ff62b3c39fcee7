"""Staff as counted in the prose against a list of staff (人数与名单不一致)."""

from __future__ import annotations

from collections.abc import Iterator

from disclosure.checks.finding import Quote, Severity
from disclosure.checks.rule import Found, Subject, check
from disclosure.form import Section
from disclosure.language import _


@check(
    severity=Severity.NOTICE,
    title=_("工作人员数与名单不一致"),
    explanation=_("正文写的人数应与所附名单一致。"),
    advice=_("请核对名单和人数；领导不计入工作人员的，应写明。"),
)
def staff_list(subject: Subject) -> Iterator[Found]:
    """Counts the rows of a list in the same part whose duty is disclosure work (专职, 工作人员), and quotes them."""
    claims = subject.claims_of("staff.disclosure")
    listed = {section.key: _rows(section) for section in subject.report.all_sections()} if claims else {}
    for claim in claims:
        rows = listed.get(claim.section, ())
        if rows and len(rows) != claim.value:
            message = _(
                "正文称工作人员{stated}{unit}，名单中有{listed}人。", stated=claim.value, unit=claim.unit, listed=len(rows)
            )
            quotes = (Quote(claim.section, claim.start, claim.end), *rows)
            yield Found(message, at=(claim.section,), expected=len(rows), found=claim.value, quotes=quotes)


def _rows(section: Section) -> tuple[Quote, ...]:
    """The rows of lists that name a member of staff; the head of a list names the column and no person."""
    rows = [(start, line) for start, line in section.starts() if line.is_table_row and "工作人员" in line.text]
    named = [(start, line) for start, line in rows if line.text.strip().partition("\t")[0] not in ("姓名", "工作人员")]
    return tuple(Quote(section.key, start, start + len(line.text)) for start, line in named)
