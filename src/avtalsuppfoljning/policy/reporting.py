"""What every stream with decisions in it records of them: that the nämnd has been told."""

from datetime import date

from avtalsuppfoljning.classification import Open, event


@event
class DelegationsbeslutReported:
    """What had been decided by delegation was reported to a meeting of the nämnd (KL 6:39-40)."""

    meeting_on: Open[date]
    dnr: Open[str]
