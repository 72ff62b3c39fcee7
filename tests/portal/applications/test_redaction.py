"""Blacking out a file of the case and giving it with the reply."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest
from django.urls import reverse

from applications_cast import ANSWERS
from disclosure.records import Channel, Replied
from portal.applications import services
from portal.applications.letters import Additions, make
from portal.applications.models import Attachment
from portal.audit.models import Entry
from redaction_documents import IDENTITY, MOBILE, SECRET, pdf, word


@pytest.fixture
def case(town, clerk, as_of):
    as_of(date(2024, 9, 10))
    return services.submit(town, ANSWERS, channel=Channel.COUNTER, by=clerk).application


@pytest.fixture
def file(case, clerk):
    return services.attach(case, "协议.pdf", pdf(), clerk, for_applicant=True)


def url(file, name="redact", *more) -> str:
    return reverse(f"applications:{name}", args=[file.application.agency.slug, file.application.pk, file.pk, *more])


def areas_of(response) -> list[str]:
    return [area["value"] for page in response.context["pages"] for area in page["areas"]]


def text_of(data: bytes) -> str:
    return "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))


def test_personal_numbers_are_offered_at_once_words_when_asked_and_the_file_made_has_none_of_them(file, clerk, signed_in):
    office = signed_in(clerk)
    first = office.get(url(file))
    assert len(areas_of(first)) == 2
    assert "手机号码" in first.content.decode()
    found = office.post(url(file), {"act": "find", "words": SECRET, "personal": "on", "area": areas_of(first)})
    values = areas_of(found)
    assert len(values) > 8
    drawn = "2,0.10000,0.10000,0.50000,0.20000,画出的框"
    done = office.post(url(file), {"act": "make", "area": [*values, drawn]}, follow=True).content.decode()
    assert f"遮盖{len(values) + 1}处" in done
    assert "没有可复制的文字和文件属性" in done
    made = Attachment.objects.get(redacted_from=file)
    file.refresh_from_db()
    assert (made.title, made.for_applicant, file.for_applicant) == ("协议（已遮盖）.pdf", True, False)
    assert text_of(made.content()) == ""
    assert SECRET in text_of(file.content())
    assert all(hidden.encode() not in made.content() for hidden in (SECRET, MOBILE, IDENTITY))
    entry = Entry.objects.get(action="application.file_redacted")
    assert (entry.facts["areas"], entry.facts["pages"]) == (len(values) + 1, 3)
    assert SECRET not in str(entry.facts)


def test_what_is_not_ticked_stays_open_and_nothing_ticked_makes_nothing(file, clerk, signed_in):
    office = signed_in(clerk)
    response = office.post(url(file), {"act": "make"})
    assert response.status_code == 422
    assert "还没有要遮盖的地方" in response.content.decode()
    response = office.post(url(file), {"act": "make", "area": ["1,5,5,6,6", "x", "1,0.5,0.5,0.4,0.6", "1,nan,0,1,1"]})
    assert response.status_code == 422
    assert Attachment.objects.count() == 1


def test_a_page_is_shown_as_a_picture_to_those_who_handle_the_case_alone(
    file, clerk, clerk_elsewhere, reviewer, signed_in, client
):
    page = signed_in(clerk).get(url(file, "redact_page", 1))
    assert (page["Content-Type"], page.content[:4]) == ("image/png", b"\x89PNG")
    assert signed_in(clerk).get(url(file, "redact_page", 9)).status_code == 404
    assert signed_in(clerk_elsewhere).get(url(file, "redact_page", 1)).status_code == 404
    assert signed_in(reviewer).get(url(file)).status_code == 403
    assert client.get(url(file)).status_code == 302


def test_a_word_file_becomes_pages_first(case, clerk, signed_in):
    file = services.attach(case, "协议.docx", word(), clerk)
    office = signed_in(clerk)
    assert "先转换成PDF" in office.get(url(file)).content.decode()
    response = office.post(url(file), {"act": "pages"})
    made = Attachment.objects.get(pk__gt=file.pk)
    assert response.url == url(made)
    assert len(areas_of(office.get(url(made)))) == 2


def test_a_file_that_cannot_be_blacked_out_says_why(case, clerk, signed_in):
    broken = services.attach(case, "坏.pdf", b"%PDF-1.4 nothing", clerk)
    response = signed_in(clerk).get(url(broken))
    assert response.status_code == 422
    assert "打不开" in response.content.decode()
    sound = services.attach(case, "录音.mp3", b"ID3", clerk)
    assert "只能遮盖PDF和Word" in signed_in(clerk).post(url(sound), {"act": "pages"}).content.decode()


def test_once_the_reply_is_signed_its_files_stay(file, case, clerk, signed_in):
    make(case, services.record(case, Replied(date(2024, 9, 10), "granted", "provided"), clerk), Additions(provided="协议"), clerk)
    office = signed_in(clerk)
    values = areas_of(office.get(url(file)))
    response = office.post(url(file), {"act": "make", "area": values})
    assert "已经签发" in response.content.decode()
    assert Attachment.objects.count() == 1
