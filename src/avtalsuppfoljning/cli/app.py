"""The commands of ``avtal``. Help and version load nothing but click and the Swedish texts."""

from typing import Final

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.shell import Group

VERSION: Final = "0.1.0"
"""As in ``pyproject.toml``; to ask for the installed version takes longer than all the rest."""


def _show_version(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:  # noqa: FBT001  click's
    if not is_asked or ctx.resilient_parsing:
        return
    click.echo(f"avtal {VERSION}")
    ctx.exit()


avtal = Group(
    "avtal",
    {
        "demo": "demo:demo",
        "bedom": "bedom:bedom",
        "brister": "brister:brister",
        "frister": "frister:frister",
        "plan": "plan:plan",
        "planimport": "planimport:planimport",
        "planlage": "planlage:planlage",
        "planpost": "planpost:planpost",
        "utforare": "utforare:utforare",
        "avtal": "avtal:avtal",
        "handelser": "handelser:handelser",
        "spela-upp": "spela_upp:spela_upp",
        "granska": "granska:granska",
        "revision": "revision:revision",
        "verifiera": "verifiera:verifiera",
        "forsegla": "forsegla:forsegla",
        "kvitto": "kvitto:kvitto",
        "importera": "importera:importera",
        "exportera": "exportera:exportera",
        "gallra": "gallra:gallra",
        "regelverk": "regelverk:regelverk",
        "register": "register:register",
    },
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_show_version,
            help=swedish.VERSION_OPTION,
        )
    ],
)
