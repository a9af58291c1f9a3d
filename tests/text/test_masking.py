from __future__ import annotations

import random

import pytest

from faqbot.text.masking import CARD, MAIL, MY_NUMBER, PHONE, is_my_number, mask


def my_number(first: int) -> str:
    return next(n for last in range(10) if is_my_number(n := f"{first:011d}{last}"))


@pytest.mark.parametrize("first", [12345678901, 98765432109, 10000000007])
def test_my_numbers_are_masked(first: int) -> None:
    number = my_number(first)
    spaced = f"{number[:4]} {number[4:8]}-{number[8:]}"
    for typed in (number, spaced, number.translate(str.maketrans("0123456789", "０１２３４５６７８９"))):
        assert mask(f"番号は{typed}です") == f"番号は{MY_NUMBER}です"


def test_twelve_digits_without_the_check_digit_are_no_my_number() -> None:
    number = my_number(12345678901)
    wrong = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert MY_NUMBER not in mask(wrong)


@pytest.mark.parametrize(
    "typed",
    ["090-1234-5678", "０６－６８４３－３５１２", "(06)6843-3512", "+81 90 1234 5678", "0120-444-444"],
)
def test_phone_numbers_are_masked(typed: str) -> None:
    assert mask(f"{typed}に電話して") == f"{PHONE}に電話して"


@pytest.mark.parametrize("typed", ["4111 1111 1111 1111", "5555-5555-5555-4444"])
def test_cards_are_masked(typed: str) -> None:
    assert mask(f"カードは{typed}") == f"カードは{CARD}"


def test_mail_addresses_are_masked() -> None:
    assert mask("連絡は taro.yamada@example.co.jp まで") == f"連絡は {MAIL} まで"


@pytest.mark.parametrize(
    "typed",
    [
        "30cmの扇風機",
        "45L袋を3枚",
        "平成30年4月1日",
        "2026-11-20",
        "500ml 2L 1.5L",
        "25×25×15cm",
        "100円ライター",
        "単3電池4本",
        "4袋以上",
    ],
)
def test_the_numbers_of_garbage_stay(typed: str) -> None:
    assert mask(typed) == typed


def test_masked_text_has_nothing_left_to_mask() -> None:
    rng = random.Random(1)
    for _ in range(200):
        text = f"x{my_number(rng.randrange(10**11))}y 090{rng.randrange(10**8):08d}"
        assert mask(mask(text)) == mask(text)
