"""A file received by mistake, removed again (移除): only one that counts for no agency, with the reason in the log."""

from __future__ import annotations

from functools import partial

from django.db import transaction

from disclosure.errors import DisclosureError
from disclosure.form import DocumentType
from disclosure.language import _
from portal.agencies.models import Person
from portal.annual.models import FindingVerdict, ReceivedReport
from portal.annual.supervising.collecting import to_be_changed
from portal.annual.supervising.verdicts import subject_of
from portal.audit.log import record


class CannotRemove(DisclosureError):
    """A file is some agency's report: what was said of it must be found again."""

    def __init__(self) -> None:
        super().__init__(_("这份报告已经归入机关，不能移除。请上传正确的文件，它会替换这一份。"))


def may_be_removed(received: ReceivedReport) -> bool:
    """Whether a file counts as no agency's report of a year: not assigned, no annual report, not readable."""
    if received.replaced:
        return False
    is_report = received.document_type == DocumentType.ANNUAL_REPORT.value
    return not (is_report and received.agency_id and received.year)


@transaction.atomic
def remove(received: ReceivedReport, reason: str, by: Person) -> None:
    """Remove a file with what was read in it and said of it. ``reason``: a key of ``REMOVALS``, kept in the log.

    Raises :class:`CannotRemove` where it was assigned, also meanwhile.
    """
    kept = to_be_changed(received)
    if not may_be_removed(kept):
        raise CannotRemove
    FindingVerdict.objects.filter(office=kept.office, subject=subject_of(None, None, kept.pk)).delete()
    record(kept.office, by, "report.removed", kept, received=kept.pk, sha256=kept.sha256, reason=reason)
    if kept.file:
        transaction.on_commit(partial(kept.file.storage.delete, kept.file.name))
    kept.delete()
