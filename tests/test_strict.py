"""The door: nothing is coerced, every fault has its place, and what goes out comes back."""

import enum
import json
import random
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, NewType

import attrs
import pytest
from hypothesis import given, settings, strategies as st

from avtalsuppfoljning.classification import Open, Staff, value
from avtalsuppfoljning.errors import GuidelineError, InputError
from avtalsuppfoljning.strict import (
    MAX_DEPTH,
    read_json,
    read_toml,
    reading,
    structure,
    structuring,
    unstructure,
)
from avtalsuppfoljning.terms import EkonomiskForm, Frekvens, MeasureId, Money

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20)


class Number(enum.IntEnum):
    """An enumeration whose values are numbers."""

    ONE = 1


@value
class Inner:
    """A value within a value."""

    day: Open[date | None] = None
    forms: Open[tuple[EkonomiskForm, ...]] = ()


@value
class Whole:
    """One field of every kind that is recorded."""

    name: Staff[str]
    measure: Open[MeasureId | None] = None
    count: Open[int] = 0
    share: Open[float] = 0.5
    is_so: Open[bool] = False
    money: Open[Money | None] = None
    number: Open[Number] = Number.ONE
    at: Open[datetime | None] = None
    pair: Open[tuple[int, str]] = (1, "a")
    inner: Open[tuple[Inner, ...]] = ()
    either: Open[Inner | Money | None] = None
    by_key: Open[dict[str, Decimal]] = attrs.Factory(dict)
    some: Open[frozenset[Frekvens]] = frozenset()


def refusal(data: Any, cls: Any, **how: Any) -> InputError:
    with pytest.raises(InputError) as caught:
        structure(data, cls, **how)
    assert caught.value.place
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 500
    return caught.value


COERCIBLE: list[tuple[Any, Any]] = [
    *((bool, each) for each in ("false", "true", 0, 1, None, 1.0)),
    *((int, each) for each in ("1", 1.0, True, None, [1])),
    *((float, each) for each in ("1", 1, True, float("nan"), float("inf"))),
    *((str, each) for each in (1, None, True, b"a", ["a"], Frekvens.LÅG)),
    *((date, each) for each in ("2024-09-31", "20240930", "2024-9-30", "2024-W01-1", 1)),
    *((date, each) for each in ("２０２４-09-30", "2024-09-30T00:00", None, "")),
    (date, datetime(2024, 1, 1, tzinfo=UTC)),
    *((datetime, each) for each in ("2024-01-01T00:00", "x", 1, None)),
    *((Decimal, each) for each in (1, 1.5, "NaN", "1e9", "1E+999999", "", "1.", "९", True)),
    *((Frekvens, each) for each in ("LÅG", "låg", "", 1, None, True, ["lag"])),
    *((Number, each) for each in (True, "1", 1.0, 2)),
    (tuple[str, ...], "ab"),
    (tuple[str, ...], {"a": 1}),
    (tuple[str, ...], None),
    (tuple[str, ...], {"a"}),
    (dict[str, int], []),
    (dict[str, int], "a"),
    (dict[str, int], None),
    (dict[str, int], [("a", 1)]),
    (Whole, []),
    (Whole, "a"),
    (Whole, None),
    (Whole, 1),
]


class TestNothingIsCoerced:
    @pytest.mark.parametrize(("cls", "data"), COERCIBLE, ids=range(len(COERCIBLE)))
    def test_refused(self, cls: Any, data: Any) -> None:
        assert refusal(data, cls).place == "(hela)"

    @pytest.mark.parametrize(
        ("cls", "data", "found"),
        [
            (bool, True, True),
            (int, 3, 3),
            (float, 0.5, 0.5),
            (str, "a\u030a", "å"),
            (date, "2024-02-29", date(2024, 2, 29)),
            (date, date(2024, 2, 29), date(2024, 2, 29)),
            (Decimal, "-5000.10", Decimal("-5000.10")),
            (Frekvens, "lag", Frekvens.LÅG),
            (Number, 1, Number.ONE),
            (NewType("Word", Frekvens), "lag", Frekvens.LÅG),
            (tuple[int, ...], [1, 2], (1, 2)),
            (int | None, None, None),
        ],
    )
    def test_taken_as_it_is(self, cls: Any, data: Any, found: Any) -> None:
        taken = structure(data, cls)
        assert taken == found
        assert type(taken) is type(found)


