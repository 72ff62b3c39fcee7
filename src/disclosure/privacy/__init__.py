"""Personal numbers in text: finding them and masking them (个人信息).

A public report may name the people in charge and their office telephones (条例第二十条第二项); a private mobile number or an
identity number may not stand in it (《个人信息保护法》第二十五条).
"""

from disclosure.privacy.addresses import find_home_addresses
from disclosure.privacy.codes import credit_code_check, is_credit_code, is_identity_card
from disclosure.privacy.numbers import PersonalNumber, PersonalNumberKind, find_personal_numbers, mask
from disclosure.privacy.report import masked

__all__ = [
    "PersonalNumber", "PersonalNumberKind", "credit_code_check", "find_home_addresses", "find_personal_numbers",
    "is_credit_code", "is_identity_card", "mask", "masked",
]  # fmt: skip
