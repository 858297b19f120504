"""click in Swedish: help pages, options, and one line for every fault, never a traceback."""

import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import Any, Final

import click
from click.core import ParameterSource

from avtalsuppfoljning import swedish

FOUND: Final = 1
"""The exit code for done, and something was found."""
REFUSED: Final = 2
"""The exit code for bad input and bad usage."""
BROKEN: Final = 70
"""The exit code for a fault of ours: neither bad input nor something that was found."""
_INTERRUPTED: Final = 130
_NO_READER: Final = 141
_REQUIRED: Final = "[required]"
"""What click says of an option that cannot be left out."""


class Command(click.Command):
    """A command whose help and faults are Swedish."""

    def __init__(self, name: str, **attrs: Any) -> None:
        attrs.setdefault("help", _help(name))
        attrs.setdefault("short_help", swedish.HELP.get(name))
        attrs.setdefault("options_metavar", swedish.OPTIONS_METAVAR)
        super().__init__(name, **attrs)
        for place, param in enumerate(self.params):
            if isinstance(param, RegisterOption):  # who can name a register can name its keys
                self.params.insert(place + 1, _keys_option())
                break
        self.allow_extra_args = True  # parse_args refuses them, in Swedish

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what has no place."""
        try:
            rest = super().parse_args(ctx, args)
        except click.UsageError as fault:
            fault.ctx = fault.ctx or ctx
            raise
        if ctx.args and not isinstance(self, click.Group) and not ctx.resilient_parsing:
            raise click.UsageError(swedish.too_many(ctx.args), ctx)
        return rest

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, explained in Swedish."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = swedish.HELP_OPTION
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """How the command is written."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=swedish.USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, and for a group its commands."""
        options = [each for each in self.get_params(ctx) if isinstance(each, click.Option)]
        records = [
            (flags, text.replace(_REQUIRED, swedish.MUST_BE_GIVEN))
            for each in options
            for flags, text in [each.get_help_record(ctx) or ("", "")]
            if flags
        ]
        with formatter.section(swedish.OPTIONS):
            formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


def _short(group: str | None, name: str) -> str:
    return swedish.HELP.get(f"{group} {name}") or swedish.HELP[name]


def _help(name: str) -> str:
    return "\n\n".join(filter(None, (swedish.HELP.get(name), swedish.DETAILS.get(name))))


