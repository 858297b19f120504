"""A plan comes into force for the year. In May one egenkontroll is late, and the list says why."""

import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from exempelby import NÄMND, SOLGLÄNTAN, begin

from avtalsuppfoljning import Register, Unit, agreement, agreement_stream, guidelines
from avtalsuppfoljning.terms import DocumentKind, Period
from avtalsuppfoljning.views.due import due_rows
from avtalsuppfoljning.views.obligations import ObligationStatus, obligation_rows
from avtalsuppfoljning.views.planning import Adoption, adoption, plan_of_register

DECIDED = date(2025, 1, 20)
now = datetime(2025, 1, 20, 8, tzinfo=UTC)

with (
    tempfile.TemporaryDirectory() as folder,
    Register.open(Path(folder) / "register.sqlite", clock=lambda: now) as register,
):
    register.transact(begin, actor="Karin Ek")

    # What Sundsvall's plan would ask for, of both agreements and of the municipality itself.
    states = register.replay()
    year = plan_of_register(
        states,
        guidelines.load("sundsvall"),
        NÄMND,
        start=date(2025, 2, 1),
        end=date(2025, 12, 31),
        on=DECIDED,
    )
    for each in year.agreements:
        posts = each.plan.posts
        print(f"{each.agreement}: {len(posts)} posts", *each.plan.reasons)
        for post in posts[:3]:
            print(f"  {post.due_on} {post.what}", *map(str, post.citations))

    # The nämnd adopts it: from now on it is recorded, and nothing of it is computed again.
    decision = Adoption(
        plan="2025",
        adopted_by="Vårdnämnden",
        reason="Nytt år.",
        dnr="VN 3/2025",
        on=DECIDED,
    )

    def adopt(unit: Unit) -> None:
        """One decision for the nämnd and one for each agreement, or none of them."""
        for step in adoption(year, states, decision):
            step.carry_out(unit)

    register.transact(adopt, actor="Karin Ek")

    # In May the first egenkontroll has not come.
    may = date(2025, 5, 2)
    (late,) = (row for row in due_rows(register.replay(), on=may) if row.is_overdue(may))
    print(f"late since {late.due_on}: {late.what} {late.about}", *map(str, late.citations))
    assert late.what == "egenkontroll"

    # It comes three days later. It is done, and it stays late.
    now = datetime(2025, 5, 5, 9, tzinfo=UTC)
    register.record(
        agreement_stream(SOLGLÄNTAN),
        agreement.receive_submission,
        actor="Registrator",
        document=DocumentKind("egenkontroll"),
        period=Period(text="2025-T1"),
        received_on=date(2025, 5, 5),
        registered_on=date(2025, 5, 5),
        dnr="VN 30/2025",
    )
    rows = obligation_rows(register.replay(), on=now.date())
    (row,) = (row for row in rows if row.done_on)
    print(f"{row.post.id}: {row.status}, {row.done_on}")
    assert row.status is ObligationStatus.SENT_GENOMFÖRD
