"""Working days, periods and the reply clock of an application, explained day by day."""

from disclosure.clock.case import Case, case_of
from disclosure.clock.consultation import (
    Consultation,
    ConsultationResult,
    Exclusion,
    consultations,
    exclusions,
    opinion_due,
)
from disclosure.clock.counting import (
    Ending,
    after_calendar_days,
    after_months,
    after_working_days,
    period_ends,
    working_days_between,
)
from disclosure.clock.dispute import DisputeDay, Term, dispute_days, record_at
from disclosure.clock.ledger import CaseDays, case_days, year_ledger
from disclosure.clock.remarks import Remark, remarks
from disclosure.clock.timeline import (
    Standing,
    Timeline,
    TimelineDay,
    correction_notice_due,
    payment_due,
    reply_due,
    reply_timeline,
    reply_timelines,
)
from disclosure.records import EVENT_NAMES

__all__ = [
    "EVENT_NAMES",
    "Case",
    "CaseDays",
    "Consultation",
    "ConsultationResult",
    "DisputeDay",
    "Ending",
    "Exclusion",
    "Remark",
    "Standing",
    "Term",
    "Timeline",
    "TimelineDay",
    "after_calendar_days",
    "after_months",
    "after_working_days",
    "case_days",
    "case_of",
    "consultations",
    "correction_notice_due",
    "dispute_days",
    "exclusions",
    "opinion_due",
    "payment_due",
    "period_ends",
    "record_at",
    "remarks",
    "reply_due",
    "reply_timeline",
    "reply_timelines",
    "working_days_between",
    "year_ledger",
]
