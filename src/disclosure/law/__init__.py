"""The law as dated data: documents and their articles, parameters, the tariff of the fee, the calendar of working days."""

from disclosure.law.article import ArticleRef, chinese_number, parse_article
from disclosure.law.document import Citation, Confidence, LegalDocument, Quotation
from disclosure.law.parameter import DatedValue, Parameter, load_parameter, parameter, parameters
from disclosure.law.periods import Deadline, Period, ReceiptRule, method, period, receipt_rule, report_deadline
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
    "ArticleRef",
    "Charge",
    "ChargeLine",
    "Citation",
    "Confidence",
    "DatedValue",
    "Day",
    "DayKind",
    "Deadline",
    "HolidayNotice",
    "LegalDocument",
    "Mention",
    "Parameter",
    "Period",
    "Quotation",
    "ReceiptRule",
    "Supersession",
    "Tariff",
    "Tier",
    "WorkCalendar",
    "chinese_number",
    "cite",
    "document_for",
    "document_numbered",
    "documents",
    "documents_mentioned",
    "load_calendar",
    "load_parameter",
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
