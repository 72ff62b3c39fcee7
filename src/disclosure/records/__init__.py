"""What happened: events of applications (later also items, disputes, statements, ledger entries)."""

from disclosure.records.application import (
    ApplicationEvent,
    Channel,
    ConsultationAnswered,
    ConsultationSent,
    Consulted,
    Corrected,
    CorrectionAsked,
    Extended,
    FeeNoticed,
    Paid,
    Received,
)

__all__ = [
    "ApplicationEvent",
    "Channel",
    "ConsultationAnswered",
    "ConsultationSent",
    "Consulted",
    "Corrected",
    "CorrectionAsked",
    "Extended",
    "FeeNoticed",
    "Paid",
    "Received",
]
