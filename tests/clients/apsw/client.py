# APSW
import sys
import threading

# [load]
import apsw
db = apsw.Connection("user_data.db")
db.enableloadextension(True)
db.loadextension("./synth")
# [/load]

sys.path.insert(0, sys.argv[1])
from statements import statements


def run(statement, values=()):
    return list(db.cursor().execute(statement, values))


print("client: APSW", apsw.apswversion())
print("sqlite:", apsw.sqlitelibversion())
for statement in statements("session"):
    rows = run(statement)
rows += run(statements("bound")[0], run(statements("kept")[0])[0] + (3,))
for row in rows:
    print("line:", row[0])

try:
    run(statements("wrong")[0])
except apsw.SQLError as error:
    print("error:", error)

print("stops: `db.interrupt()` in another thread")
threading.Timer(1, db.interrupt).start()
try:
    run(statements("long")[0])
except apsw.InterruptError as error:
    print("interrupt:", error)
print("after:", run("SELECT count(*) FROM synth_categories")[0][0])
