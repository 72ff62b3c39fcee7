"""Working days, periods and the reply clock of an application, explained day by day."""

from disclosure.clock.case import Case, Exclusion, case_of
from disclosure.clock.counting import (
    Ending,
    after_calendar_days,
    after_months,
    after_working_days,
    period_ends,
    working_days_between,
)
from disclosure.clock.timeline import (
    Standing,
    Timeline,
    TimelineDay,
    correction_notice_due,
    payment_due,
    reply_due,
    reply_timeline,
)
from disclosure.records import EVENT_NAMES

__all__ = [
    "EVENT_NAMES",
    "Case",
    "Ending",
    "Exclusion",
    "Standing",
    "Timeline",
    "TimelineDay",
    "after_calendar_days",
    "after_months",
    "after_working_days",
    "case_of",
    "correction_notice_due",
    "payment_due",
    "period_ends",
    "reply_due",
    "reply_timeline",
    "working_days_between",
]
