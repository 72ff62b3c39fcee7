"""Letters of a case (文书): the engine says what they say; here they are drafted, numbered, frozen and written as files."""

from disclosure.letters import Additions
from portal.applications.letters.drafts import Shown, discard, draft, shown
from portal.applications.letters.facts import kinds_by_hand, matter_of, office_of, template_of
from portal.applications.letters.files import paragraphs, pdf_file, title_of, word_file
from portal.applications.letters.making import KINDS, issue, make
from portal.applications.letters.stored import frozen, is_delivered

__all__ = [
    "KINDS", "Additions", "Shown", "discard", "draft", "frozen", "is_delivered", "issue", "kinds_by_hand", "make", "matter_of",
    "office_of", "paragraphs", "pdf_file", "shown", "template_of", "title_of", "word_file",
]  # fmt: skip
