"""A guideline file's own shape: Swedish keys in ASCII, section by section.

One class per section. `avtalsuppfoljning.guidelines.loading` turns them into the model.
"""

from datetime import date
from decimal import Decimal

import attrs

from avtalsuppfoljning import swedish
from avtalsuppfoljning.citations import Citation
from avtalsuppfoljning.errors import GuidelineError
from avtalsuppfoljning.guidelines.model import Effect, LawKind, LimitKind, Unit
from avtalsuppfoljning.guidelines.obligations import Binding, Obligor, Pace, PostKind, Reach, Roll

Nar = dict[str, tuple[str, ...]]
"""``nar``: inputs, each with the values that it may have."""


@attrs.frozen(kw_only=True)
class Dokument:
    """``[dokument]``: the printed document's head."""

    id: str
    version: str
    namn: str
    titel: str
    beslutad_av: str
    faststalld: date
    galler_fran: date
    ersatter: str = ""


@attrs.frozen(kw_only=True)
class Cited:
    """What every rule has: where it stands, and whether it stands there or is read into it."""

    avsnitt: str
    tolkning: bool = False
    lasning: str = ""
    """How the document was read, in a sentence."""

    def citation(self, document: str, place: str) -> Citation:
        """The citation, with its document."""
        if not self.avsnitt.strip():
            raise GuidelineError(*swedish.CITATION_BLANK, place=f"{place}.avsnitt")
        if self.lasning and not self.tolkning:
            raise GuidelineError(*swedish.READING_OF_NOTHING, place=f"{place}.lasning")
        return Citation(document=document, section=self.avsnitt, is_interpretation=self.tolkning)


@attrs.frozen(kw_only=True)
class Atgard(Cited):
    """``[[atgard]]``: one measure."""

    id: str
    namn: str
    verkan: Effect
    sanktion: bool
    utanfor_stegen: bool = False
    former: tuple[str, ...] | None = None
    lagst_beslutsniva: str = ""


@attrs.frozen(kw_only=True)
class Skal:
    """``[[skal]]``: a reason code of the guideline's own."""

    id: str
    betydelse: str


@attrs.frozen(kw_only=True)
class Grans(Cited):
    """``[[grans]]``: one limit."""

    id: str
    skal: str
    nekar: tuple[str, ...]
    nar: Nar
    art: LimitKind


@attrs.frozen(kw_only=True)
class Rad(Cited):
    """``[[grad.rad]]`` and its like: one row of a table."""

    id: str
    nar: Nar
    ger: str


@attrs.frozen(kw_only=True)
class Tabell:
    """``[start]`` and ``[niva]``: a table."""

    rad: tuple[Rad, ...]


@attrs.frozen(kw_only=True)
class Gradtabell(Tabell):
    """``[grad]``: the table that also lists the grades in order."""

    ordning: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Skyldighet(Cited):
    """``[[skyldighet]]``: one duty."""

    id: str
    vem: str
    nar: Nar
    betydelse: str = ""


@attrs.frozen(kw_only=True)
class Varde(Cited):
    """``[[parameter]]``: one figure; without ``varde`` it is unset."""

    id: str
    namn: str
    enhet: str
    varde: Decimal | None = None


@attrs.frozen(kw_only=True)
class Taxa(Cited):
    """``[[taxa]]``: what a measure costs for each unit."""

    id: str
    atgard: str
    enhet: Unit
    belopp: Decimal | None = None
    hogst: Decimal | None = None


@attrs.frozen(kw_only=True)
class Foljd(Cited):
    """``[[foljd]]``: what follows by itself."""

    id: str
    stanger: tuple[str, ...]
    nar: Nar
    betydelse: str


@attrs.frozen(kw_only=True)
class Avvikelse(Cited):
    """``[[avvikelse]]``: what is lawful but needs a motivation."""

    id: str
    kod: str
    atgarder: tuple[str, ...]
    nar: Nar
    betydelse: str


@attrs.frozen(kw_only=True)
class Lag(Cited):
    """``[[lag]]``: what the guideline promises about itself."""

    id: str
    slag: LawKind
    nar: Nar
    givet: Nar = attrs.Factory(dict)
    atgarder: tuple[str, ...] = ()
    ger: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Forfattning:
    """``forfattning``: the statute that demands something."""

    dokument: str
    avsnitt: str


@attrs.frozen(kw_only=True)
class Underlag:
    """``[[planpunkt.underlag]]``: one thing that a follow-up looks at."""

    id: str
    namn: str
    nar: Nar = attrs.Factory(dict)
    forbehall: str = ""


@attrs.frozen(kw_only=True)
class Planpunkt(Cited):
    """``[[planpunkt]]``: one row of the plan."""

    id: str
    vad: str
    typ: PostKind
    vem: Obligor
    mottagare: tuple[str, ...] = ()
    bindande: Binding = Binding.STYRDOKUMENT
    rullning: Roll | None = None
    rackvidd: Reach = Reach.AVTAL
    nar: Nar = attrs.Factory(dict)
    aterkommer: Pace
    senast: tuple[str, ...] = ()
    perioder: tuple[str, ...] = ()
    vart_ar: int = 1
    fran_ar: int | None = None
    rakna_fran_start: bool = False
    kkik_ar: bool = False
    manader: int | None = None
    tillfallen: tuple[str, ...] = ()
    minst: int = 1
    hogst: int | None = None
    eller_fler: bool = False
    avser_ar: int = 0
    skrivet: str
    oanmald: bool = False
    foreslagen: bool = False
    diarieford: bool = False
    bara_om_avtalat: bool = False
    mall: str = ""
    forfattning: Forfattning | None = None
    underlag: tuple[Underlag, ...] = ()


@attrs.frozen(kw_only=True)
class Planomfattning(Cited):
    """``[[planomfattning]]``: what an agreement must be for the plan to cover it."""

    id: str
    skal: str
    kraver: Nar


@attrs.frozen(kw_only=True)
class Fokusomrade(Cited):
    """``[[fokusomrade]]``: what one year's follow-ups look at in particular."""

    id: str
    ar: int
    omraden: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Fil:
    """The whole file but ``[matris]``, whose keys are the printed words."""

    faktaversion: int
    laser: tuple[str, ...] = ()
    beslutsnivaer: tuple[str, ...] = ()
    dokument: Dokument
    atgard: tuple[Atgard, ...]
    parameter: tuple[Varde, ...] = ()
    taxa: tuple[Taxa, ...] = ()
    skal: tuple[Skal, ...] = ()
    grans: tuple[Grans, ...] = ()
    grad: Gradtabell
    start: Tabell
    niva: Tabell
    skyldighet: tuple[Skyldighet, ...] = ()
    foljd: tuple[Foljd, ...] = ()
    avvikelse: tuple[Avvikelse, ...] = ()
    lag: tuple[Lag, ...] = ()
    planpunkt: tuple[Planpunkt, ...] = ()
    planomfattning: tuple[Planomfattning, ...] = ()
    fokusomrade: tuple[Fokusomrade, ...] = ()
