# Python's sqlite3
import platform
import sys
import threading

# [load]
import sqlite3
db = sqlite3.connect("user_data.db")
db.enable_load_extension(True)
db.load_extension("./synth")
# [/load]

sys.path.insert(0, sys.argv[1])
from statements import statements


print("client: Python", platform.python_version())
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
