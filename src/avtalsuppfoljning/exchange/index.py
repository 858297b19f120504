"""What a file refers to: ids only, so that a file of any length is checked in little memory.

What is kept grows with the providers, agreements and requirements of the file, and by a number
for each document and deficiency; the rows themselves are read again when they are recorded.
"""

from collections.abc import Callable
from typing import Any, Protocol

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.agreement import Agreement, Requirement
from avtalsuppfoljning.errors import InputError, InvalidValueError
from avtalsuppfoljning.exchange import works
from avtalsuppfoljning.exchange.cells import slug
from avtalsuppfoljning.exchange.layout import Row
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import agreement_stream, provider_stream
from avtalsuppfoljning.terms import AgreementId, Driftsform, ProviderId, StreamId

_SEVERAL = ""
"""Stands for an id where a name is that of several."""


class Known(Protocol):
    """What is recorded already: `recording.Register` is one."""

    def state(self, stream: StreamId) -> Any:
        """The state of one stream."""
        ...


@attrs.frozen
class Clause:
    """One requirement of the file, and the row it stands in."""

    requirement: Requirement
    row: Row


@attrs.define
class Index:
    """The ids of a file, and what they are to each other."""

    known: Known
    driftsform: dict[str, Driftsform] = attrs.field(factory=dict)
    """By provider."""
    names: dict[str, str] = attrs.field(factory=dict)
    requirements: dict[str, frozenset[str]] = attrs.field(factory=dict)
    """By agreement."""
    numbers: dict[str, str] = attrs.field(factory=dict)
    """Agreements by the slug of their diarienummer."""
    clauses: dict[str, list[Clause]] = attrs.field(factory=dict)
    """By the agreement as the rows name it."""

    # ── filling it ──

    def add_provider(self, row: Row) -> None:
        """A provider of the file."""
        own = works.provider_id(row)
        self.driftsform[own] = row.values["driftsform"]
        name = slug(row.values["namn"])
        self.names[name] = own if self.names.get(name, own) == own else _SEVERAL

    def add_clause(self, row: Row) -> None:
        """A requirement of the file."""
        kept = self.clauses.setdefault(slug(row.values["avtal"]), [])
        kept.append(Clause(works.requirement(row), row))

    def add_agreement(self, row: Row) -> None:
        """An agreement of the file."""
        own = works.agreement_id(row)
        self.requirements[own] = frozenset(c.requirement.id for c in self.clauses_of(row))
        number = slug(row.values["dnr"])
        self.numbers[number] = own if self.numbers.get(number, own) == own else _SEVERAL

    # ── asking it ──

    def clauses_of(self, row: Row) -> list[Clause]:
        """The requirements that name an agreement by its id or its diarienummer."""
        own, number = works.agreement_id(row), slug(row.values["dnr"])
        found = list(self.clauses.get(own, ()))
        return found if number == own else found + self.clauses.get(number, [])

    def provider(self, row: Row) -> str:
        """The id of the provider that an agreement names by id or name."""
        return self._resolve(
            slug(row.values["utforare"]),
            self.driftsform,
            self.names,
            lambda id_: self._provider(id_).registered is not None,
            (swedish.PROVIDER_UNKNOWN, swedish.PROVIDER_AMBIGUOUS),
        )

    def driftsform_of(self, provider: str) -> Driftsform:
        """Who runs it."""
        if provider in self.driftsform:
            return self.driftsform[provider]
        registered = self._provider(provider).registered
        assert registered is not None, "only a known provider is asked for"
        return registered.driftsform

    def agreement(self, row: Row) -> str:
        """The id of the agreement that a row names by id or diarienummer."""
        return self._resolve(
            slug(row.values["avtal"]),
            self.requirements,
            self.numbers,
            lambda id_: self.recorded(id_).signed is not None,
            (swedish.AGREEMENT_UNKNOWN, swedish.AGREEMENT_AMBIGUOUS),
        )

    def requirements_of(self, agreement: str) -> frozenset[str]:
        """The ids of its requirements."""
        if agreement in self.requirements:
            return self.requirements[agreement]
        signed = self.recorded(agreement).signed
        return frozenset(each.id for each in signed.requirements) if signed else frozenset()

    def recorded(self, agreement: str) -> Agreement:
        """An agreement as the register has it."""
        state = self.known.state(agreement_stream(AgreementId(agreement)))
        assert isinstance(state, Agreement)
        return state

    # ── helpers ──

    def _provider(self, provider: str) -> Provider:
        state = self.known.state(provider_stream(ProviderId(provider)))
        assert isinstance(state, Provider)
        return state

    @staticmethod
    def _resolve(
        named: str,
        ids: Any,
        names: dict[str, str],
        is_recorded: Callable[[str], bool],
        faults: tuple[tuple[str, str], tuple[str, str]],
    ) -> str:
        unknown, ambiguous = faults
        if named in ids:
            return named
        found = names.get(named)
        if found == _SEVERAL:
            raise InputError(*ambiguous)
        if found is not None:
            return found
        try:
            if named and is_recorded(named):
                return named
        except InvalidValueError:
            pass
        raise InputError(*unknown)
