"""The five plans read a second time: who is to do what, for whom, how often and what binds it.

Written from the printed documents, not from the guideline files; the days stand in
``printed_years``. One line for each row that the documents have, in any order.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from avtalsuppfoljning.guidelines import Guideline
from avtalsuppfoljning.guidelines.obligations import Obligation

ALWAYS: Final = ""
PRIVATE: Final = "driftsform=privat_regi"
HEALTH: Final = "lagrum=hsl"


def row(
    what: str,
    kind: str,
    who: str,
    to: str = "",
    *,
    times: str = "1",
    binds: str = "styrdokument",
    rolls: str = "ingen",
    reach: str = "avtal",
    when: str = ALWAYS,
    year: int = 0,
    marks: str = "",
) -> str:
    """One row as one line."""
    return f"{what} {kind} {who}>{to} x{times} {binds}/{rolls} {reach} [{when}] {year:+} {marks}"


FULLMÄKTIGE: Final = row(
    "rapport_fullmaktige", "rapport", "kommunen", "fullmaktige",
    binds="lag", reach="kommun", marks="föreslagen",
)  # fmt: skip


def handed_in(names: Iterable[str], to: str) -> Iterator[str]:
    """What providers hand in by the plan itself."""
    return (row(name, "inlamning", "utforaren", to) for name in names)


def followed_up(names: Iterable[str]) -> Iterator[str]:
    """What the municipality follows up in every agreement."""
    return (row(name, "uppfoljning", "kommunen") for name in names)


def checked(names: Iterable[str]) -> Iterator[str]:
    """What the municipality checks in every agreement."""
    return (row(name, "kontroll", "kommunen") for name in names)


def in_depth(operations: Iterable[str], what: str = "fordjupad") -> Iterator[str]:
    """What is followed up once for an operation."""
    return (
        row(what, "uppfoljning", "kommunen", reach="verksamhet", when=each) for each in operations
    )


def decided(names: Iterable[str], to: str) -> Iterator[str]:
    """What is decided for all agreements together."""
    return (row(name, "beslut", "kommunen", to, reach="kommun") for name in names)


def from_agreements(
    what: str, to: str, *, when: str = PRIVATE, year: int = 0, marks: str = ""
) -> str:
    """What providers hand in because their agreement says so."""
    return row(what, "inlamning", "utforaren", to, binds="avtal", when=when, year=year, marks=marks)


SUNDSVALL: Final = (
    *handed_in(
        # every third year, and yearly by November (2.1, the summary)
        (
            "ledningssystem", "kollektivavtal", "forsakringar", "miljomal", "avvikelser_sol",
            "avvikelser_hsl", "lex_sarah", "lex_maria", "klagomal", "tillsynsrapporter",
            "personal", "utbildningsniva", "tillstandsbeslut", "tillstandsbeslut", "egenkontroll",
            "kkik",
        ),
        "lov_administrator",
    ),
    row("arsredovisning", "inlamning", "utforaren", "forvaltningsekonom", year=-1),
    row("nationella_register", "inlamning", "utforaren"),
    *checked(["tillstandskontroll", "statistik"]),
    row("uppfoljningstraff", "mote", "kommunen", "utforaren"),
    FULLMÄKTIGE,
)  # fmt: skip
SOCIALFÖRVALTNINGEN: Final = (
    *followed_up(["oversiktlig", "handelsestyrd"]),
    *in_depth(
        f"verksamhet={each}"
        for each in (
            "storangen", "barn_och_familj", "lss_omrade_4",
            "lss_omrade_1", "femtiofem_plus", "aspgarden", "arbetsmarknad_och_forsorjning",
            "bistand_insats_och_stod", "halso_och_sjukvard", "sofies_gard", "birkagarden",
            "lss_omrade_3,omrade_3", "hemtjanst", "myndighetsutovning", "lss_omrade_2",
        )
    ),
    *in_depth(["driftsform=egen_regi verksamhet=hemtjanst"]),
    row("ny_utforare", "uppfoljning", "kommunen", when=PRIVATE),
    row("samverkansmote", "mote", "kommunen", "privata_utforare",
        times="2", reach="kommun", when=PRIVATE),
    row("dialogmote", "mote", "kommunen", "chefer,nyckelpersoner", reach="kommun"),
    from_agreements("verksamhetsplan", "forvaltningen", year=1, marks="diarieförd"),
    from_agreements("verksamhetsberattelse", "forvaltningen", year=-1, marks="diarieförd"),
    from_agreements("patientsakerhetsberattelse", "forvaltningen",
                    when=f"{PRIVATE} {HEALTH}", year=-1, marks="diarieförd"),
    from_agreements("kompetensutvecklingsplan", "forvaltningen", marks="om avtalat"),
    row("rapport_kvalitetsnamnd", "rapport", "kommunen", "kvalitetsnamnden", reach="kommun"),
    row("rapport_namnd", "rapport", "kommunen", "namnden", reach="kommun"),
    *decided(["uppfoljningsplan", "plan_revidering"], "socialnamnden"),
    FULLMÄKTIGE,
)  # fmt: skip
ÖREBRO: Final = (
    row("kvalitetskrav", "uppfoljning", "kommunen",
        "verksamhetsansvarig,ansvarig_namnd,webbplatsen", times="1-"),
    *decided(["tidplan"], "utforare,ansvarig_namnd"),
    *followed_up(["arlig", "tema", "forekommen_anledning", "klagomal", "resultatuppfoljning"]),
    from_agreements("forbattringsarbete", "", when=ALWAYS, year=-1),
    *checked(["lopande"]),
    row("ekonomisk", "kontroll", "kommunen", times="1-3"),
    row("oanmald", "uppfoljning", "kommunen", marks="oanmäld"),
    row("rapport_namnd", "rapport", "kommunen", "ansvarig_namnd"),
    row("rapport_programnamnd", "rapport", "kommunen", "programnamnden",
        times="2-", reach="kommun"),
    FULLMÄKTIGE,
)  # fmt: skip
SÖDERTÄLJE: Final = (
    *followed_up([
        "arlig", "fordjupad", "resultatuppfoljning", "handelsestyrd", "riktad",
        "individuppfoljning",
    ]),
    *in_depth(
        f"verksamhet={each}"
        for each in ("dagverksamhet", "sarskilt_boende,vard_och_omsorgsboende", "hemtjanst",
                     "nattpatrull", "larm,larmprocessen")
    ),
    *in_depth(
        [
            "verksamhet=dagverksamhet,sarskilt_boende,vard_och_omsorgsboende",
            "verksamhet=hemtjanst,larm,larmprocessen,nattpatrull",
        ],
        "resultatuppfoljning",
    ),
    row("manuell_tid", "kontroll", "kommunen", when="verksamhet=hemtjanst"),
    *checked(["ekonomisk", "ekonomisk"]),
    row("skattekontroll", "kontroll", "kommunen", when=PRIVATE),
    row("patientsakerhetsberattelse", "rapport", "kommunen", binds="lag", rolls="nasta_vardag",
        reach="kommun", when=HEALTH, year=-1),
    row("oanmald", "uppfoljning", "kommunen", marks="oanmäld"),
    row("rapport_namnd", "rapport", "kommunen", "namnden", times="1-"),
    row("aterkoppling", "rapport", "kommunen", "berorda_enheter"),
    *decided(["uppfoljningsplan", "plan_revidering"], "namnden"),
    FULLMÄKTIGE,
)  # fmt: skip
EXEMPELKÖPING: Final = (
    from_agreements("verksamhetsberattelse", "forvaltningen", year=-1, marks="diarieförd"),
    row("patientsakerhetsberattelse", "inlamning", "utforaren", "forvaltningen",
        binds="lag", rolls="nasta_vardag", when=HEALTH, year=-1),
    *handed_in(["egenkontroll"], "forvaltningen"),
    row("kvalitetskrav", "uppfoljning", "kommunen", "utforaren,namnden", times="1-"),
    row("ny_utforare", "uppfoljning", "kommunen", "utforaren", when=PRIVATE),
    row("oanmald", "uppfoljning", "kommunen", times="1-", marks="oanmäld"),
    row("ekonomisk", "kontroll", "kommunen", when=PRIVATE),
    row("samverkansmote", "mote", "kommunen", "privata_utforare",
        times="2", reach="kommun", when=PRIVATE),
    row("rapport_namnd", "rapport", "kommunen", "namnden", reach="kommun"),
    FULLMÄKTIGE,
)  # fmt: skip

READINGS: Final = {
    "exempelkoping": EXEMPELKÖPING,
    "orebro": ÖREBRO,
    "socialforvaltning": SOCIALFÖRVALTNINGEN,
    "sodertalje": SÖDERTÄLJE,
    "sundsvall": SUNDSVALL,
}


def as_read(each: Obligation) -> str:
    """A row of a guideline as one line of the same kind."""
    most = "" if each.most is None else str(each.most)
    marks = (
        ("oanmäld", not each.is_announced),
        ("föreslagen", each.is_proposed),
        ("diarieförd", each.by_registration),
        ("om avtalat", each.only_if_agreed),
    )
    return row(
        each.what,
        each.kind.value,
        each.obligor.value,
        ",".join(each.recipients),
        times=str(each.least) if each.least == each.most else f"{each.least}-{most}",
        binds=each.binding.value,
        rolls=each.roll.value,
        reach=each.reach.value,
        when=" ".join(f"{name}={','.join(sorted(values))}" for name, values in each.when),
        year=each.year_offset,
        marks=" ".join(mark for mark, holds in marks if holds),
    )


def differs(guideline: Guideline) -> list[str]:
    """The lines that only one of the two has; none if both read the document alike."""
    found = Counter(map(as_read, guideline.obligations))
    read = Counter(READINGS[guideline.id])
    return [*(found - read).elements(), *(read - found).elements()]