class Group(Command, click.Group):
    """Commands by name, each loaded from its module when it is used."""

    def __init__(self, name: str, where: dict[str, str], **attrs: Any) -> None:
        attrs.setdefault("subcommand_metavar", swedish.COMMAND_METAVAR)
        super().__init__(name, invoke_without_command=True, **attrs)
        self.where = where
        """The module and the name in it, per command."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command, or show what there is."""
        if not (ctx.args or getattr(ctx, "_protected_args", None)):
            click.echo(ctx.get_help())
            return None
        return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  its base says so
        """The names, in the order a newcomer needs them."""
        return list(self.where)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, loaded now."""
        where = self.where.get(cmd_name)
        if where is None:
            return None
        module, _, name = where.partition(":")
        found = getattr(import_module(f"avtalsuppfoljning.cli.{module}"), name)
        _keep_the_log_out_of_the_answer()
        assert isinstance(found, click.Command)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first word names."""
        if args[0] not in self.where and not ctx.resilient_parsing:
            raise click.ClickException(swedish.unknown_command(args[0], self.where))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """What there is, without loading it."""
        with formatter.section(swedish.COMMANDS):
            formatter.write_dl([(name, _short(self.name, name)) for name in self.where])

    def main(  # type: ignore[override]
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        *,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run, and end the process: a fault is one line on standard error."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        _write_utf8()
        try:
            code = super().main(
                args, prog_name or self.name, complete_var, standalone_mode=False, **extra
            )
            sys.stdout.flush()
        except BrokenPipeError:
            _give_up_output()
            code = _NO_READER
        except click.Abort:
            _tell(swedish.INTERRUPTED)
            code = _INTERRUPTED
        except Exception as fault:  # noqa: BLE001  never a traceback
            code = _refuse(fault)
            try:
                sys.stdout.flush()
            except OSError:
                _give_up_output()
        sys.exit(code if isinstance(code, int) else 0)


def _give_up_output() -> None:
    """What could not be written is not tried again when the process ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def command(
    name: str, *params: click.Parameter, group: str = ""
) -> Callable[[Callable[..., None]], Command]:
    """Make a function a command that takes these parameters.

    The group is named where the same word may be a command of another one too.
    """

    def decorate(function: Callable[..., None]) -> Command:
        texts = {"help": _help(f"{group} {name}"), "short_help": _short(group, name)}
        return Command(name, callback=function, params=list(params), **(texts if group else {}))

    return decorate


# ── options that many commands share ──


class _Format(click.ParamType):  # type: ignore[type-arg]  # no argument in click 8.1
    name = "format"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if value in ("json", "text"):
            return value
        return self.fail(swedish.not_a_format(value), param, ctx)


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day that exists, ``2026-11-22``."""

    name = "day"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The day; refused with the way to write one."""
        try:
            day = date.fromisoformat(value)
        except ValueError:
            day = None
        if day is None or day.isoformat() != value:  # 20261122 and 2026-W47-7 are days too
            self.fail(swedish.not_a_day(value), param, ctx)
        return day


class Said(click.ParamType):  # type: ignore[type-arg]
    """A text that says something."""

    name = "text"

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        """The text without blanks around it; refused where nothing is left."""
        text = value.strip()
        return text or self.fail(swedish.SAID_BLANK, param, ctx)


def format_option(default: str = "text") -> click.Option:
    """``--format``: the argument ``form`` is ``text`` or ``json``."""
    return click.Option(
        ["--format", "form"],
        type=_Format(),
        default=default,
        metavar="text|json",
        help=swedish.FORMAT_OPTION,
    )


def per_option() -> click.Option:
    """``--per``: a day, or None for today."""
    return click.Option(["--per"], type=Day(), metavar=swedish.DAY, help=swedish.PER_OPTION)


def day_option(flag: str, name: str, text: str) -> click.Option:
    """A day that must be given."""
    return click.Option([flag, name], type=Day(), required=True, metavar=swedish.DAY, help=text)


class RegisterOption(click.Option):
    """Names a register; its command is given ``--nycklar`` too."""


def register_option() -> click.Option:
    """``--register``, or the environment's AVTAL_REGISTER."""
    return RegisterOption(
        ["--register"],
        envvar="AVTAL_REGISTER",
        metavar=swedish.FILE,
        help=swedish.REGISTER_OPTION,
    )


def _keys_option() -> click.Option:
    return click.Option(
        ["--nycklar", "keys"],
        envvar="AVTAL_NYCKLAR",
        metavar=swedish.FILE,
        help=swedish.KEYS_OPTION,
        expose_value=False,
        callback=_remember_keys,
    )


def _remember_keys(ctx: click.Context, _: click.Parameter, keys: str | None) -> None:
    ctx.meta[_KEYS] = keys


_KEYS: Final = "avtalsuppfoljning.keys"


def keys_named() -> str | None:
    """The key store that the command line or the environment names."""
    keys = click.get_current_context().meta.get(_KEYS)
    return str(keys) if keys else None


def reason_options() -> tuple[click.Option, ...]:
    """``--med-sekretess``, and who asks for it and why."""
    return (
        click.Option(["--med-sekretess", "is_whole"], is_flag=True, help=swedish.UNMASKED_OPTION),
        click.Option(["--skal", "reason"], metavar=swedish.TEXT, help=swedish.REASON_OPTION),
        click.Option(["--av", "person"], metavar=swedish.NAME, help=swedish.PERSON_OPTION),
    )


def is_named(name: str) -> bool:
    """On the command line itself, not only where the environment has it."""
    source = click.get_current_context().get_parameter_source(name)
    return source is ParameterSource.COMMANDLINE


def refuse_beside(flag: str, *names: str) -> None:
    """Refuse what the command line names in vain: beside ``flag`` it has no effect."""
    _refuse_idle(names, lambda option: swedish.no_effect_beside(option, flag))


def refuse_without(flag: str, *names: str) -> None:
    """Refuse what the command line names in vain: only ``flag`` gives it an effect."""
    _refuse_idle(names, lambda option: swedish.no_effect_without(option, flag))


def _refuse_idle(names: Sequence[str], said: Callable[[str], str]) -> None:
    for each in click.get_current_context().command.params:
        if each.name in names and is_named(each.name):
            raise click.ClickException(said(each.opts[0]))


# ── faults ──


def _refuse(fault: Exception) -> int:
    """Tell what was refused, on one line; the exit code says whose fault it was."""
    from avtalsuppfoljning import errors  # noqa: PLC0415  not before it is needed

    match fault:
        case click.ClickException():
            _tell(_in_swedish(fault))
        case errors.DecisionRefusedError():
            _tell(swedish.word(swedish.REFUSED, fault.code))
        case errors.RegisterError():
            _tell(swedish.not_a_register(fault.what, fault.code, fault.file))
        case errors.AvtalsuppfoljningError():
            _tell(str(fault))
        case FileNotFoundError():
            _tell(swedish.no_such_file(str(fault.filename)))
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            _tell(swedish.DISK_FULL)
        case OSError(filename=str() as name):
            _tell(swedish.unusable_file(name))
        case _:
            _tell(swedish.unexpected(f"{type(fault).__name__}: {fault}"))
            return BROKEN
    return REFUSED


def _in_swedish(fault: click.ClickException) -> str:
    """What click refused; the messages of our own types are Swedish already."""
    ctx = fault.ctx if isinstance(fault, click.UsageError) else None
    way_out = f": {swedish.see_help(ctx.command_path)}" if ctx else ""
    match fault:
        case click.MissingParameter():
            return swedish.missing(_name(fault.param)) + way_out
        case click.NoSuchOption():
            return swedish.unknown_option(fault.option_name) + way_out
        case click.BadOptionUsage():
            return _misused(fault, ctx) + way_out
        case click.BadParameter():
            return f"{_name(fault.param)}: {fault.message}"
        case _:
            return fault.message + way_out


def _misused(fault: click.BadOptionUsage, ctx: click.Context | None) -> str:
    params = ctx.command.get_params(ctx) if ctx else []
    option = next((each for each in params if fault.option_name in each.opts), None)
    if isinstance(option, click.Option) and option.is_flag:
        return swedish.option_takes_none(fault.option_name)
    return swedish.option_needs_one(fault.option_name)


def _name(param: click.Parameter | None) -> str:
    if isinstance(param, click.Argument):
        return (param.metavar or param.human_readable_name).strip("[]")
    return param.opts[0] if param else ""


def _tell(text: str) -> None:
    click.echo(f"avtal: {swedish.visible(' '.join(text.split()))}", err=True)


def _keep_the_log_out_of_the_answer() -> None:
    """What the register tells its operator is not printed; `avtal register halsa` has it."""
    if logging := sys.modules.get("logging"):  # not loaded for this: it takes time
        ours = logging.getLogger("avtalsuppfoljning")
        if not ours.handlers:
            ours.addHandler(logging.NullHandler())


def _write_utf8() -> None:
    """Swedish is written as UTF-8 whatever the locale says."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
