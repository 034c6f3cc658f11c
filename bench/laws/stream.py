"""Does model_update in any chunking come near training at once? Excess nats over the truth of what comes after the stream.

  python3 stream.py --module build/synth.so [--worlds own,people,drift,new,person,contradiction] [--chunks 2000,100,20]
                    [--before 16000] [--more 2000] [--seeds 1] [--first 1] [--tenths 20] [--options '{}']
own: 100 people of the product's world; people: 3,000 people (power law, foreign); drift: a law that moves; new: the commonest
label first comes in the stream; person: so does the commonest person; contradiction: in the stream, and after it, three of the
emotions choose as another one did. The line "tenths" has at each tenth of the stream, in chunks of so many rows, how much more
is lost than by a model that is trained there at once.
"""

import argparse, json, sqlite3, time
import numpy as np, laws

a = argparse.ArgumentParser()
a.add_argument("--module", required=True)
a.add_argument("--worlds", default="own,people,drift,new,person,contradiction")
a.add_argument("--chunks", default="2000,100,20")
a.add_argument("--before", type=int, default=16000)
a.add_argument("--more", type=int, default=2000)
a.add_argument("--seeds", type=int, default=1)
a.add_argument("--first", type=int, default=1, help="first seed")
a.add_argument("--tenths", type=int, default=20, help="rows of a chunk; 0: do not measure them")
a.add_argument("--options", default="{}")
a = a.parse_args()
F = "y,e,t,p,c"
O = json.dumps({"unknown_emotion": "average", "labels": [f"c{i}" for i in range(15)]} | json.loads(a.options))
LAW = {"people": "power_law", "drift": "drift", "new": "additive", "person": "additive", "contradiction": "additive"}
db = sqlite3.connect(":memory:")
db.enable_load_extension(True)
db.load_extension(a.module)


def fill(world, seed):
    """Fills the table r; gives how many rows come before the stream. Those to be foretold follow it."""
    n = a.before + a.more
    db.execute("DROP TABLE IF EXISTS r")
    db.execute("CREATE TABLE r(k INTEGER PRIMARY KEY, y, e, t, p, c, truth)")
    if world == "own":
        db.execute(
            f"INSERT INTO r SELECT rowid, video_category, emotion, timestamp, name, city, probability FROM synth_video_clicks({n + 4000}, {seed}) WHERE users = 100 AND until = 1767225600"
        )
        return a.before
    w = laws.World(LAW[world], seed)
    r = w.rows(n)
    order = np.argsort(r.time, kind="stable")
    early = np.arange(n) < a.before
    if world == "contradiction":  # the moments in their order, so that the law can change in the midst
        for name in ("emotion", "hour", "weekday", "time", "person", "city", "label", "truth"):
            setattr(r, name, getattr(r, name)[order])
        order = np.arange(n)
        choose = lambda rows, those: change(w, rows, those)
        choose(r, ~early)
    t = w.rows(4000, test=True)
    if world == "contradiction":
        choose(t, np.ones(4000, bool))
    rows, truth = np.array(r.sql(), object)[order], r.truth[order]
    keep = np.ones(n, bool)
    if world == "new":
        keep = ~early | (rows[:, 0] != f"c{np.bincount(r.label).argmax()}")
    if world == "person":
        keep = ~early | (rows[:, 3] != f"p{np.bincount(r.person).argmax()}")
    db.executemany(
        "INSERT INTO r VALUES(NULL,?,?,?,?,?,?)",
        [tuple(x) + (float(p),) for x, p in zip(rows[keep], truth[keep])]
        + [x + (float(p),) for x, p in zip(t.sql(), t.truth)],
    )
    return int(keep[: a.before].sum())


def change(w, rows, those):
    """Rows of `those` choose anew, with another emotion's law for three emotions."""
    real = rows.emotion
    rows.emotion = np.where(those & (real >= 4), real - 4, real)
    p = w.truth(rows)
    rows.emotion = real
    label = np.minimum((p.cumsum(1) < w.rng.random(len(real))[:, None]).sum(1), w.labels - 1)
    rows.label = np.where(those, label, rows.label)
    rows.truth = np.where(those, p[np.arange(len(real)), label], rows.truth)


def excess(m, last):
    return db.execute(
        f"SELECT avg(ln(truth) - ln(max(1e-12, model_probability(?,{F})))) FROM r WHERE k > ?", (m, last)
    ).fetchone()[0]


def train(to):
    return db.execute(f"SELECT model_train({F},?) FROM r WHERE k <= ?", (O, to)).fetchone()[0]


def update(m, after, to):
    return db.execute(f"SELECT model_update(?1,{F},?2) FROM r WHERE k > ?3 AND k <= ?4", (m, O, after, to)).fetchone()[0]


for world in a.worlds.split(","):
    out, tenths = {}, []
    for seed in range(a.first, a.first + a.seeds):
        before = fill(world, seed)
        last = before + a.more
        m0, w = train(before), time.perf_counter()
        m1 = train(last)
        w = time.perf_counter() - w
        out.setdefault("before", []).append((excess(m0, last), 0, len(m0)))
        out.setdefault("at once", []).append((excess(m1, last), w, len(m1)))
        for chunk in map(int, filter(None, a.chunks.split(","))):
            m, w = m0, time.perf_counter()
            for k in range(before, last, chunk):
                m = update(m, k, min(last, k + chunk))
            w = (time.perf_counter() - w) / -(-a.more // chunk)
            out.setdefault(f"chunks of {chunk}", []).append((excess(m, last), w, len(m)))
        if a.tenths:
            m, more, at = m0, [], before
            for tenth in range(1, 11):
                to = before + a.more * tenth // 10
                while at < to:
                    m = update(m, at, min(to, at + a.tenths))
                    at = min(to, at + a.tenths)
                more.append(excess(m, last) - excess(train(to), last))
            tenths.append(more)
    for k, v in out.items():
        print(
            f"{world:13s} {k:16s} excess {np.mean([x[0] for x in v]):7.4f}  {1000 * np.mean([x[1] for x in v]):8.2f} ms each  {v[0][2]} bytes",
            flush=True,
        )
    if tenths:
        mean = np.mean(tenths, 0)
        print(f"{world:13s} tenths " + " ".join(f"{x:+.4f}" for x in mean) + f"  most {mean.max():+.4f}", flush=True)
