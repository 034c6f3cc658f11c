"""Finds the SQLite extension and loads it: sqlite_synth.load(connection)."""

import pathlib
import sqlite3

__all__ = ["load", "loadable_path"]


def loadable_path() -> str:
    """The file of the extension."""
    for file in sorted(pathlib.Path(__file__).parent.glob("synth.*")):
        if file.suffix in (".so", ".dylib", ".dll"):
            return str(file)
    raise FileNotFoundError("sqlite_synth was installed without the file of its extension")


def load(connection) -> None:
    """Loads the extension into a connection of sqlite3 or APSW: afterwards synth_* and model_* are available."""
    enable = getattr(connection, "enable_load_extension", None) or getattr(connection, "enableloadextension", None)
    load_file = getattr(connection, "load_extension", None) or getattr(connection, "loadextension", None)
    if enable is None or load_file is None:
        raise sqlite3.NotSupportedError(
            "sqlite_synth: the sqlite3 of this Python cannot load extensions. Python's own installers and pyenv leave "
            "that out unless they are told otherwise (PYTHON_CONFIGURE_OPTS=--enable-loadable-sqlite-extensions); "
            "Debian's Python can, and so can APSW (pip install apsw)"
        )
    enable(True)
    try:
        load_file(loadable_path())
    finally:
        enable(False)
