"""Personal numbers found and masked; everything else left alone. All numbers here are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.privacy import PersonalNumberKind, find_personal_numbers, mask
from disclosure.privacy.numbers import is_identity_number, passes_luhn

#: Computed for the test: region 110101 does not matter, day of birth 1990-01-01, check character of GB 11643.
IDENTITY = "11010119900101" + "001"
IDENTITY += next(character for character in "0123456789X" if is_identity_number(IDENTITY + character))
CARD = "622200000000000000"
CARD += next(digit for digit in "0123456789" if passes_luhn(CARD + digit))


def kinds(text: str) -> list[PersonalNumberKind]:
    return [number.kind for number in find_personal_numbers(text)]


@pytest.mark.parametrize(
    "text",
    [
        "13800000001",
        "138 0000 0001",
        "138-0000-0001",
        "１３８０００００００１",
        "电话13800000001。",
        "(13800000001)",
        "+86 13800000001",
    ],
)
def test_a_mobile_number_is_found_however_it_is_broken_up(text):
    assert kinds(text) == [PersonalNumberKind.MOBILE]


@pytest.mark.parametrize(
    ("text", "because"),
    [
        ("0533-7480000", "an office telephone"),
        ("010-62000000", "an office telephone"),
        ("400-800-0000", "a service line"),
        ("12345", "the hotline"),
        ("912345678901234567", "a code of an organisation"),
        ("91110000MA00000000", "a unified social credit code"),
        ("000014349/2022-138000000012", "an index number"),
        ("11370305004222222E/2022-13800000001234", "an index number"),
        ("138000000011", "twelve digits"),
        ("213800000001", "twelve digits"),
        ("1380000.0001", "a decimal"),
        ("12000000001", "no mobile number begins with 12"),
        ("2022年1月1日", "a day"),
        ("4443.19万元", "an amount"),
        ("", "nothing"),
    ],
)
def test_these_are_no_numbers_of_a_person(text, because):
    assert kinds(text) == [], because
    assert mask(text) == text


def test_an_identity_number_counts_only_with_its_check_character():
    wrong = IDENTITY[:-1] + ("1" if IDENTITY[-1] != "1" else "2")

    assert kinds(f"身份证号{IDENTITY}") == [PersonalNumberKind.IDENTITY]
    assert PersonalNumberKind.IDENTITY not in kinds(wrong)


def test_an_identity_number_has_a_real_day_of_birth():
    assert not is_identity_number("110101199002300010")


@pytest.mark.parametrize("digits", ["", "1" * 18, "abcdefghijklmnopqr"])
def test_what_is_no_identity_number_is_none(digits):
    assert not is_identity_number(digits)


def test_a_check_character_x_may_be_small():
    found = next(f"1101011990010100{tail}X" for tail in range(10) if is_identity_number(f"1101011990010100{tail}X"))
    assert kinds(found.lower()) == [PersonalNumberKind.IDENTITY]


def test_a_bank_card_counts_only_with_its_check_digit():
    assert kinds(CARD) == [PersonalNumberKind.BANK_CARD]
    assert kinds(CARD[:-1] + str((int(CARD[-1]) + 1) % 10)) == []


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("联系人13800000001。", "联系人138****0001。"),
        ("138-0000-0001", "138-****-0001"),
        (f"身份证{IDENTITY}", f"身份证{IDENTITY[:6]}{'*' * 12}"),
        (CARD, "*" * 15 + CARD[-4:]),
    ],
)
def test_a_mask_covers_what_matters_and_keeps_the_length(text, masked):
    assert mask(text) == masked


def test_several_numbers_are_found_in_order_with_their_places():
    text = f"甲13800000001，乙{IDENTITY}，丙13900000002"
    found = find_personal_numbers(text)

    assert [text[number.start : number.end] for number in found] == ["13800000001", IDENTITY, "13900000002"]


@given(st.text(st.sampled_from("0123456789 -甲,.Xx１"), max_size=60))
def test_masking_keeps_the_length_and_leaves_nothing_to_mask(text):
    covered = mask(text)

    assert len(covered) == len(text)
    assert mask(covered) == covered
    assert all(one == other or other == "*" for one, other in zip(text, covered, strict=True))
