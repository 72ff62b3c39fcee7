"""The public side: applying without an account, one question a screen; the receipt; following an application."""

from __future__ import annotations

import time
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from disclosure.law import period
from portal.agencies.access import site_view
from portal.agencies.models import Agency
from portal.applications import services
from portal.applications.choices import WAYS_OF
from portal.applications.downloads import PDF, WORD, download, name_of
from portal.applications.explain import public_story, timeline_days, why
from portal.applications.forms import STEPS, TrackForm
from portal.applications.intake.draft import Draft, TooManyFilesError
from portal.applications.intake.numbers import secret_for, shown, token_hash
from portal.applications.intake.repeats import public_already
from portal.applications.intake.splitting import parts_of
from portal.applications.intake.tracking import TooManyTriesError, find
from portal.applications.letters import files, is_delivered, paragraphs, pdf_file, title_of, word_file
from portal.applications.letters.given import letters_given, reply_given
from portal.applications.models import Application, Attachment
from portal.applications.privacy.holding import held_in
from portal.asked import whole_number
from portal.marks import listed
from portal.today import today

_RECEIPT = "receipt:{slug}"
#: Seconds for which the receipt can be shown again (a page reloaded, a phone turned).
_RECEIPT_LIFETIME = 1800


@never_cache
@require_safe
@site_view
def apply(request: HttpRequest, agency: Agency) -> HttpResponse:
    """What the law asks for and what it does not, and the button that begins."""
    reply = period("application.reply_period", today())
    extension = period("application.extension", today())
    context = {
        "reply": reply, "extension": extension, "first": next(iter(STEPS)), "just_sent": _just_sent(request, agency),
    }  # fmt: skip
    return render(request, "applications/site/start.html", context)


def _just_sent(request: HttpRequest, agency: Agency) -> Application | None:
    """What was sent in this browser, for as long as its receipt can be shown."""
    token, sent = request.session.get(_RECEIPT.format(slug=agency.slug), ("", 0.0))
    if not token or time.time() - sent > _RECEIPT_LIFETIME:
        return None
    return Application.objects.filter(agency=agency, form_token=token_hash(token)).first()


def _step_url(agency: Agency, step: str) -> str:
    return reverse("site:apply_step", args=[agency.slug, step])


def _after(draft: Draft, step: str) -> str:
    keys = [*draft.steps(), "review"]
    return keys[keys.index(step) + 1]


def _steps(draft: Draft, here: str) -> list[dict[str, Any]]:
    """The line of steps above the form."""
    titles = {key: STEPS[key].title for key in draft.steps()} | {"review": _("核对并提交")}  # type: ignore[attr-defined]
    return [
        {"key": key, "title": title, "now": key == here, "done": bool(draft.answers.get(f"done:{key}"))}
        for key, title in titles.items()
    ]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@site_view
def apply_step(request: HttpRequest, agency: Agency, step: str) -> HttpResponse:
    """One question; its answer is kept and leads to the next, or back to the review."""
    draft = Draft(request, agency)
    if step == "review":
        return _review(request, agency, draft)
    keys = draft.steps()
    if step not in STEPS:
        raise Http404
    missing = draft.missing()
    if step not in keys or (missing is not None and keys.index(missing) < keys.index(step)):
        return redirect(_step_url(agency, missing or "review"))
    posted = request.method == "POST"
    if posted and "drop" in request.POST:
        draft.drop_file(whole_number(request.POST["drop"]))
        return redirect(_step_url(agency, step))
    form = draft.form(step, request.POST if posted else None, request.FILES if posted else None)
    is_valid = posted and form.is_valid()
    if is_valid and "add" in request.POST and step == "more" and not form.cleaned_data["upload"]:
        form.add_error("upload", _("请先选择文件"))
        is_valid = False
    if is_valid:
        complete = draft.missing() is None and bool(draft.answers.get(f"done:{step}"))
        changed_kind = step == "who" and form.cleaned_data != {name: draft.answers.get(name) for name in form.cleaned_data}
        try:
            _take_files(draft, form)
        except TooManyFilesError:
            form.add_error(None, _("附件已经够多了：一件申请最多5个。请先去掉不需要的，或者提交后当面、邮寄补交。"))
        else:
            draft.keep(step, form.cleaned_data)
            onward = "review" if complete and not changed_kind else _after(draft, step)
            return redirect(_step_url(agency, step if "add" in request.POST else onward))
    back = _step_url(agency, keys[keys.index(step) - 1]) if step != keys[0] else reverse("site:apply", args=[agency.slug])
    kinds = ("authority",) if step == "agent" else ("identity", "application", "other")
    context = {
        "form": form, "step": step, "steps": _steps(draft, step), "place": keys.index(step) + 1, "count": len(keys) + 1,
        "back": back, "editing": draft.missing() is None, "takes_files": form.is_multipart(),
        "files": draft.files().filter(kind__in=kinds) if form.is_multipart() else (),
        "just_sent": _just_sent(request, agency), "ways_of": WAYS_OF if step == "how" else None,
    }  # fmt: skip
    return render(request, "applications/site/step.html", context, status=422 if form.is_bound else 200)


