"""The commands of ``avtal``. Help and version load nothing but click and the Swedish texts."""

import click

from avtalsuppfoljning import swedish
from avtalsuppfoljning.cli.shell import Group


def _show_version(ctx: click.Context, _: click.Parameter, is_asked: bool) -> None:  # noqa: FBT001  click's
    if not is_asked or ctx.resilient_parsing:
        return
    from importlib import metadata  # noqa: PLC0415  it takes long to load

    try:
        click.echo(f"avtal {metadata.version('avtalsuppfoljning')}")
    except metadata.PackageNotFoundError:
        click.echo(f"avtal {swedish.NOT_INSTALLED}")
    ctx.exit()


avtal = Group(
    "avtal",
    {
        "demo": "demo:demo",
        "bedom": "bedom:bedom",
        "brister": "brister:brister",
        "handelser": "handelser:handelser",
        "spela-upp": "spela_upp:spela_upp",
        "regelverk": "regelverk:regelverk",
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
