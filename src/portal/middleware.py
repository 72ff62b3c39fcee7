"""What happens to every request: the engine speaks the page's language, the zone is kept, scripts come from here only."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.views.defaults import page_not_found

from disclosure.language import CHINESE, ENGLISH, speaking

logger = logging.getLogger(__name__)
Handler = Callable[[HttpRequest], HttpResponse]

#: Addresses of the office: not served where only the public site runs.
OFFICE_PATHS = ("/office/", "/supervise/", "/accounts/", "/cms/", "/start/", "/desk/")
#: Of these, what applicants with an account need on the public side: the links in their mails.
APPLICANT_PATHS = ("/accounts/confirm-email/", "/accounts/password/reset/")


class ChosenLanguage:
    """The language that the visitor chose in the page's corner; Simplified Chinese until then, whatever the browser prefers.

    The words of a Chinese office are its Chinese words: a page sent on, or a browser set up in another language, must not
    change them by itself.
    """

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the chosen language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.handler(request)
        response.headers.setdefault("Content-Language", language)
        return response


class EngineLanguage:
    """Messages of the engine are rendered in the language of the page."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the page."""
        language = translation.get_language() or settings.LANGUAGE_CODE
        with speaking(ENGLISH if language.startswith("en") else CHINESE):
            return self.handler(request)


class Zone:
    """A process that serves the public zone has no office, and the other way round (``GONGKAI_ZONE``)."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or 404 outside the zone."""
        office = request.path.startswith(OFFICE_PATHS) and not request.path.startswith(APPLICANT_PATHS)
        if (settings.ZONE == "public" and office) or (settings.ZONE == "office" and request.path.startswith("/site/")):
            raise Http404
        return self.handler(request)


class MissingFiles:
    """A file that the database names and the disk does not have is not found: said so and logged, not a failure of the page."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.handler(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """404 for an upload that is gone; anything else is left as it is."""
        if not isinstance(error, FileNotFoundError) or not str(error.filename or "").startswith(str(settings.MEDIA_ROOT)):
            return None
        logger.error("an uploaded file is missing from the disk: restore it from a backup (%s)", request.path)
        return page_not_found(request, Http404())


class ContentSecurity:
    """Nothing is fetched from elsewhere: scripts, styles, pictures and fonts come from this site alone."""

    POLICY = (
        "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; "
        "frame-ancestors 'none'; base-uri 'self'; form-action 'self'"
    )

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer with the policy."""
        response = self.handler(request)
        # Wagtail's editor brings inline scripts of its own; it is open to signed-in staff only.
        if not request.path.startswith("/cms/"):
            response.headers.setdefault("Content-Security-Policy", self.POLICY)
        return response
