"""Real rows: how well the product and its peers foretell the genre of a film that a person rates, on MovieLens 100k.

  ML_100K=.../ml-100k python3 predict.py --module build/release/synth.so [--options '{}']

Five set-ups: the category is the first genre of the film (in the last set-up a row for each genre); the emotion is constant
or follows the rating (1-2 bad, 3 ok, 4 good, 5 great); the test rows are the last fifth of all rows or of each person's.
Peers: frequencies (of all, per emotion, per person, per person on top of emotion), each shrunk to its parent's, and
logistic regression on person, emotion, hour and weekday. Their strength and penalty are chosen on the last fifth of the
training part. Errors of differences are clustered by person. Needs numpy, scipy, scikit-learn.
"""

import argparse, itertools, json, sqlite3, warnings
import numpy as np
import ml100k
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

FEELING = np.array(["", "bad", "bad", "ok", "good", "great"])


class Rows:
    """label, person, emotion: numbers from 0; time: unix seconds."""

    def __init__(self, label, person, emotion, time):
        self.label, self.person, self.emotion, self.time = label, person, emotion, time

    def __len__(self):
        return len(self.label)

    def __getitem__(self, at):
        return Rows(self.label[at], self.person[at], self.emotion[at], self.time[at])


def last_fifth(rows, by_person):
    """Which rows are held out; rows come in order of time."""
    if not by_person:
        return np.arange(len(rows)) >= len(rows) * 4 // 5
    held = np.zeros(len(rows), bool)
    for person in np.unique(rows.person):
        at = np.flatnonzero(rows.person == person)
        held[at[len(at) * 4 // 5 :]] = True
    return held


def frequencies(train, test, labels, levels, strengths):
    """P(every label) of each test row by the counts of keys, each level shrunk to the one before by strength rows."""
    p = np.tile((np.bincount(train.label, minlength=labels) + 0.5) / (len(train) + 0.5 * labels), (len(test), 1))
    for level, strength in zip(levels, strengths):
        key, ask = level(train), level(test)
        size = max(key.max(), ask.max()) + 1
        count = np.bincount(key * labels + train.label, minlength=size * labels).reshape(size, labels)[ask]
        p = (count + strength * p) / (count.sum(1, keepdims=True) + strength)
    return p


def one_hot(rows, people, emotions):
    sizes = [people, emotions, 24, 7]
    columns = [rows.person, rows.emotion, rows.time % 86400 // 3600, (rows.time // 86400 + 4) % 7]
    at = np.stack([c + s for c, s in zip(columns, np.cumsum([0] + sizes[:-1]))], 1).ravel()
    return csr_matrix((np.ones(len(at)), (np.repeat(np.arange(len(rows)), 4), at)), (len(rows), sum(sizes)))


def logistic(train, test, labels, people, emotions, penalty):
    m = LogisticRegression(C=penalty, max_iter=200).fit(one_hot(train, people, emotions), train.label)
    p = np.full((len(test), labels), 0.0)
    p[:, m.classes_] = m.predict_proba(one_hot(test, people, emotions))
    return (len(train) * p + 0.5) / (len(train) + 0.5 * labels)  # labels that it never saw


def product(module, options, train, test, names):
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(module)
    for table, rows in (("a", train), ("b", test)):
        db.execute(f"CREATE TABLE {table}(y, e, t, p)")
        values = zip(rows.label, rows.emotion, rows.time, rows.person)
        db.executemany(f"INSERT INTO {table} VALUES(?,?,?,?)", [(names[y], f"e{e}", int(t), f"p{p}") for y, e, t, p in values])
    options = json.dumps({"labels": names} | options)
    model = db.execute("SELECT model_train(y, e, t, p, NULL, ?) FROM a", (options,)).fetchone()[0]
    ask = ", ".join(f"model_probability(?1, ?{i + 2}, e, t, p)" for i in range(len(names)))
    rows = db.execute(f"SELECT {ask} FROM b ORDER BY rowid", (model, *names))
    return np.array(rows.fetchall(), float)


def loss(p, rows):
    return -np.log(p[np.arange(len(rows)), rows.label])


def chosen(candidates, run, train, by_person):
    """The candidate that is best on the last fifth of the training part."""
    held = last_fifth(train, by_person)
    return min(candidates, key=lambda c: loss(run(train[~held], train[held], c), train[held]).mean())


def clustered(d, person):
    """Mean of d and its standard error over people."""
    mean = d.mean()
    return mean, np.sqrt((np.bincount(person, d - mean) ** 2).sum()) / len(d)


def main():
    a = argparse.ArgumentParser(usage=__doc__)
    a.add_argument("--module", required=True)
    a.add_argument("--options", default="{}")
    a = a.parse_args()
    warnings.filterwarnings("ignore")
    ratings = ml100k.read()
    ahead = behind = 0
    for title, by_person, by_rating, every in (
        ("split by time, one emotion", False, False, False),
        ("split by time, emotion from the rating", False, True, False),
        ("split by person, one emotion", True, False, False),
        ("split by person, emotion from the rating", True, True, False),
        ("a row per genre, split by person, emotion from the rating", True, True, True),
    ):
        rating = np.repeat(np.arange(len(ratings.time)), [len(g) if every else 1 for g in ratings.genres])
        genre = [g for gs in ratings.genres for g in (gs if every else gs[:1])]
        names, label = np.unique(genre, return_inverse=True)
        feeling = FEELING[ratings.rating[rating]] if by_rating else np.full(len(rating), "none")
        emotions, emotion = np.unique(feeling, return_inverse=True)
        people, person = np.unique(ratings.user[rating], return_inverse=True)
        rows = Rows(label, person, emotion, ratings.time[rating])
        held = last_fifth(rows, by_person)
        train, test, K = rows[~held], rows[held], len(names)
        levels = {"frequencies": [], "per person": [lambda r: r.person]}
        if by_rating:
            levels["per emotion"] = [lambda r: r.emotion]
            levels["per person on emotion"] = [
                lambda r: r.emotion,
                lambda r: r.person * len(emotions) + r.emotion,
            ]
            levels["per emotion and person"] = [lambda r: r.emotion, lambda r: r.person]
        found = {}
        for name, level in levels.items():
            strengths = list(itertools.product([3, 10, 30, 100, 300, 1000], repeat=len(level)))
            run = lambda x, y, s: frequencies(x, y, K, level, s)
            found[name] = run(train, test, chosen(strengths, run, train, by_person))
        run = lambda x, y, c: logistic(x, y, K, len(people), len(emotions), c)
        found["logistic regression"] = run(train, test, chosen([0.03, 0.1, 0.3], run, train, by_person))
        found["model_train"] = product(a.module, json.loads(a.options), train, test, names.tolist())
        print(f"{title}: {len(train)} rows to learn from, {len(test)} to foretell")
        for name, p in found.items():
            print(f"  {name:24s} log loss {loss(p, test).mean():.4f}  accuracy {(p.argmax(1) == test.label).mean():.3f}")
        ours = loss(found.pop("model_train"), test)
        best = min(found, key=lambda x: loss(found[x], test).mean())
        d, s = clustered(ours - loss(found[best], test), test.person)
        ahead, behind = ahead + (d < 0), behind + (d > s)
        print(f"  model_train - {best}: {d:+.4f} ± {s:.4f}", flush=True)
    print(f"ahead of the best peer in {ahead} of 5 set-ups; behind by more than one standard error in {behind}")


if __name__ == "__main__":
    main()
