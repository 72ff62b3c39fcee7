"""Sample reports of offices that do not exist, with known truth: for the demonstration, for learning, and for tests."""

from disclosure.samples.defects import Defect, defects
from disclosure.samples.documents import render
from disclosure.samples.files import generate, sample_files, samples, truth_of
from disclosure.samples.invention import Spec, invent
from disclosure.samples.old import OLD_DEFECTS, OldSpec, generate_old, invent_old
from disclosure.samples.text import render_txt
from disclosure.samples.truth import Layout, Quirk, Truth

__all__ = [
    "OLD_DEFECTS",
    "Defect",
    "Layout",
    "OldSpec",
    "Quirk",
    "Spec",
    "Truth",
    "defects",
    "generate",
    "generate_old",
    "invent",
    "invent_old",
    "render",
    "render_txt",
    "sample_files",
    "samples",
    "truth_of",
]