class TestEveryFaultHasItsPlace:
    @pytest.mark.parametrize(
        ("data", "place"),
        [
            ({}, "name"),
            ({"name": "a", "okand": 1}, "okand"),
            ({"name": "a", "a\nb": 1}, r"'a\nb'"),
            ({"name": "a", "\ud800": 1}, r"'\ud800'"),
            ({"name": "a", "count": "1"}, "count"),
            ({"name": "a", "money": {"amount": "1.001"}}, "money"),
            ({"name": "a", "money": {"amount": 1}}, "money.amount"),
            ({"name": "a", "pair": [1]}, "pair"),
            ({"name": "a", "pair": [1, 2]}, "pair[1]"),
            ({"name": "a", "inner": [{}, {"forms": ["vite", "bot"]}]}, "inner[1].forms[1]"),
            ({"name": "a", "inner": [{}, {"day": "2024-09-31"}]}, "inner[1].day"),
            ({"name": "a", "either": {"amount": "1", "day": None}}, "either.day"),
            ({"name": "a", "by_key": {"a": "1", "b": 1}}, "by_key.b"),
            ({"name": "a", "some": ["lag", "hog"]}, "some[1]"),
            ({"name": "\ud800"}, "name"),
            ({"name": "a\x00"}, "name"),
        ],
    )
    def test_place(self, data: Any, place: str) -> None:
        assert refusal(data, Whole).place == place

    def test_an_enumeration_lists_its_choices(self) -> None:
        assert "lag, systematisk" in str(refusal("x", Frekvens))

    def test_the_caller_names_the_error(self) -> None:
        assert type(refusal({}, Whole, error=GuidelineError)) is GuidelineError

    def test_too_much_is_refused(self) -> None:
        refusal("a" * (structuring.MAX_TEXT + 1), str)
        refusal([0] * (structuring.MAX_ITEMS + 1), tuple[int, ...])


money = st.decimals(0, 10**9, places=2).map(lambda amount: Money(amount=amount))
inners = st.builds(
    Inner,
    day=st.none() | st.dates(),
    forms=st.lists(st.sampled_from(EkonomiskForm)).map(tuple),
)
wholes = st.builds(
    Whole,
    name=text.map(lambda each: structure(each, str)),
    measure=st.none() | st.just(MeasureId("havning")),
    count=st.integers(-(2**60), 2**60),
    share=st.floats(allow_nan=False, allow_infinity=False),
    is_so=st.booleans(),
    money=st.none() | money,
    at=st.none() | st.datetimes(timezones=st.just(UTC)),
    inner=st.lists(inners, max_size=3).map(tuple),
    either=st.none() | inners | money,
    by_key=st.dictionaries(st.sampled_from("abc"), st.decimals(-99, 99, places=3)),
    some=st.frozensets(st.sampled_from(Frekvens)),
)


@settings(deadline=None)
@given(wholes)
def test_what_goes_out_comes_back(whole: Whole) -> None:
    sent = json.dumps(unstructure(whole), allow_nan=False)
    assert structure(read_json(sent), Whole) == whole


def test_a_term_in_a_text_field_goes_out_as_text() -> None:
    sent = unstructure(Whole(name=EkonomiskForm.VITE))
    assert type(sent["name"]) is str


class TestReadJson:
    @pytest.mark.parametrize(
        ("source", "place"),
        [
            ("", "rad 1, kolumn 1"),
            ('{"a": 1,\n}', "rad 2, kolumn 1"),
            ('{"a": 1} x', "rad 1, kolumn 10"),
            ('{"a": {"b": 1, "b": 2}}', "b"),
            ('{"a": NaN}', "NaN"),
            ("[-Infinity]", "-Infinity"),
            ("[1e999]", "1e999"),
            ("[" + "1" * 5000 + "]", "text"),
            ('["\\ud800"]', "text"),
            ('{"\\udfff": 1}', "text"),
            (b'"\xff"', "byte 1"),
            ("[" * 100_000, "text"),
            ("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1), "text"),
            (" " * (reading.MAX_BYTES + 1), "text"),
        ],
        ids=range(14),
    )
    def test_refused(self, source: str | bytes, place: str) -> None:
        with pytest.raises(InputError) as caught:
            read_json(source)
        assert caught.value.place == place

    def test_taken(self) -> None:
        assert read_json("\ufeff[1]") == read_json(b"\xef\xbb\xbf[1]") == [1]
        assert read_json('["\\ud83d\\ude00", 1.5]') == ["😀", 1.5]
        assert read_json("[" * MAX_DEPTH + "]" * MAX_DEPTH)
        brackets = json.dumps(["[" * 200, '\\"[{' * 100])
        assert read_json(brackets) == json.loads(brackets)

    def test_random_damage_is_never_another_exception(self) -> None:
        chance = random.Random(1)  # noqa: S311 (a fixed seed)
        whole = json.dumps({"a": [1, 2.5, 'å"\\', None, True], "b": {"c": "-" * 9}}).encode()
        for _ in range(2000):
            damaged = bytearray(whole)
            for _ in range(chance.randrange(1, 4)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            try:
                read_json(bytes(damaged))
            except InputError as fault:
                assert fault.place  # noqa: PT017


class TestReadToml:
    def test_taken(self) -> None:
        assert read_toml("\ufeffa = 2024-02-29") == {"a": date(2024, 2, 29)}

    @pytest.mark.parametrize(
        ("source", "place"),
        [("a = ", "slutet av texten"), ("a = 1\na = 2\n", "rad 2, kolumn 6"), (b"\xff", "byte 0")],
    )
    def test_refused(self, source: str | bytes, place: str) -> None:
        with pytest.raises(GuidelineError) as caught:
            read_toml(source, error=GuidelineError)
        assert caught.value.place.startswith(place)
