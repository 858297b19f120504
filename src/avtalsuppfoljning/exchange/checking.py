"""The first time through a file: every row is tried, nothing is recorded, all faults are told.

The streams' own decisions try each row against what is recorded already; what rows of the same
file say of each other is looked up among the file's ids.
"""

from collections.abc import Callable
from typing import Any

from avtalsuppfoljning import swedish
from avtalsuppfoljning.agreement import Agreement
from avtalsuppfoljning.errors import AvtalsuppfoljningError, DecisionRefusedError, InputError
from avtalsuppfoljning.exchange import works
from avtalsuppfoljning.exchange.cells import slug
from avtalsuppfoljning.exchange.index import Index
from avtalsuppfoljning.exchange.layout import Row
from avtalsuppfoljning.exchange.sources import Refuse
from avtalsuppfoljning.exchange.works import Step
from avtalsuppfoljning.follow_up import FollowUp
from avtalsuppfoljning.recorded import follow_up_stream
from avtalsuppfoljning.terms import FollowUpId, check_id

Pair = tuple[str, str]


class Check:
    """Tries the rows of a file, table by table."""

    def __init__(self, index: Index, refuse: Refuse) -> None:
        self.index = index
        self._refuse = refuse
        self._seen: dict[int, int] = {}
        self._lacking: set[str] = set()
        """Tables with a refused row: what refers to one of their rows is not called unknown."""
        self._sample: Agreement | None = None

    def lacks(self, table: str) -> None:
        """Remember that a row of a table was refused."""
        self._lacking.add(table)

    # ── tables ──

    def provider(self, row: Row) -> None:
        """Its number, its id, and that it is not registered as something else."""
        values = row.values
        if ("orgnr" in values) is ("enskild" in values):
            return self._fault(row, "orgnr", swedish.ONE_NUMBER)
        own = works.provider_id(row)
        if not own and "enskild" in values:
            return self._fault(row, "id", swedish.SOLE_TRADER_ID)
        if not _is_id(own):
            return self._fault(row, "id", swedish.NOT_AN_ID)
        self.index.add_provider(row)
        if self._is_twice(row, "id", own):
            return None
        column = "orgnr" if "orgnr" in values else "enskild"
        return self._try(works.register(row), column, swedish.NUMBER_WRONG)

    def requirement(self, row: Row) -> None:
        """That it stands once in its agreement."""
        values = row.values
        if not self._is_twice(row, "id", slug(values["avtal"]), values["id"]):
            self.index.add_clause(row)

    def agreement(self, row: Row) -> None:
        """Its provider, its days, and that it is not signed as something else."""
        values = row.values
        if not _is_id(works.agreement_id(row)):
            return self._fault(row, "id", swedish.NOT_AN_ID)
        self.index.add_agreement(row)
        if self._is_twice(row, "id", works.agreement_id(row)):
            return None
        clauses = self.index.clauses_of(row)
        ids = [clause.requirement.id for clause in clauses]
        if len(ids) != len(set(ids)):
            return self._fault(row, "", swedish.HEADING_TWICE)
        provider = self._resolve(self.index.provider, row, "utforare")
        if provider is None:
            return None
        driftsform = self.index.driftsform_of(provider)
        if values.get("driftsform", driftsform) is not driftsform:
            return self._fault(row, "driftsform", swedish.DRIFTSFORM_DIFFERS)
        ends = values.get("slut")
        if ends is not None and not isinstance(ends, str) and ends < values["start"]:
            return self._fault(row, "slut", swedish.ENDS_EARLY)
        requirements = tuple(clause.requirement for clause in clauses)
        step = works.sign(row, provider, driftsform, requirements)
        return self._try(step, "slag", swedish.KIND_DIFFERS)

    def clauses_left(self) -> None:
        """Requirements of no agreement in the file: only those that are signed already."""
        for clauses in self.index.clauses.values():
            for clause in clauses:
                row = clause.row
                own = self._resolve(self.index.agreement, row, "avtal")
                if own is None or own in self.index.requirements:
                    continue
                signed = self.index.recorded(own).signed
                if signed is None or clause.requirement not in signed.requirements:
                    self._fault(row, "avtal", swedish.REQUIREMENT_ALONE)

    def submission(self, row: Row) -> None:
        """Its agreement, its days, and that it is not asked for to another day."""
        values = row.values
        if "senast" not in values and "inkom" not in values:
            return self._fault(row, "senast", swedish.DUE_OR_RECEIVED)
        for needed, by, fault in (
            ("enligt", "senast", swedish.SOURCE_MISSING),
            ("avsnitt", "senast", swedish.SOURCE_MISSING),
            ("dnr", "inkom", swedish.DNR_MISSING),
        ):
            if by in values and needed not in values:
                return self._fault(row, needed, fault)
        first, last = values.get("period_fran"), values.get("period_till")
        if first and last and last < first:
            return self._fault(row, "period_till", swedish.PERIOD_WRONG)
        if "inkom" in values and values.get("diarieford", values["inkom"]) < values["inkom"]:
            return self._fault(row, "diarieford", swedish.REGISTERED_EARLY)
        own = self._resolve(self.index.agreement, row, "avtal")
        if own is None:
            return None
        what = (own, values["handling"], values["period"])
        if "senast" in values and self._is_twice(row, "senast", *what):
            return None
        when = (values.get("inkom"), values.get("diarieford"), values.get("dnr"))
        if "inkom" in values and self._is_twice(row, "inkom", *what, *when):
            return None
        recorded = self.index.recorded(own)
        state = recorded if recorded.signed is not None else self._sample
        for step in works.submit(row, own):
            if state is not None:
                self._decide(step, state, "", swedish.REFUSED_BY_RULES)
        return None

    def deficiency(self, row: Row) -> None:
        """Its agreement, its requirement, its follow-up."""
        values = row.values
        own = self._resolve(self.index.agreement, row, "avtal")
        if own is None or self._is_twice(row, "id", own, values["id"]):
            return None
        requirements = self.index.requirements_of(own)
        if values["krav"] not in requirements and not self._lacking & {"krav", "avtal"}:
            return self._fault(row, "krav", swedish.REQUIREMENT_UNKNOWN)
        if "uppfoljning" in values:
            stream = follow_up_stream(FollowUpId(values["uppfoljning"]))
            follow_up = self.index.known.state(stream)
            if not isinstance(follow_up, FollowUp) or follow_up.opened_on is None:
                return self._fault(row, "uppfoljning", swedish.FOLLOW_UP_UNKNOWN)
        return self._try(works.establish(row, own), "id", swedish.REFUSED_BY_RULES)

    # ── helpers ──

    def _fault(self, row: Row, column: str, pair: Pair, value: object = None) -> None:
        self._refuse(row.refusal(column, pair, value))

    def _is_twice(self, row: Row, column: str, *key: object) -> bool:
        """Whether a row says what an earlier one has said, and if so tell it."""
        mark = hash((row.table.key, column, *key))
        first = self._seen.get(mark)
        if first is None:
            self._seen[mark] = row.number
            return False
        self._fault(row, column, (f"{swedish.ROW_TWICE} {first}", swedish.WRITE_ONCE))
        return True

    def _resolve(self, find: Callable[[Row], str], row: Row, column: str) -> str | None:
        try:
            return find(row)
        except InputError as fault:
            unknown = (swedish.PROVIDER_UNKNOWN[0], swedish.AGREEMENT_UNKNOWN[0])
            if fault.what not in unknown or not self._lacking & {"utforare", "avtal"}:
                self._fault(row, column, (fault.what, fault.way_out), row.values[column])
            return None

    def _try(self, step: Step, column: str, otherwise: Pair) -> None:
        self._decide(step, self.index.known.state(step.stream), column, otherwise)

    def _decide(self, step: Step, state: Any, column: str, otherwise: Pair) -> None:
        try:
            events = step.decide(state, **step.facts)
        except DecisionRefusedError as fault:
            said = swedish.word(swedish.REFUSED, fault.code)
            return self._fault(step.row, "", (said, swedish.REFUSED_BY_RULES[1]))
        except AvtalsuppfoljningError:
            return self._fault(step.row, column, otherwise)
        if self._sample is None and step.row.table.key == "avtal":
            signed = next(iter(events), None)
            self._sample = Agreement(signed=signed) if signed else state
        return None


def _is_id(text: str) -> bool:
    try:
        check_id(text)
    except AvtalsuppfoljningError:
        return False
    return True
