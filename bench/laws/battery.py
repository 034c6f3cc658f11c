"""Excess nats over the truth of the product and its peers on laws that are not the product's own.

  python3 battery.py --module build/synth.so [--sizes 20,200,2000,20000,200000] [--who product,tables,logistic,boosting,mlp]
                     [--laws noise,drift] [--seeds 1] [--first 101] [--name today] [--json out.jsonl] [--show out.jsonl ...]
Small sizes take more seeds (20 rows: 8 times, 200: 3 times as many). Needs numpy; scikit-learn and lightgbm for three peers.
"""

import argparse, json, time, warnings
import numpy as np
import laws, peers

warnings.filterwarnings("ignore")
a = argparse.ArgumentParser()
a.add_argument("--module")
a.add_argument("--sizes", default="20,200,2000,20000,200000")
a.add_argument("--who", default="product,tables")
a.add_argument("--laws", default=",".join(laws.LAWS))
a.add_argument("--seeds", type=int, default=1)
a.add_argument("--first", type=int, default=1, help="first seed")
a.add_argument("--name", default="product")
a.add_argument("--json")
a.add_argument("--options", default="{}")
a.add_argument("--show", nargs="*")
a = a.parse_args()


def show(files):
    got, who, sizes = {}, [], []
    for f in files:
        for line in open(f):
            x = json.loads(line)
            got[x["law"], x["n"], x["who"]] = x
            if x["who"] not in who:
                who.append(x["who"])
            if x["n"] not in sizes:
                sizes.append(x["n"])
    for n in sorted(sizes):
        print(f"{n} rows".ljust(28) + "".join(x.rjust(11) for x in who))
        for law in laws.LAWS:
            print(
                law.ljust(28)
                + "".join(f"{got[law, n, x]['excess']:11.4f}" if (law, n, x) in got else " " * 11 for x in who)
            )


if a.show:
    show(a.show)
    raise SystemExit
for n in map(int, a.sizes.split(",")):
    for law in a.laws.split(","):
        seeds = a.seeds * (8 if n <= 50 else 3 if n <= 500 else 1)
        for who in a.who.split(","):
            f = peers.product(a.module, json.loads(a.options)) if who == "product" else getattr(peers, who)
            excess, cpu = [], []
            for s in range(seeds):
                w = laws.World(law, a.first + s)
                train = w.rows(n)
                test = w.rows(4000 if n <= 500 else 20000, test=True)
                c = time.process_time()
                q = f(w, train, test)
                cpu.append(time.process_time() - c)
                excess.append(float(np.mean(np.log(test.truth) - np.log(np.maximum(q, 1e-12)))))
            x = {
                "law": law,
                "n": n,
                "who": a.name if who == "product" else who,
                "excess": round(float(np.mean(excess)), 5),
                "se": round(float(np.std(excess) / len(excess) ** 0.5), 5),
                "cpu": round(float(np.mean(cpu)), 3),
            }
            line = json.dumps(x)
            if a.json:
                open(a.json, "a").write(line + "\n")
            print(line, flush=True)
