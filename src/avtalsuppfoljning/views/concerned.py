"""Whom a post of a plan concerns: the agreement it names, or those whose operation it names.

A plan calls an operation by its kind (``hemtjanst``) or by the name of who runs it
(``Storängen``); both are compared with case, blanks and the dots of å, ä and ö left out.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import attrs

from avtalsuppfoljning.agreement import Agreement, AgreementSigned
from avtalsuppfoljning.planned import Area, PlannedPost
from avtalsuppfoljning.provider import Provider
from avtalsuppfoljning.recorded import State, agreement_stream, provider_stream
from avtalsuppfoljning.terms import AgreementId, StreamId
from avtalsuppfoljning.views.coverage import plain_name


@attrs.frozen
class Party:
    """An agreement that is signed, and what a plan may call it."""

    agreement: AgreementId
    signed: AgreementSigned
    names: frozenset[str]

    @property
    def streams(self) -> tuple[StreamId, StreamId]:
        """What a follow-up of it has among its targets."""
        return agreement_stream(self.agreement), provider_stream(self.signed.provider)


@attrs.frozen
class Parties:
    """Every agreement of a register, found by what a plan calls it."""

    by_id: Mapping[AgreementId, Party]
    by_name: Mapping[str, Sequence[Party]]

    @classmethod
    def of(cls, states: Mapping[StreamId, State]) -> "Parties":
        """The parties of a register."""
        by_id: dict[AgreementId, Party] = {}
        by_name: dict[str, list[Party]] = {}
        for stream, state in states.items():
            if isinstance(state, Agreement) and state.signed is not None:
                party = _party(states, stream, state.signed)
                by_id[party.agreement] = party
                for name in party.names:
                    by_name.setdefault(name, []).append(party)
        return cls(by_id, by_name)

    def concerned(self, post: PlannedPost) -> Iterator[Party]:
        """Those that a post of a plan names; of other driftsformer than it says, none."""
        if post.agreement is not None:
            named = self.by_id.get(post.agreement)
            found = {post.agreement: named} if named else {}
        else:
            names = dict.fromkeys(map(plain_name, post.operations))
            found = {each.agreement: each for n in names for each in self.by_name.get(n, ())}
        for each in found.values():
            if not post.driftsformer or each.signed.driftsform in post.driftsformer:
                yield each


def areas_named(post: PlannedPost, areas: Iterable[Area]) -> tuple[Area, ...]:
    """Each area that a post names: one, under whatever names it has, or several."""
    names = set(map(plain_name, post.operations))
    return tuple(each for each in areas if names & set(map(plain_name, (each.name, *each.also))))


def _party(states: Mapping[StreamId, State], stream: StreamId, signed: AgreementSigned) -> Party:
    provider = states.get(provider_stream(signed.provider))
    known = provider.registered if isinstance(provider, Provider) else None
    own = stream.partition(":")[2]
    names = {signed.operation, signed.provider, own, *((known.name,) if known else ())}
    return Party(AgreementId(own), signed, frozenset(map(plain_name, names)))
