"""Does model_update in any chunking come near training at once? Excess nats over the truth, time and bytes.

  python3 stream.py --module build/synth.so [--worlds own,people,drift] [--chunks 2000,500,100,20,5,1] [--before 16000] [--more 2000] [--seeds 1]
own: 100 people of the product's world; people: 3,000 people (power law, foreign); drift: a law that moves; new: a label that first comes in the stream.
"""

import argparse, json, sqlite3, time
import numpy as np, laws

a = argparse.ArgumentParser()
a.add_argument("--module", required=True)
a.add_argument("--worlds", default="own,people,drift,new")
a.add_argument("--chunks", default="2000,500,100,20,5,1")
a.add_argument("--before", type=int, default=16000)
a.add_argument("--more", type=int, default=2000)
a.add_argument("--seeds", type=int, default=1)
a = a.parse_args()
F, O = "y,e,t,p,c", json.dumps({"unknown_emotion": "average", "labels": [f"c{i}" for i in range(15)]})
db = sqlite3.connect(":memory:")
db.enable_load_extension(True)
db.load_extension(a.module)


def fill(world, seed):
    n = a.before + a.more
    db.execute("DROP TABLE IF EXISTS r")
    db.execute("CREATE TABLE r(k INTEGER PRIMARY KEY, y, e, t, p, c, truth)")
    if world == "own":
        db.execute(
            f"INSERT INTO r SELECT rowid, video_category, emotion, timestamp, name, city, probability FROM synth_video_clicks({n + 4000}, {seed}) WHERE users = 100 AND until = 1767225600"
        )
        return
    w = laws.World({"people": "power_law", "drift": "drift", "new": "additive"}[world], seed)
    r = w.rows(n)
    t = w.rows(4000, test=True)
    order = np.argsort(r.time, kind="stable")
    rows = np.array(r.sql(), object)[order]
    truth = r.truth[order]
    if world == "new":  # the commonest label comes only in the stream
        top = f"c{np.bincount(r.label).argmax()}"
        keep = np.array([i >= a.before or y != top for i, y in enumerate(rows[:, 0])])
        rows, truth = rows[keep], truth[keep]
        a.real = int(keep[: a.before].sum())
    else:
        a.real = a.before
    db.executemany(
        "INSERT INTO r VALUES(NULL,?,?,?,?,?,?)",
        [tuple(x) + (float(p),) for x, p in zip(rows, truth)] + [x + (float(p),) for x, p in zip(t.sql(), t.truth)],
    )


def excess(m, last):
    return db.execute(
        f"SELECT avg(ln(truth) - ln(max(1e-12, model_probability(?,{F})))) FROM r WHERE k > ?", (m, last)
    ).fetchone()[0]


for world in a.worlds.split(","):
    out = {}
    for seed in range(1, a.seeds + 1):
        fill(world, seed)
        before = a.before if world == "own" else a.real
        last = before + a.more
        train = lambda to: db.execute(f"SELECT model_train({F},?) FROM r WHERE k <= ?", (O, to)).fetchone()[0]
        m0, w = train(before), time.perf_counter()
        m1 = train(last)
        w = time.perf_counter() - w
        out.setdefault("before", []).append((excess(m0, last), 0, len(m0)))
        out.setdefault("at once", []).append((excess(m1, last), w, len(m1)))
        for chunk in map(int, a.chunks.split(",")):
            m, w = m0, time.perf_counter()
            for k in range(before, last, chunk):
                m = db.execute(
                    f"SELECT model_update(?1,{F},?2) FROM r WHERE k > ?3 AND k <= ?4", (m, O, k, min(last, k + chunk))
                ).fetchone()[0]
            w = (time.perf_counter() - w) / -(-a.more // chunk)
            out.setdefault(f"chunks of {chunk}", []).append((excess(m, last), w, len(m)))
    for k, v in out.items():
        print(
            f"{world:8s} {k:16s} excess {np.mean([x[0] for x in v]):7.4f}  {1000 * np.mean([x[1] for x in v]):8.2f} ms each  {v[0][2]} bytes",
            flush=True,
        )
