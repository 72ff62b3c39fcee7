"""Letters of a case (文书): what each says, composed from the case and the law of the day into paragraphs.

Templates are data (``templates/*.yaml``), may be replaced by an agency's own, and a region's wording lies on top
(``wordings/*.yaml``). Nothing here signs, numbers or stores.
"""

from disclosure.letters.compose import compose, kind_of_event
from disclosure.letters.editing import Edit, digest, edited, wants
from disclosure.letters.facts import Fact, facts
from disclosure.letters.layout import laid_out
from disclosure.letters.letter import Letter, Line
from disclosure.letters.matter import Additions, Matter, Office, Withheld
from disclosure.letters.remedies import remedies
from disclosure.letters.samples import sample_letter
from disclosure.letters.template import Template, TemplateError, read_template, template, templates
from disclosure.letters.wording import Wording, wordings

__all__ = [
    "Additions",
    "Edit",
    "Fact",
    "Letter",
    "Line",
    "Matter",
    "Office",
    "Template",
    "TemplateError",
    "Withheld",
    "Wording",
    "compose",
    "digest",
    "edited",
    "facts",
    "kind_of_event",
    "laid_out",
    "read_template",
    "remedies",
    "sample_letter",
    "template",
    "templates",
    "wants",
    "wordings",
]
