# sqlite_synth, the wheel, with Python's sqlite3.
import importlib.metadata
import pathlib
import platform
import sys
import threading

# [load]
import sqlite3, sqlite_synth
db = sqlite3.connect("user_data.db")
sqlite_synth.load(db)
# [/load]

sys.path.insert(0, sys.argv[1])
from statements import statements

version = importlib.metadata.version("sqlite-synth")
assert version == sys.argv[2] == db.execute("SELECT synth_version()").fetchone()[0], version
assert pathlib.Path(sqlite_synth.loadable_path()).is_relative_to(sys.prefix), sqlite_synth.loadable_path()
try:  # what it opened it has closed again
    db.load_extension(sqlite_synth.loadable_path())
    raise AssertionError("extensions can still be loaded")
except sqlite3.OperationalError as error:
    assert "not authorized" in str(error), error
try:  # as a Python that was built without
    sqlite_synth.load(object())
    raise AssertionError("an object is no connection")
except sqlite3.NotSupportedError as error:
    assert "cannot load extensions" in str(error), error
try:
    import apsw
except ImportError:
    print("skipped: APSW is not here", file=sys.stderr)
else:
    other = apsw.Connection(":memory:")
    sqlite_synth.load(other)
    assert list(other.cursor().execute("SELECT synth_version()")) == [(version,)]

print(f"client: Python wheel sqlite-synth {version}, Python {platform.python_version()}")
print("sqlite:", sqlite3.sqlite_version)
for statement in statements("session"):
    rows = db.execute(statement).fetchall()
kept = db.execute(statements("kept")[0]).fetchone()
rows += db.execute(statements("bound")[0], kept + (3,)).fetchall()
for row in rows:
    print("line:", row[0])

try:
    db.execute(statements("wrong")[0])
except sqlite3.OperationalError as error:
    print("error:", error)

print("stops: `db.interrupt()` in another thread")
threading.Timer(1, db.interrupt).start()
try:
    db.execute(statements("long")[0]).fetchall()
except sqlite3.OperationalError as error:
    print("interrupt:", error)
print("after:", db.execute("SELECT count(*) FROM synth_categories").fetchone()[0])
