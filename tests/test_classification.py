"""Text about what was seen among clients never holds a personnummer (O-07)."""

from datetime import date

import attrs
import pytest
from hypothesis import given, strategies as st
from stdnum import luhn

from avtalsuppfoljning.classification import (
    Open,
    Osl26,
    Osl31,
    Sekretess,
    Staff,
    holds_personnummer,
    sekretess_of,
    value,
)
from avtalsuppfoljning.errors import InvalidValueError
from avtalsuppfoljning.recorded import KINDS

BORN = date(1912, 12, 12)
NUMBERS = [
    *("121212-1212", "1212121212", "19121212-1212", "191212121212", "121212+1212"),
    *("19121212 1212", "121212 1212", "121212\u00a01212", "121212 - 1212", "121212\u20131212"),
]


@value
class Seen:
    """A value with a text of each class."""

    what: Osl26[str] = ""
    more: Osl26[str | None] = None
    count: Osl26[int] = 0
    plain: Open[str] = ""
    person: Staff[str] = ""
    business: Osl31[str] = ""


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """Personnummer and samordningsnummer, in every way that they are written."""
    born = draw(st.dates(date(1890, 1, 1), date(2029, 12, 31)))
    day = born.day + draw(st.sampled_from((0, 60)))
    digits = f"{born:%y%m}{day:02}{draw(st.integers(0, 999)):03}"
    digits += luhn.calc_check_digit(digits)
    century = draw(st.sampled_from(("", f"{born.year // 100}")))
    return f"{century}{digits[:6]}{draw(st.sampled_from(('', '-', '+', ' ', ' - ')))}{digits[6:]}"


beside = st.text(st.characters(codec="utf-8", exclude_categories=["Nd"]), max_size=5)
"""Anything but a digit, which would make it another number."""


class TestAPersonnummerIsRefused:
    """O-07, lag (2001:454) 7 a §: nothing about a client is recorded."""

    @given(number=numbers(), before=beside, after=beside)
    def test_whatever_it_stands_beside(self, number: str, before: str, after: str) -> None:
        assert holds_personnummer(before + number + after)

    @pytest.mark.parametrize("number", NUMBERS)
    @pytest.mark.parametrize("field", ["what", "more"])
    def test_invalid_in_text_about_clients(self, field: str, number: str) -> None:
        with pytest.raises(InvalidValueError, match="may hold a personnummer") as refused:
            Seen(**{field: f"Kunden {number} fick ingen hjälp."})  # type: ignore[arg-type]  # both are text
        told = f"{refused.value!r} {refused.value} {refused.value.way_out}"
        assert not any(part in told for part in (number, "1212"))
        assert "if it is another number, such as a phone number" in refused.value.way_out

    @pytest.mark.parametrize("field", ["plain", "person", "business"])
    def test_happens_in_text_about_others(self, field: str) -> None:
        """The number of a sole trader is one, and is classified as such."""
        seen = Seen(**{field: NUMBERS[0]})  # type: ignore[arg-type]  # each is text
        assert getattr(seen, field) == NUMBERS[0]

    def test_every_such_text_of_every_event_is_tried(self) -> None:
        tried = {
            f"{event.__name__}.{field.name}"
            for kind in KINDS.values()
            for event in kind.events
            for field in attrs.fields(event)
            if sekretess_of(field) is Sekretess.OSL_26 and field.converter is not None
        }
        assert tried == {
            f"{event.__name__}.{field.name}"
            for kind in KINDS.values()
            for event in kind.events
            for field in attrs.fields(event)
            if sekretess_of(field) is Sekretess.OSL_26
        }


class TestOtherNumbersPass:
    """What an official writes in an observation every day is no personnummer."""

    @pytest.mark.parametrize(
        "text",
        [
            "Sov 215/2020",
            "KS-2019-00085",
            "ÄON 2017/063, 17/063",
            "SN 2025/128-3",
            "Dnr 8.4.2-12345/2025",
            "2025-03-02 kl. 14.30",
            "20250302",
            "2025-03-02--2025-03-31",
            "den 12/12 1912",
            "019-21 10 00",
            "070-123 45 67",
            "+46 70 123 45 67",
            "08-508 00 000",
            "556016-0680",
            "5560160680",
            "16556016-0680",
            "400000-0002",
            "Plusgiro 12 12 12-1",
            "121212, 1212",
            "Telefon 07 01 12 12 12",
            "25000 kr, 41 %",
            "121212-1213",
            "121312-1212",
            "121232-1212",
            "171212121212",
            "1191212121212",
            "121212-12121",
        ],
    )
    def test_happens(self, text: str) -> None:
        assert Seen(what=text).what == text

    @given(number=numbers(), digit=st.sampled_from("0123456789"))
    def test_a_longer_number_is_another_number(self, number: str, digit: str) -> None:
        assert not holds_personnummer(f"{number}{digit}")
        assert not holds_personnummer(f"{digit}{digit}{digit}{number}")

    @given(number=numbers())
    def test_a_wrong_check_digit_is_another_number(self, number: str) -> None:
        other = str((int(number[-1]) + 1) % 10)
        assert not holds_personnummer(number[:-1] + other)


def test_other_values_are_left_alone() -> None:
    assert Seen(more=None, count=1212121212).count == 1212121212
    assert Seen(what="A\u030a").what == "Å"