def _take_files(draft: Draft, form: Any) -> None:
    """Keep what was uploaded with a step. Raises :class:`TooManyFilesError`."""
    for name, kind in (("authority", "authority"), ("upload", form.cleaned_data.get("upload_kind") or "other")):
        upload = form.cleaned_data.get(name)
        if upload:
            draft.add_file(kind, upload.name, upload.read())


def _answers(draft: Draft) -> list[dict[str, Any]]:
    """The answers in words, step by step, each with the step where it can be changed."""
    found = []
    for key in draft.steps():
        lines = [
            (field.label, _in_words(field, draft.answers.get(field.name)))
            for field in draft.form(key) if field.name not in ("authority", "upload", "upload_kind")
        ]  # fmt: skip
        found.append({"step": key, "title": STEPS[key].title, "lines": lines})  # type: ignore[attr-defined]
    return found


def _in_words(field: Any, value: Any) -> Any:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    choices = dict(getattr(field.field, "choices", ()))
    if field.name == "helps":
        return listed(choices[key] for key in str(value or "").split() if key in choices) or _("不需要")
    return choices.get(value, value) or _("未填写")


def _review(request: HttpRequest, agency: Agency, draft: Draft) -> HttpResponse:
    """Everything once more, and what is public already; sending it makes the application, once."""
    missing = draft.missing()
    if missing is not None:
        return redirect(_step_url(agency, missing))
    count = len(draft.steps()) + 1
    context = {
        "answers": _answers(draft), "steps": _steps(draft, "review"), "place": count, "count": count, "form_token": draft.token,
        "files": draft.files(), "public": public_already(agency, str(draft.answers["asked"])),
        "may_more": not draft.answers.get("done:more"),
    }  # fmt: skip
    return render(request, "applications/site/review.html", context)


