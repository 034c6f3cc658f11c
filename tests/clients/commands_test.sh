#!/bin/sh
# The commands from Python, from Node and from the sqlite3 program: the same database, row by row. Ends with 77, "skipped",
# where neither Python nor Node can load the module.
set -eu
: "${SYNTH_MODULE:?the module to test, for example build/release/synth}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

cat >statements <<'END'
SELECT synth_generate('{"logs": 200, "until": "2026-01-01", "seed": 5}')
SELECT synth_top_up('{"until": "2026-01-09"}')
SELECT synth_generate('{"logs": 100, "until": "2026-01-01"}')
SELECT synth_forget('{"seed": 0}')
SELECT synth_train('{"options": {"epochs": 2, "hidden": [4], "threads": 1}}')
END
held() {
  sqlite3 "$1" "SELECT * FROM emotion_logs; SELECT * FROM video_clicks; SELECT * FROM video_interactions;
    SELECT batch, continues, world, until, next_log, next_click, ids FROM synth_batches;
    SELECT name, rows, hex(model) FROM models"
}

sed 's/$/;/' statements | sqlite3 -batch -bail -init /dev/null -cmd ".load '$SYNTH_MODULE'" shell.db >shell.said
held shell.db >shell.rows
[ "$(wc -l <shell.rows)" -gt 400 ] || { echo "FAILED: few rows"; exit 1; }
tried=0
same() { # client
  held "$1.db" >"$1.rows"
  cmp shell.rows "$1.rows" || { echo "FAILED: $1 has another database"; exit 1; }
  cmp shell.said "$1.said" || { echo "FAILED: $1 was told something else"; exit 1; }
  tried=$((tried + 1))
}

cat >client.py <<'END'
import sqlite3, sys
db = sqlite3.connect("python.db", isolation_level=None)
if not hasattr(db, "enable_load_extension"):
    sys.exit(77)
db.enable_load_extension(True)
db.load_extension(sys.argv[1])
for statement in open("statements"):
    print(db.execute(statement).fetchone()[0])
END
python=/usr/bin/python3
[ -x "$python" ] || python=$(command -v python3 || true)
if [ -n "$python" ]; then
  status=0
  "$python" client.py "$SYNTH_MODULE" >python.said || status=$?
  case $status in
    0) same python ;;
    77) echo "not tried: Python, which loads no extensions here" ;;
    *) exit 1 ;;
  esac
fi
cat >client.cjs <<'END'
const { DatabaseSync } = require('node:sqlite');
const db = new DatabaseSync('node.db', { allowExtension: true });
db.loadExtension(process.argv[2]);
for (const statement of require('fs').readFileSync('statements', 'utf8').trim().split('\n'))
  console.log(Object.values(db.prepare(statement).get())[0]);
END
if command -v node >/dev/null && node -e "require('node:sqlite')" 2>/dev/null; then
  node client.cjs "$SYNTH_MODULE" >node.said 2>/dev/null || { echo "FAILED: node"; exit 1; }
  same node
else
  echo "not tried: Node, which is not here or has no node:sqlite"
fi
[ "$tried" -gt 0 ] || exit 77
echo "$tried clients; passed"
