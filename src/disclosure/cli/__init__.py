"""The command line: ``gongkai``. Commands are loaded when they are called, and speak the language that is asked for."""

from disclosure.cli.group import main

__all__ = ["main"]
