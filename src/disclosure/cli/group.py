"""The ``gongkai`` command: its sub-commands, its languages, and what it says when it is called wrongly."""

from __future__ import annotations

import os
import sys
from difflib import SequenceMatcher, get_close_matches
from importlib.metadata import EntryPoint, entry_points
from importlib.util import find_spec
from typing import Any, NoReturn

import click

from disclosure.errors import DisclosureError
from disclosure.language import CHINESE, LANGUAGES, _, language_in_force, speaking

#: Exit statuses, the first that applies: wrong usage, some file not read, some finding that is an error, none of these.
WRONG_USAGE, NOT_READ, ERRORS_FOUND, DONE = 2, 3, 1, 0

#: Commands announce themselves as entry points of this group in the project's metadata: the engine's own, and those of any
#: package above it. Each is imported when it is called, so that the others cost nothing.
_COMMANDS = "gongkai.commands"
#: In which order the list of commands shows them; others follow by name.
_FIRST = ("demo", "serve", "report", "corpus", "register", "checkup", "samples", "clock", "fee", "law")

#: The words that click itself writes into a page of help.
_HELP_WORDS = (
    ("Usage: ", _("用法：")),
    ("[OPTIONS]", _("[选项]")),
    ("COMMAND [ARGS]...", _("命令 [参数]……")),
    ("Options:", _("选项：")),
    ("Commands:", _("命令：")),
    ("Arguments:", _("参数：")),
    ("Show this message and exit.", _("显示本说明。")),
    ("Show the version and exit.", _("显示版本号。")),
    ("[required]", _("[必填]")),
    ("[default: ", _("[缺省：")),
    ("; required]", _("；必填]")),
)


class _InLanguage(click.Command):
    """A command whose help is in the language in force."""

    def get_help(self, ctx: click.Context) -> str:
        """The help with click's own words translated."""
        text = super().get_help(ctx)
        if language_in_force() == CHINESE:
            for english, words in _HELP_WORDS:
                text = text.replace(english, words.text(CHINESE))
        return text

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a wrong call that it finds itself names this command for its help."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise


class Command(_InLanguage):
    """A command of ours; ``@click.command(cls=Command)``."""


class Group(_InLanguage, click.Group):
    """A group of commands; sub-commands made with its decorators speak the language in force too."""

    command_class = Command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that the first argument names; an unknown one is answered with those there are."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            known = self.list_commands(ctx)
            near = get_close_matches(args[0], known, n=1)
            said = (
                _("没有命令 {name}，是不是 {near}？有：{known}。", name=args[0], near=near[0], known=known)
                if near
                else _("没有命令 {name}；有：{known}。", name=args[0], known=known)
            )
            raise click.UsageError(str(said), ctx)
        return super().resolve_command(ctx, args)


class _Gongkai(Group):
    """The top of the command line: finds commands by name and turns errors into words."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of all commands whose package is installed."""
        names = {command.name for command in entry_points(group=_COMMANDS) if _is_installed(command)}
        return [name for name in _FIRST if name in names] + sorted(names.difference(_FIRST))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command with this name, loaded now."""
        found = [command for command in entry_points(group=_COMMANDS, name=cmd_name) if _is_installed(command)]
        return found[0].load() if found else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that a user can do something about is said in a sentence."""
        with speaking(ctx.params["lang"]):
            try:
                return super().invoke(ctx)
            except DisclosureError as error:
                click.echo(str(error), err=True)
                ctx.exit(WRONG_USAGE)
            except BrokenPipeError:
                # Caught here because click would make it an exit with status 1.
                _nobody_reads()
                ctx.exit(DONE)


def _is_installed(command: EntryPoint) -> bool:
    """Whether the package of a command is there: the engine may be used without the portal."""
    return find_spec(command.module.partition(".")[0]) is not None


