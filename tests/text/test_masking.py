from __future__ import annotations

import random

import pytest

from eval.personal import KINDS, measure
from faqbot.text.masking import ADDRESS, CARD, MAIL, MY_NUMBER, PHONE, POSTAL, is_my_number, mask


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
    ["090-1234-5678", "０６－６８４３－３５１２", "(06)6843-3512", "+81 90 1234 5678", "080の1234の5678"],
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
        "本町3丁目の収集日",
        "110番",
        "#7119",
        "0120-444-444",
        "0.5 1.5 2.5 3.5 4.5",
        "単3-1-1",
        "100-2000円",
        "2番の袋",
    ],
)
def test_the_numbers_of_garbage_stay(typed: str) -> None:
    assert mask(typed) == typed


def test_masked_text_has_nothing_left_to_mask() -> None:
    rng = random.Random(1)
    for _ in range(200):
        text = f"x{my_number(rng.randrange(10**11))}y 090{rng.randrange(10**8):08d}"
        assert mask(mask(text)) == mask(text)


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("本町3-1-1", f"本町3{ADDRESS}"),
        ("本町3丁目1番1号の前", f"本町3丁目{ADDRESS}の前"),
        ("見本市本町1-2", f"見本市本町1{ADDRESS}"),
        ("字北123番地の4", f"字北{ADDRESS}"),
        ("〒123-4567", POSTAL),
        ("郵便番号は123-4567です", f"{POSTAL}です"),
        ("電話は6123-4567", f"電話は{PHONE}"),
        ("マイナンバーは123456789012", f"マイナンバーは{MY_NUMBER}"),
    ],
)
def test_addresses_and_what_is_said_to_be_a_number(typed: str, masked: str) -> None:
    assert mask(typed) == masked


def test_the_numbers_people_are_told_to_call_stay() -> None:
    ours = {"0661234567"}
    assert mask("06-6123-4567に電話した", ours) == "06-6123-4567に電話した"
    assert mask("06-6123-4568に電話した", ours) == f"{PHONE}に電話した"


def test_personal_data_is_found_in_sentences() -> None:
    """Floors; `python -m eval.personal` gives the figures."""
    measured = measure(2000, seed=1)
    for kind in KINDS:
        assert measured.recall[kind] >= 0.99, measured.wrong[:5]
        assert measured.precision[kind] >= 0.99, measured.wrong[:5]
