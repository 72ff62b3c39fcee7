"""The law as dated data: documents and their articles, parameters, the tariff of the fee, the calendar of working days."""

from disclosure.law.article import ArticleRef, chinese_number, parse_article
from disclosure.law.document import Citation, Confidence, LegalDocument, Quotation
from disclosure.law.parameter import DatedValue, Parameter, load_parameter, parameter, parameters
from disclosure.law.periods import (
    Deadline,
    DeliveryRule,
    Period,
    ReceiptRule,
    delivery_rule,
    method,
    period,
    receipt_rule,
    report_deadline,
)
from disclosure.law.reading import DEFAULT_READINGS, DoubtfulPoint, Readings, doubtful_point, doubtful_points, load_point
from disclosure.law.register import (
    Mention,
    Supersession,
    cite,
    document_for,
    document_numbered,
    documents,
    documents_mentioned,
    superseded,
)
from disclosure.law.tariff import Charge, ChargeLine, Tariff, Tier, tariff
from disclosure.law.working_days import Day, DayKind, HolidayNotice, WorkCalendar, load_calendar, work_calendar

__all__ = [
    "DEFAULT_READINGS",
    "ArticleRef",
    "Charge",
    "ChargeLine",
    "Citation",
    "Confidence",
    "DatedValue",
    "Day",
    "DayKind",
    "Deadline",
    "DeliveryRule",
    "DoubtfulPoint",
    "HolidayNotice",
    "LegalDocument",
    "Mention",
    "Parameter",
    "Period",
    "Quotation",
    "Readings",
    "ReceiptRule",
    "Supersession",
    "Tariff",
    "Tier",
    "WorkCalendar",
    "chinese_number",
    "cite",
    "delivery_rule",
    "document_for",
    "document_numbered",
    "documents",
    "documents_mentioned",
    "doubtful_point",
    "doubtful_points",
    "load_calendar",
    "load_parameter",
    "load_point",
    "method",
    "parameter",
    "parameters",
    "parse_article",
    "period",
    "receipt_rule",
    "report_deadline",
    "superseded",
    "tariff",
    "work_calendar",
]
