"""Few rows: the product against (a) class shares, (b) frequencies per emotion shrunk by four rows to the class shares; excess nats, mean ± standard error.

python3 few_rows.py --module build/synth.so [--options '{}'] [--seeds 50] [--first 0] [--rows 1,5,20,50,100] [--laws own,weekend,...]
By default the invented world and all laws.
"""

import argparse, json, sqlite3
import numpy as np, laws

a = argparse.ArgumentParser()
a.add_argument("--module", required=True)
a.add_argument("--options", default="{}")
a.add_argument("--seeds", type=int, default=50)
a.add_argument("--first", type=int, default=0, help="first seed")
a.add_argument("--rows", default="1,5,20,50,100")
a.add_argument("--laws", default="own," + ",".join(laws.LAWS))
a = a.parse_args()
db = sqlite3.connect(":memory:")
db.enable_load_extension(True)
db.load_extension(a.module)
F = "y,e,t,p,c"


def own(n, s):
    q = f"SELECT video_category, emotion, timestamp, name, city, probability FROM synth_video_clicks({{}}) WHERE seed = {555 + s} AND users = {5 if n <= 20 else 10} AND until = 1791234567"
    return db.execute(q.format(n * 5 // 4 + 1)).fetchall()[:n], db.execute(q.format(3000)).fetchall(), None


def foreign(law, n, s):
    w = laws.World(law, 100 + s)
    r, t = w.rows(n), w.rows(3000, test=True)
    return (
        [x + (p,) for x, p in zip(r.sql(), r.truth)],
        [x + (float(p),) for x, p in zip(t.sql(), t.truth)],
        [f"c{i}" for i in range(w.labels)],
    )


for n in map(int, a.rows.split(",")):
    means = []
    for law in a.laws.split(","):
        got = []
        for s in range(a.first, a.first + a.seeds):
            tr, te, names = own(n, s) if law == "own" else foreign(law, n, s)
            K = 15 if names is None else len(names)
            o = json.dumps(
                {"unknown_emotion": "average", "min_rows": 1}
                | ({} if names is None else {"labels": names})
                | json.loads(a.options)
            )
            for t, rows in (("a", tr), ("b", te)):
                db.execute(f"DROP TABLE IF EXISTS {t}")
                db.execute(f"CREATE TABLE {t}(y,e,t,p,c,truth)")
                db.executemany(f"INSERT INTO {t} VALUES(?,?,?,?,?,?)", rows)
            m = db.execute(f"SELECT model_train({F},?) FROM a", (o,)).fetchone()[0]
            x = db.execute(f"SELECT avg(ln(truth) - ln(model_probability(?,{F}))) FROM b", (m,)).fetchone()[0]
            share, pair, per = {}, {}, {}
            for y, e, *_ in tr:
                share[y] = share.get(y, 0) + 1
                pair[e, y] = pair.get((e, y), 0) + 1
                per[e] = per.get(e, 0) + 1
            q = lambda y: (share.get(y, 0) + 0.5) / (n + 0.5 * K)
            lt = np.log([r[5] for r in te])
            got.append(
                (
                    x,
                    float(np.mean(lt - np.log([q(r[0]) for r in te]))),
                    float(
                        np.mean(
                            lt
                            - np.log([(pair.get((r[1], r[0]), 0) + 4 * q(r[0])) / (per.get(r[1], 0) + 4) for r in te])
                        )
                    ),
                )
            )
        g = np.array(got)
        d = g[:, :1] - g[:, 1:]
        print(
            f"{n:5d} {law:16s} product {g[:,0].mean():6.3f}  class {g[:,1].mean():6.3f}  emotion/4 {g[:,2].mean():6.3f}  difference {d[:,0].mean():+.3f} ± {d[:,0].std()/len(g)**.5:.3f}, {d[:,1].mean():+.3f} ± {d[:,1].std()/len(g)**.5:.3f}",
            flush=True,
        )
        if law != "own":
            means.append(g.mean(0))
    if means:
        print(f"{n:5d} mean of the laws  product %6.4f  class %6.4f  emotion/4 %6.4f" % tuple(np.mean(means, 0)), flush=True)