@never_cache
@require_POST
@site_view
def apply_send(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Take the application in. Sent twice, it is still one, and the same receipt is shown."""
    token = request.POST.get("form_token", "")
    draft = Draft(request, agency)
    if draft.missing() is None and draft.token == token:
        services.submit(agency, draft.application_fields(), form=token, files=draft.attachments())
        draft.forget()
    elif not Application.objects.filter(agency=agency, form_token=token_hash(token)).exists():
        return redirect("site:apply", slug=agency.slug)
    request.session[_RECEIPT.format(slug=agency.slug)] = [token, time.time()]
    return redirect("site:apply_receipt", slug=agency.slug)


@never_cache
@require_safe
@site_view
def apply_receipt(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Number and secret, with what happens next and when. The secret is made again from the form's token, not stored."""
    application = _just_sent(request, agency)
    if application is None:
        return redirect("site:track", slug=agency.slug)
    token, _sent = request.session[_RECEIPT.format(slug=agency.slug)]
    correction = period("application.correction_notice_period", application.arrived_on)
    context = {"application": application, "secret": shown(secret_for(token)), "correction": correction}
    return render(request, "applications/site/receipt.html", context | {"minutes": _RECEIPT_LIFETIME // 60})


@never_cache
@require_POST
@site_view
def apply_end(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Forget here and now what was sent and what was begun: the next person at this computer sees nothing of it."""
    request.session.pop(_RECEIPT.format(slug=agency.slug), None)
    Draft(request, agency).forget()
    messages.success(request, _("已清除：这台电脑上不再显示您的回执和填写的内容。"))
    return redirect("site:home", slug=agency.slug)


_SUFFIXES = {"docx": WORD, "pdf": PDF}


@never_cache
@require_safe
@site_view
def receipt_file(request: HttpRequest, agency: Agency, suffix: str) -> HttpResponse:
    """The receipt as a file, for as long as the page with the receipt can be shown."""
    application = _just_sent(request, agency)
    if application is None or suffix not in _SUFFIXES:
        raise Http404
    content = files.as_file(files.receipt(application), suffix)
    return download(content, f"{_('受理回执')} {application.receipt_number}.{suffix}", _SUFFIXES[suffix])


@require_safe
@site_view
def blank_form(request: HttpRequest, agency: Agency, suffix: str) -> HttpResponse:  # noqa: ARG001 - the gate's signature
    """The application form, empty, to be filled in by hand."""
    if suffix not in _SUFFIXES:
        raise Http404
    return download(
        files.as_file(files.form_document(agency), suffix, files.SHEET), f"{_('政府信息公开申请表')}.{suffix}", _SUFFIXES[suffix]
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@site_view
def track(request: HttpRequest, agency: Agency) -> HttpResponse:
    """Status, due day and why; the reply once it was delivered. Number and secret are sent by POST, so they stand in no log."""
    form = TrackForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "applications/site/track.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        application = find(request, agency, form.cleaned_data["number"], form.cleaned_data["secret"])
    except TooManyTriesError:
        form.add_error(None, _("连续多次不正确，请15分钟后再试，或者致电本机关查询。"))
        return render(request, "applications/site/track.html", {"form": form}, status=429)
    if application is None:
        form.add_error(None, _("没有找到：受理编号或者查询码不正确，请对照回执核对。"))
        return render(request, "applications/site/track.html", {"form": form}, status=422)
    if request.POST.get("file"):
        return given(application, request.POST["file"])
    return tracked_page(request, application, form.cleaned_data["secret"])


def tracked_page(
    request: HttpRequest, application: Application, secret: str, *, status: int = 200, **more: Any
) -> HttpResponse:  # fmt: skip
    """The page of an application for whoever has proven that it is theirs; ``more`` is added to what the page knows."""
    letter = reply_given(application)
    context = {
        "application": application,
        "story": public_story(application),
        "days": timeline_days(application),
        "why": why(application),
        "letter": letter,
        "files": application.attachments.filter(for_applicant=True) if letter else (),
        "number": application.receipt_number,
        "secret": secret,
        "letters": [each for each in letters_given(application) if each.kind != "reply"],
        "letter_title": title_of("reply"),
        "paragraphs": paragraphs(letter) if letter else (),
        "parts": parts_of(application),
        **more,
    }
    return render(request, "applications/site/tracked.html", context, status=status)


def given(application: Application, asked: str) -> HttpResponse:
    """A letter as a file, the receipt, or a file that went with the reply; 404 before delivery and for anything else."""
    kind, _dash, key = asked.partition("-")
    if asked == "receipt":
        return download(files.as_file(files.receipt(application), "pdf"), f"{application.receipt_number}.pdf", PDF)
    if asked == "mine":
        return download(held_in(application), f"{application.receipt_number}.zip", "application/zip")
    if kind == "letter":
        letter = next((each for each in letters_given(application) if str(each.pk) == key), None)
        if letter is None:
            raise Http404
        return download(pdf_file(letter), f"{name_of(letter)}.pdf", PDF)
    if not is_delivered(application):
        raise Http404
    if asked == "reply":
        letter = reply_given(application)
        if letter is None:
            raise Http404
        return download(word_file(letter), f"{letter.document_number}.docx", WORD)
    found = get_object_or_404(Attachment, pk=whole_number(asked), application=application, for_applicant=True)
    return download(found.content(), found.title, "application/octet-stream")
