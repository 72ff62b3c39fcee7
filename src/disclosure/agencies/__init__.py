"""Agencies (行政机关): the register that knows them by code, and what a name alone tells of its bearer."""

from disclosure.agencies.files import read_register, register_csv
from disclosure.agencies.register import Agency, Fit, Register, with_agency

__all__ = ["Agency", "Fit", "Register", "read_register", "register_csv", "with_agency"]
