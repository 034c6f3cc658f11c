"""Peers for laws.py (usage: battery.py). Each takes (World, train Rows, test Rows) and gives P(chosen label) of each test row. Needs numpy; the last three scikit-learn, lightgbm."""

import itertools, json, sqlite3
import numpy as np


def product(module, options=None):
    def run(w, train, test):
        db = sqlite3.connect(":memory:")
        db.enable_load_extension(True)
        db.load_extension(module)
        for name, rows in (("a", train), ("b", test)):
            db.execute(f"CREATE TABLE {name}(y, e, t, p, c)")
            db.executemany(f"INSERT INTO {name} VALUES(?,?,?,?,?)", rows.sql())
        o = {"unknown_emotion": "average", "labels": [f"c{i}" for i in range(w.labels)]} | (options or {})
        m = db.execute("SELECT model_train(y,e,t,p,c,?) FROM a", (json.dumps(o),)).fetchone()[0]
        return np.array(
            [x for x, in db.execute("SELECT model_probability(?,y,e,t,p,c) FROM b ORDER BY rowid", (m,))], float
        )

    return run


def counts(key, label, size, labels):
    return np.bincount(key * labels + label, minlength=size * labels).reshape(size, labels).astype(float)


def tables(w, train, test):
    """The best of all tables of one or two features by a random fifth of the rows, each shrunk to its parent's; strength by the same fifth."""
    n, K = len(train.label), w.labels
    held = np.random.default_rng(5).random(n) < 0.2
    sizes = [7, 24, 7, w.people, 12]

    def key_of(rows, features):
        key, size = np.zeros(len(rows.label), int), 1
        for i in features:
            key, size = key * sizes[i] + rows.columns()[i], size * sizes[i]
        return key, size

    def levels(features, rows):
        """The counts of the rows by none, the first, the first two ... of the features."""
        made = []
        for depth in range(len(features) + 1):
            key, size = key_of(train, features[:depth])
            made.append(counts(key[rows], train.label[rows], size, K))
        return made

    def shrunk(made, features, strengths):
        parent = (made[0] + 0.5) / (made[0].sum() + 0.5 * K)
        for c, i, strength in zip(made[1:], features, strengths):
            parent = (c + strength * np.repeat(parent, sizes[i], 0)) / (c.sum(1, keepdims=True) + strength)
        return parent

    best = (np.inf, None)
    for depth in (0, 1, 2):
        for features in itertools.permutations(range(5), depth):
            made = levels(features, ~held)
            key, size = key_of(train, features)
            seen = counts(key[held], train.label[held], size, K)
            for strengths in itertools.product([0.5, 2, 8, 32, 128], repeat=depth):
                loss = -(seen * np.log(shrunk(made, features, strengths))).sum() / held.sum() if held.any() else 0
                if loss < best[0] - 1e-9:
                    best = (loss, (features, strengths))
    features, strengths = best[1]
    table = shrunk(levels(features, np.ones(n, bool)), features, strengths)
    return table[key_of(test, features)[0], test.label]


def onehot(w, rows):
    from scipy.sparse import csr_matrix

    sizes = [7, 24, 7, w.people, 12]
    start = np.cumsum([0] + sizes[:-1])
    n = len(rows.label)
    return csr_matrix(
        (
            np.ones(5 * n),
            (np.repeat(np.arange(n), 5), np.stack([c + s for c, s in zip(rows.columns(), start)], 1).ravel()),
        ),
        shape=(n, sum(sizes)),
    )


def chosen(w, classes, p, test, n):
    full = np.zeros((len(test.label), w.labels))
    full[:, np.asarray(classes, int)] = p
    full = (n * full + 0.5) / (n + 0.5 * w.labels)  # labels that it never saw
    return full[np.arange(len(full)), test.label]


def logistic(w, train, test):
    from sklearn.linear_model import LogisticRegression

    if len(set(train.label)) < 2:
        return chosen(w, train.label[:1], np.ones((len(test.label), 1)), test, len(train.label))
    m = LogisticRegression(C=1.0, max_iter=100).fit(onehot(w, train), train.label)
    return chosen(w, m.classes_, m.predict_proba(onehot(w, test)), test, len(train.label))


def boosting(w, train, test):
    import lightgbm as lgb

    classes, y = np.unique(train.label, return_inverse=True)
    if len(classes) < 2:
        return chosen(w, classes, np.ones((len(test.label), 1)), test, len(y))
    m = lgb.LGBMClassifier(n_jobs=1, verbose=-1, min_child_samples=min(20, max(2, len(y) // 20)))
    m.fit(np.stack(train.columns(), 1), y, categorical_feature=[0, 1, 2, 3, 4])
    p = m.predict_proba(np.stack(test.columns(), 1)) if len(classes) > 1 else None
    return chosen(w, classes, p, test, len(y))


def mlp(w, train, test):
    from sklearn.neural_network import MLPClassifier

    if len(set(train.label)) < 2:
        return chosen(w, train.label[:1], np.ones((len(test.label), 1)), test, len(train.label))
    often = np.bincount(train.label, minlength=w.labels)
    rare = often[often > 0].min() < 2  # early stopping needs two of each
    m = MLPClassifier((64,), early_stopping=len(train.label) > 500 and not rare, max_iter=60, random_state=1).fit(
        onehot(w, train), train.label
    )
    return chosen(w, m.classes_, m.predict_proba(onehot(w, test)), test, len(train.label))
