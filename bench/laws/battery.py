"""Excess nats over the truth of the product and its peers on laws that are not the product's own.

  python3 battery.py --module build/release/synth.so [--sizes 20,200,2000,20000,200000] [--laws noise,drift]
                     [--who product,tables,logistic,boosting,mlp] [--seeds 5] [--first 101] [--json out.jsonl]
                     [--name today] [--options '{}']
  python3 battery.py --show out.jsonl ... [--name today]     tables of the means, and the verdicts

Small sizes take more seeds (20 rows: 8 times, 200: 3 times as many). One seed is one world, the same rows for everybody,
so differences are paired by world. Seeds below 100 are for trying things out; figures come from 101 on. Needs numpy;
scikit-learn and lightgbm for three of the peers. What is in the file of --json already is not measured again.
"""

import argparse, collections, json, os, time, warnings
import numpy as np
import laws, peers

SIZES = [20, 200, 2000, 20000, 200000]


def measure(a):
    done = [json.loads(line) for line in open(a.json)] if a.json and os.path.exists(a.json) else []
    done = {(x["law"], x["n"], x["who"]) for x in done}
    for n in map(int, a.sizes.split(",")):
        for law in a.laws.split(","):
            who = [x for x in a.who.split(",") if (law, n, a.name if x == "product" else x) not in done]
            if not who:
                continue
            excess, cpu = {x: [] for x in who}, {x: [] for x in who}
            for seed in range(a.first, a.first + a.seeds * (8 if n <= 50 else 3 if n <= 500 else 1)):
                world = laws.World(law, seed)
                train = world.rows(n)
                test = world.rows(4000 if n <= 500 else 20000, test=True)
                for x in who:
                    run = peers.product(a.module, json.loads(a.options)) if x == "product" else getattr(peers, x)
                    begin = time.process_time()
                    p = run(world, train, test)
                    cpu[x].append(time.process_time() - begin)
                    excess[x].append(float(np.mean(np.log(test.truth) - np.log(np.maximum(p, 1e-12)))))
            for x in who:
                result = {
                    "law": law,
                    "n": n,
                    "who": a.name if x == "product" else x,
                    "first": a.first,
                    "excess": [round(e, 5) for e in excess[x]],
                    "cpu": round(float(np.mean(cpu[x])), 3),
                }
                if a.json:
                    open(a.json, "a").write(json.dumps(result) + "\n")
                print(f"{n:7d} {law:26s} {result['who']:10s} {np.mean(excess[x]):8.4f} {result['cpu']:8.2f} s", flush=True)


def paired(x, y):
    """Mean and standard error of x - y over the worlds of both: each is (first seed, excess by seed)."""
    first = max(x[0], y[0])
    n = min(x[0] + len(x[1]), y[0] + len(y[1])) - first
    if n < 1:
        return None
    d = np.array(x[1][first - x[0] :][:n]) - np.array(y[1][first - y[0] :][:n])
    return d.mean(), d.std(ddof=1) / n**0.5 if n > 1 else 0.0


def verdict(got, ours, others, sizes, slack, what):
    """Cells in which `ours` is behind the best of `others` (by its mean in that cell) by more than slack + 2 s."""
    cells = behind = 0
    worst = (-np.inf, "")
    for n in sizes:
        for law in laws.LAWS:
            there = [x for x in others if (law, n, x) in got]
            if len(there) < len(others) or (law, n, ours) not in got:
                continue
            best = min(there, key=lambda x: np.mean(got[law, n, x][1]))
            d = paired(got[law, n, ours], got[law, n, best])
            if d is None:
                continue
            cells += 1
            worst = max(worst, (d[0], f"{law} at {n}"))
            if d[0] > slack + 2 * d[1]:
                behind += 1
                print(f"  behind {best}: {law} at {n} rows, {d[0]:+.4f} ± {d[1]:.4f}")
    if cells:
        print(f"{what}: behind by more than {slack} + 2 s in {behind} of {cells} cells; the worst {worst[0]:+.4f}, {worst[1]}")


def show(files, ours):
    got, who = {}, []
    for line in (line for f in files for line in open(f)):
        x = json.loads(line)
        got[x["law"], x["n"], x["who"]] = (x["first"], x["excess"])
        if x["who"] not in who:
            who.append(x["who"])
    for n in SIZES:
        there = [x for x in who if any((law, n, x) in got for law in laws.LAWS)]
        if not there:
            continue
        print(f"{n} rows".ljust(28) + "".join(x.rjust(11) for x in there))
        cell = lambda law, x: f"{np.mean(got[law, n, x][1]):11.4f}" if (law, n, x) in got else " " * 11
        for law in laws.LAWS:
            print(law.ljust(28) + "".join(cell(law, x) for x in there))
        whole = [x for x in there if all((law, n, x) in got for law in laws.LAWS)]
        means = {x: np.mean([np.mean(got[law, n, x][1]) for law in laws.LAWS]) for x in whole}
        print("mean".ljust(28) + "".join(f"{means[x]:11.4f}" if x in means else " " * 11 for x in there) + "\n")
    verdict(got, ours, ["tables"], SIZES, 0.005, "the best frequency table")
    verdict(got, ours, ["logistic", "boosting", "mlp"], SIZES[:4], 0.01, "the best of logistic regression, boosting, MLP")
    grown = collections.Counter()
    for law in laws.LAWS:
        for n, more in zip(SIZES, SIZES[1:]):
            if (law, n, ours) in got and (law, more, ours) in got:
                d = paired(got[law, more, ours], got[law, n, ours])
                grown["pairs"] += 1
                if d and d[0] > 0.005 + 2 * d[1]:
                    grown["grown"] += 1
                    print(f"  grows: {law} from {n} to {more} rows, {d[0]:+.4f} ± {d[1]:.4f}")
    print(f"from one size to the next: the excess grows by more than 0.005 + 2 s in {grown['grown']} of {grown['pairs']}")


def main():
    a = argparse.ArgumentParser(usage=__doc__)
    a.add_argument("--module")
    a.add_argument("--sizes", default=",".join(map(str, SIZES)))
    a.add_argument("--who", default="product,tables")
    a.add_argument("--laws", default=",".join(laws.LAWS))
    a.add_argument("--seeds", type=int, default=5)
    a.add_argument("--first", type=int, default=101)
    a.add_argument("--name", default="product")
    a.add_argument("--json")
    a.add_argument("--options", default="{}")
    a.add_argument("--show", nargs="+")
    a = a.parse_args()
    warnings.filterwarnings("ignore")
    show(a.show, a.name) if a.show else measure(a)


if __name__ == "__main__":
    main()
