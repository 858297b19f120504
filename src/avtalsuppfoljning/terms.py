"""The words everything else is written in: terms of art, ids and amounts.

Read the enums first: their members are the values that steering documents, agreements and
JSON files use. A value is always its member's name, folded to ASCII, in lower case.
"""

import enum
import re
from datetime import date
from decimal import Decimal
from typing import NewType

from avtalsuppfoljning import swedish
from avtalsuppfoljning.classification import Open, nfc, value
from avtalsuppfoljning.errors import InvalidValueError

_FOLDED = str.maketrans("åäöÅÄÖ", "aaoAAO")


def fold(text: str) -> str:
    """Write a Swedish word with ASCII letters only, the way it is spelt outside Python.

    >>> fold("Åtgärdsplan"), fold("HÄVNING")
    ('Atgardsplan', 'HAVNING')
    """
    return nfc(text).translate(_FOLDED)


class Term(enum.StrEnum):
    """An enumeration whose values are its members' names, folded and in lower case."""

    @staticmethod
    def _generate_next_value_(name: str, *_: object) -> str:
        return fold(name).lower()


# ── what is followed up ──


class Driftsform(Term):
    """Who runs the operation (KL 10:7)."""

    EGEN_REGI = enum.auto()
    """The municipality itself."""
    PRIVAT_REGI = enum.auto()
    """A private provider."""
    KOMMUNALT_BOLAG = enum.auto()
    """A municipal company: neither egen regi nor a privat utförare in the sense of KL 10:7."""


class Upphandlingsform(Term):
    """The law under which the operation was exposed to competition, if it was."""

    LOV = enum.auto()
    """Lag (2008:962) om valfrihetssystem."""
    LOU = enum.auto()
    """Lag (2016:1145) om offentlig upphandling."""
    UPPDRAGSDIREKTIV = enum.auto()
    """Not exposed to competition; followed up under the nämnd's own directive."""
    INGEN = enum.auto()
    """Not exposed to competition, and no directive."""


class AgreementKind(Term):
    """The instrument that holds the requirements."""

    AVTAL = enum.auto()
    """An agreement with somebody outside the municipality."""
    ÖVERENSKOMMELSE = enum.auto()
    """Between a driftsnämnd and the nämnd that orders; it mirrors comparable agreements."""
    UPPDRAGSDIREKTIV = enum.auto()
    """The ordering nämnd's directive to an operation that is not exposed to competition."""
    INDIVIDAVTAL = enum.auto()
    """For a single person's place; outside most follow-up plans."""


# ── what is found, and how grave it is ──


class Frekvens(Term):
    """How often the deficiency occurs."""

    LÅG = enum.auto()
    """Now and then; not systematic."""
    SYSTEMATISK = enum.auto()
    """A pattern."""


class Konsekvens(Term):
    """How much the deficiency has cost somebody; the members stand in rising order."""

    INGEN = enum.auto()
    """None."""
    LITEN = enum.auto()
    """Small."""
    BETYDANDE = enum.auto()
    """Considerable."""
    ALLVARLIG = enum.auto()
    """Serious."""


class Oegentlighet(Term):
    """An irregularity that the municipality reports to the right authority (Södertälje 2.3)."""

    SKATTER = enum.auto()
    """Taxes are not paid as they should be."""
    AVGIFTER = enum.auto()
    """Social fees are not paid as they should be."""
    ARBETSGIVARSKYLDIGHETER = enum.auto()
    """Duties as an employer are not met."""


class Resultat(Term):
    """What the resultatuppföljning of the last measure showed."""

    EJ_UPPFÖLJD = enum.auto()
    """Not followed up yet."""
    ÅTGÄRDAD = enum.auto()
    """Remedied: the requirement is met."""
    PLAN_UTEBLIVEN = enum.auto()
    """The åtgärdsplan that was demanded did not come in time."""
    KVARSTÅR = enum.auto()
    """The deficiency remains."""


class Hörd(Term):
    """Whether the provider has been heard (kommunicering) before the decision."""

    EJ_TILLFRÅGAD = enum.auto()
    """Has not been asked."""
    SVARSTID_LÖPER = enum.auto()
    """Has been asked; the time to answer runs."""
    SVAR_INKOMMET = enum.auto()
    """Has answered."""
    SVARSTID_UTE = enum.auto()
    """Has been asked and did not answer in time."""
    UNDANTAG = enum.auto()
    """A recorded exception: the matter could not wait."""


# ── what can be done ──


class EkonomiskForm(Term):
    """The kinds of economic sanction an agreement can regulate."""

    INNEHÅLLEN_BETALNING = enum.auto()
    """Payment is withheld until the requirement is met."""
    PRISAVDRAG = enum.auto()
    """The price is reduced."""
    VITE = enum.auto()
    """A contractual penalty; not a vite under lag (1985:206)."""


class Kanal(Term):
    """The channels through which a provider gets new assignments."""

    ICKEVAL = enum.auto()
    """Allotted to those who make no choice."""
    AKTIVA_VAL = enum.auto()
    """Chosen by the customer."""


# ── how it is followed up ──


