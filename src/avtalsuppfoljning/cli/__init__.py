"""The command line ``avtal``: what an official asks a register, in Swedish.

`app` has the commands, each in a module of its own that is loaded when it is used; `shell`
teaches click Swedish; `exempelkoping` is an invented municipality to try things on.
"""


def main() -> None:
    """Run ``avtal`` with the arguments of the process."""
    from avtalsuppfoljning.cli.app import avtal  # noqa: PLC0415  who imports us may not want click

    avtal()
