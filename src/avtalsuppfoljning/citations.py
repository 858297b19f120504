"""Where a rule is written: the document, the section, and whether it is printed or our reading."""

from avtalsuppfoljning.classification import Open, value


@value
class Citation:
    """A place in a steering document, an agreement or a statute.

    >>> str(Citation(document="Sov 215/2020", section="Avstängning"))
    'Sov 215/2020, Avstängning'
    """

    document: Open[str]
    """The document as people call it: its diarienummer, or a statute's short name."""
    section: Open[str]
    """The heading, section or paragraph."""
    is_interpretation: Open[bool] = False
    """True where the document is silent and the guideline file reads it (``tolkning``)."""

    def __str__(self) -> str:
        return f"{self.document}, {self.section}" + (
            " (tolkning)" if self.is_interpretation else ""
        )