class FollowUpMethod(Term):
    """The eight methods of Örebro's guideline; other plans' kinds are found among them."""

    KVALITETSKRAV = enum.auto()
    """Uppföljning av kvalitetskrav: systematic, with a visit."""
    ÅRLIG = enum.auto()
    """Årlig uppföljning."""
    TEMA = enum.auto()
    """Temauppföljning: one theme, often over many providers."""
    LÖPANDE = enum.auto()
    """Löpande uppföljning: spot checks and running controls."""
    EKONOMISK = enum.auto()
    """Ekonomisk uppföljning: taxes, stability, invoices."""
    FÖREKOMMEN_ANLEDNING = enum.auto()
    """På förekommen anledning: upon a signal."""
    KLAGOMÅL = enum.auto()
    """Uppföljning av klagomål och synpunkter."""
    OANMÄLD = enum.auto()
    """Oanmäld uppföljning: unannounced."""


class Bedömning(Term):
    """The verdict on one requirement."""

    UPPFYLLT = enum.auto()
    """Met."""
    DELVIS_UPPFYLLT = enum.auto()
    """Met in part."""
    INTE_UPPFYLLT = enum.auto()
    """Not met."""
    EJ_BEDÖMT = enum.auto()
    """Looked at, but no verdict was reached."""


class Lagrum(Term):
    """The law that a service is under."""

    SOL = enum.auto()
    """Socialtjänstlagen."""
    HSL = enum.auto()
    """Hälso- och sjukvårdslagen."""
    LSS = enum.auto()
    """Lagen om stöd och service till vissa funktionshindrade."""


class Myndighet(Term):
    """An authority that permits, supervises, or takes reports of irregularities."""

    IVO = enum.auto()
    """Inspektionen för vård och omsorg."""
    ARBETSMILJÖVERKET = enum.auto()
    """Also under its short name AMV."""
    SKATTEVERKET = enum.auto()
    """Taxes and fees."""
    FÖRSÄKRINGSKASSAN = enum.auto()
    """Social insurance."""
    ARBETSFÖRMEDLINGEN = enum.auto()
    """Labour market support."""
    MIGRATIONSVERKET = enum.auto()
    """Permits to work."""
    POLISEN = enum.auto()
    """Suspected crime."""

    @classmethod
    def for_oegentligheter(cls) -> "frozenset[Myndighet]":
        """Those that irregularities at external providers are reported to (Södertälje 2.3)."""
        return frozenset(cls) - {cls.IVO}


# ── ids ──

MeasureId = NewType("MeasureId", str)
"""A measure as a guideline names it, such as ``havning``."""

GuidelineId = NewType("GuidelineId", str)
ProviderId = NewType("ProviderId", str)
AgreementId = NewType("AgreementId", str)
FollowUpId = NewType("FollowUpId", str)
DeficiencyId = NewType("DeficiencyId", str)
SanctionId = NewType("SanctionId", str)
SteeringId = NewType("SteeringId", str)
"""The nämnd, or whoever else adopts the steering documents that an agreement is under."""

StreamId = NewType("StreamId", str)
"""``provider:<id>``, ``agreement:<id>/deficiency:<id>``: ASCII, and silent about persons."""

_ID = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", re.ASCII)
_ID_LENGTH = 80


def check_id(text: str) -> str:
    """The id itself, if it is one: ASCII lower case letters and digits, joined by ``-._``.

    An id says nothing about a person. Twelve or ten digits in a row look like a
    personnummer and are refused, because the number of a sole trader is one.

    >>> check_id("avtal-2026.1")
    'avtal-2026.1'
    """
    digits = re.sub(r"[-._]", "", text)
    if not _ID.fullmatch(text) or len(text) > _ID_LENGTH:
        raise InvalidValueError(*swedish.not_an_id(text, _ID_LENGTH))
    if digits.isdigit() and len(digits) in (10, 12):
        raise InvalidValueError(*swedish.ID_OF_PERSON)
    return text


DocumentKind = NewType("DocumentKind", str)
"""What a document is called in plans and agreements, such as ``verksamhetsberattelse``."""

_WORD = re.compile(r"[a-z]+(?:_[a-z0-9]+)*", re.ASCII)


def check_word(text: str) -> str:
    """The word itself, if it is one that may leave Python: ``atgardsplan``, ``lex_sarah``."""
    if not _WORD.fullmatch(text) or len(text) > _ID_LENGTH:
        raise InvalidValueError(*swedish.not_a_word(text))
    return text


# ── periods and amounts ──


@value
class Period:
    """The time something concerns, as it was written; days only where the writing gives them.

    >>> Period(text="hösten 2017").starts_on is None
    True
    """

    text: Open[str]
    starts_on: Open[date | None] = None
    ends_on: Open[date | None] = None

    def __attrs_post_init__(self) -> None:
        if not self.text.strip():
            raise InvalidValueError(*swedish.PERIOD_BLANK)
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            fault = swedish.period_backwards(self.text, self.starts_on, self.ends_on)
            raise InvalidValueError(*fault)


CURRENCY = "SEK"
TOO_MUCH = 10**15
"""No amount is as large as this; beyond it öre would be rounded away."""


@value
class Money:
    """An amount in Swedish kronor, to the öre, never negative.

    >>> Money(amount=Decimal("5000")).amount
    Decimal('5000.00')
    """

    amount: Open[Decimal]
    currency: Open[str] = CURRENCY

    def __attrs_post_init__(self) -> None:
        exact = isinstance(self.amount, Decimal) and self.amount.is_finite()
        if not exact or not 0 <= self.amount < TOO_MUCH or self.amount != round(self.amount, 2):
            raise InvalidValueError(*swedish.not_money(self.amount))
        if self.currency != CURRENCY:
            raise InvalidValueError(*swedish.not_the_currency(self.currency))
        object.__setattr__(self, "amount", round(self.amount, 2))