def _asked_language(arguments: list[str]) -> str:
    """The language asked for, needed before any command is loaded because their help is made when they are."""
    for place, argument in enumerate(arguments):
        if argument == "--lang" and place + 1 < len(arguments):
            return arguments[place + 1]
        if argument.startswith("--lang="):
            return argument.removeprefix("--lang=")
    return os.environ.get("GONGKAI_LANG", CHINESE)


@click.group(cls=_Gongkai)
@click.option("--lang", type=click.Choice(LANGUAGES), default=CHINESE, envvar="GONGKAI_LANG", help="语言 / language: zh, en")
@click.version_option(package_name="gongkai")
def gongkai(lang: str) -> None:
    """公开：办理政府信息公开，编制、读取、检查年度报告。 / Government information disclosure in China."""


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and leave the process with its exit status."""
    arguments = sys.argv[1:] if arguments is None else arguments
    asked = _asked_language(arguments)
    with speaking(asked if asked in LANGUAGES else CHINESE):
        try:
            status = gongkai.main(args=arguments, prog_name="gongkai", standalone_mode=False)
            sys.stdout.flush()
        except click.ClickException as error:
            click.echo(_in_words(error), err=True)
            status = WRONG_USAGE
        except (click.Abort, KeyboardInterrupt):
            click.echo(str(_("已中断。")), err=True)
            status = 130
        except BrokenPipeError:
            _nobody_reads()
            status = DONE
    sys.exit(status or DONE)


def _nobody_reads() -> None:
    """The reader of our output went away (``| head``): nothing is left to say, and nobody to say it to."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _in_words(error: click.ClickException) -> str:
    """What was wrong with the call and where to read on."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.message  # the page of help; nothing was wrong with it
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "gongkai"
    asked = _("用法不对：{what} 查看用法：{command} --help", what=_closed(str(_what(error))), command=command)
    return str(asked)


def _closed(sentence: str) -> str:
    """A sentence with its full stop, which messages that also stand alone do not have."""
    return sentence if sentence.endswith(("。", "？", "！", ".", "?", "!")) else str(_("{sentence}。", sentence=sentence))


def _what(error: click.ClickException) -> object:
    """The usual mistakes in our own words; the rest as click says it."""
    if isinstance(error, click.NoSuchOption):
        near = sorted(error.possibilities or (), key=lambda name: -SequenceMatcher(None, name, error.option_name).ratio())
        if near:
            return _("没有选项 {option}，是不是 {near}？", option=error.option_name, near=near[0])
        return _("没有选项 {option}。", option=error.option_name)
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _("缺少 {name}。", name=_called(error.param, error.ctx))
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _("{name} 的值不对：{reason}", name=_called(error.param, error.ctx), reason=_why(error, error.param.type))
    return error.message


def _called(parameter: click.Parameter, context: click.Context | None) -> str:
    """A parameter as the page of help calls it: ``FILE…``, ``EDITION``, ``--from REPORT``."""
    shown = parameter.make_metavar(context) if context else str(parameter.name)
    return shown.strip("[]") if isinstance(parameter, click.Argument) else f"{parameter.opts[-1]} {shown}"


def _why(error: click.BadParameter, expected: click.ParamType[Any]) -> object:
    """Why a value will not do, in our words for the kinds of value that commands take."""
    if isinstance(expected, click.Choice):
        return _("可以是 {known}。", known=list(expected.choices))
    if isinstance(expected, click.IntRange):
        least, most = expected.min, expected.max
        return (
            _("应为{least}至{most}的整数。", least=least, most=most)
            if most is not None
            else _("应为不小于{least}的整数。", least=least)
        )
    if isinstance(expected, click.Path):
        path = error.message.partition("'")[2].rpartition("'")[0]
        for words, ours in (
            ("does not exist", _("没有 {path}。", path=path)),
            ("is a file", _("{path} 是文件，应给出文件夹。", path=path)),
            ("is a directory", _("{path} 是文件夹，应给出文件。", path=path)),
        ):
            if words in error.message:
                return ours
    return error.message


__all__ = ["DONE", "ERRORS_FOUND", "NOT_READ", "WRONG_USAGE", "Command", "Group", "gongkai", "main"]
