"""Sample reports of offices that do not exist, with known truth: for the demonstration, for learning, and for tests."""

from disclosure.samples.defects import Defect, defects
from disclosure.samples.documents import render
from disclosure.samples.files import generate, is_sample_name, sample_files, samples, truth_of
from disclosure.samples.invention import Spec, invent
from disclosure.samples.old import OLD_DEFECTS, OLD_LAYOUTS, OldSpec, generate_old, invent_old
from disclosure.samples.text import render_txt
from disclosure.samples.truth import LOOSE_LAYOUTS, WHOLE_LAYOUTS, Layout, Quirk, Truth
from disclosure.samples.visible import How, VisibleRow, visible_rows

__all__ = [
    "LOOSE_LAYOUTS",
    "OLD_DEFECTS",
    "OLD_LAYOUTS",
    "WHOLE_LAYOUTS",
    "Defect",
    "How",
    "Layout",
    "OldSpec",
    "Quirk",
    "Spec",
    "Truth",
    "VisibleRow",
    "defects",
    "generate",
    "generate_old",
    "invent",
    "invent_old",
    "is_sample_name",
    "render",
    "render_txt",
    "sample_files",
    "samples",
    "truth_of",
    "visible_rows",
]
