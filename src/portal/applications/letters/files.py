"""Letters as files: Word and PDF in the official look; receipts, proofs of delivery and the application form to be printed."""

from __future__ import annotations

from disclosure.blocks import Document
from disclosure.letters import Additions, Letter, compose, laid_out, template
from disclosure.letters.application_form import application_form
from disclosure.letters.filling import written
from disclosure.writing.docx import write_docx
from disclosure.writing.fonts import NoFontError
from disclosure.writing.look import FORM, LETTER, Look
from disclosure.writing.pdf import fitted, for_word, write_pdf
from portal.agencies.models import Agency
from portal.applications.choices import IDENTITY_KINDS, NATURAL_PERSON
from portal.applications.letters.drafts import shown
from portal.applications.letters.facts import matter_of, template_of
from portal.applications.letters.stored import frozen
from portal.applications.models import Application
from portal.applications.models import Letter as Stored
from portal.today import today


def letter_of(stored: Stored) -> Letter:
    """A letter as it was signed, or as it would be."""
    return frozen(stored) if stored.is_signed else shown(stored).letter


def word_file(stored: Stored) -> bytes:
    """The letter as a .docx, its lines as close as those of its PDF."""
    document = laid_out(letter_of(stored))
    try:
        look = for_word(document)
    except NoFontError:  # Word brings fonts of its own
        look = LETTER
    return write_docx(document, look)


def pdf_file(stored: Stored) -> bytes:
    """The letter as a PDF; a draft shows where the seal goes. Raises :class:`NoFontError`."""
    return fitted(laid_out(letter_of(stored), draft=not stored.is_signed), LETTER)[0]


def paragraphs(stored: Stored) -> list[tuple[str, str]]:
    """The paragraphs to be shown on a page, as (style, text), from the title to the day."""
    letter = letter_of(stored)
    lines = [(line.style, line.text) for line in letter.lines]
    ends = [("signature", letter.agency), ("signature", written(letter.on))]
    return [("title", letter.title), ("number", letter.number), *lines, *ends]


def title_of(kind: str) -> str:
    """The title of a kind of letter."""
    return template(kind).title


def receipt(application: Application) -> Document:
    """受理回执."""
    letter = compose(template_of(application.agency, "receipt"), matter_of(application), application.arrived_on)
    return laid_out(letter)


def delivery_receipt(stored: Stored) -> Document:
    """送达回证 of a signed letter, to be signed by hand."""
    letter, application = frozen(stored), stored.application
    add = Additions(letter_title=letter.title, letter_number=letter.number, files=letter.files)
    made = compose(template_of(application.agency, "delivery_receipt"), matter_of(application), today(), additions=add)
    return laid_out(made)


def form_document(agency: Agency, application: Application | None = None) -> Document:
    """The application form, empty or filled with an application."""
    if application is None:
        return application_form(agency.name)
    person = application.applicant_kind == NATURAL_PERSON
    identity = " ".join(filter(None, (str(dict(IDENTITY_KINDS).get(application.identity_kind, "")), application.identity_number)))
    contact = _joined(application.contact_person, application.phone)
    who = {"person": application.name, "person_identity": identity, "person_phone": application.phone} if person else {
        "organisation": application.name, "organisation_identity": application.identity_number,
        "organisation_contact": "，".join(filter(None, (application.legal_representative, contact))),
        "kind": application.applicant_kind,
    }  # fmt: skip
    values = {
        "address": _joined(application.address, application.postcode, application.email),
        "agent": _joined(application.agent, application.agent_identity, application.agent_phone),
        "asked": application.asked, "asked_number": application.asked_number,
        "description": application.description, "form": application.form_wanted, "way": application.way_wanted,
        "receipt_number": application.receipt_number, "received_on": written(application.received_on),
    }  # fmt: skip
    return application_form(agency.name, who | values)


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def as_file(document: Document, suffix: str, look: Look = LETTER) -> bytes:
    """A document as the bytes of a .docx or .pdf."""
    return write_docx(document, look) if suffix == "docx" else write_pdf(document, look)


SHEET = FORM
