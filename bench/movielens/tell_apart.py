"""Can a classifier tell invented rows from real ones, in their context? MovieLens 100k, the first genre as the category.

  ML_100K=.../ml-100k python3 tell_apart.py --module build/release/synth.so [--seed 1] [--document out.json]

The people are cut into halves. The values of a world's document are set by hand from one half: shares, quantiles, means.
Rows of that world, and the half itself, are held against the other half. Three figures: the real half against the other
one, a law with the keys that 0.1.0 had, and one with all keys. AUC 0.5: nobody can tell.

The classifier is scikit-learn's HistGradientBoostingClassifier (150 rounds, depth 5), trained on half of the people of
both sides, both sides weighing alike; AUC on the other half of the people. Features of a row: ln(1 + seconds since the
person's row before), hour, weekday, emotion, category, whether category and emotion are those of the row before, ln rows of
its session (gaps below 30 minutes), ln rows of the person. Needs numpy, scikit-learn.
"""

import argparse, json, sqlite3, warnings
import numpy as np
import ml100k
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

SESSION = 1800  # seconds without a row end a session
EMOTION = np.array(["", "bad", "bad", "ok", "good", "great"])


class Table:
    """Rows of (user, emotion, category, video, time), sorted by user and time; rows of equal time in random order."""

    def __init__(self, user, emotion, category, video, time, seed=0):
        at = np.random.default_rng(seed).permutation(len(user))
        at = at[np.lexsort((time[at], user[at]))]
        self.user, self.emotion, self.category = np.unique(user[at], return_inverse=True)[1], emotion[at], category[at]
        self.video, self.time = video[at], time[at]
        self.same = np.r_[False, self.user[1:] == self.user[:-1]]
        self.gap = np.r_[0, np.diff(self.time)]
        self.within = self.same & (self.gap < SESSION)
        self.session = np.cumsum(~self.within) - 1
        self.sizes = np.bincount(self.session)


def features(t, emotions, categories):
    e, c = (np.array([{x: i for i, x in enumerate(names)}[x] for x in v]) for names, v in ((emotions, t.emotion), (categories, t.category)))
    again = lambda x: np.r_[False, x[1:] == x[:-1]] & t.same
    return np.stack(
        [
            np.where(t.same, np.log1p(np.maximum(t.gap, 0)), -1),
            t.time % 86400 // 3600,
            (t.time // 86400 + 4) % 7,
            e,
            c,
            again(c),
            again(e),
            np.log(t.sizes[t.session]),
            np.log(np.bincount(t.user)[t.user]),
        ],
        1,
    )


def auc(real, other, emotions, categories):
    x = np.r_[features(real, emotions, categories), features(other, emotions, categories)]
    y = np.r_[np.zeros(len(real.user)), np.ones(len(other.user))]
    learns = np.r_[real.user * 2654435761 % 1000 < 500, other.user * 2654435761 % 1000 < 500]
    weight = np.where(y == 1, len(real.user) / len(other.user), 1)
    model = HistGradientBoostingClassifier(max_iter=150, max_depth=5, random_state=0)
    model.fit(x[learns], y[learns], sample_weight=weight[learns])
    return roc_auc_score(y[~learns], model.predict_proba(x[~learns])[:, 1], sample_weight=weight[~learns])


def quantiles(x, k):
    return [float(q) for q in np.quantile(np.asarray(x, float), np.linspace(0, 1, k))]


def agreement(values, user):
    """How often two rows of one person agree; people of many rows weigh more, but less than by their pairs."""
    names, v = np.unique(values, return_inverse=True)
    count = np.zeros((user.max() + 1, len(names)))
    np.add.at(count, (user, v), 1)
    n = count.sum(1)
    many = n > 1
    pairs = (count * (count - 1)).sum(1)[many] / (n * (n - 1))[many]
    weight = n[many] / (n[many] + 30)
    return (weight * pairs).sum() / weight.sum()


def old_document(t):
    """The law of 0.1.0: shares, means and spreads."""
    emotions, rates = np.unique(t.emotion, return_counts=True)
    categories, weights = np.unique(t.category, return_counts=True)
    chance = ((rates / rates.sum()) ** 2).sum()
    # Two rows of a person have the same favourites: (.5, .3, .2) agree with chance .38.
    individuality = np.sqrt(max(0, (agreement(t.emotion, t.user) - chance) / (1 - chance)) / 0.38)
    hours = lambda days: np.bincount(t.time[days] % 86400 // 3600, minlength=24).tolist()
    weekday = (t.time // 86400 + 3) % 7 < 5
    gaps = np.log(np.maximum(t.gap[t.within], 1))
    people = np.sort(np.bincount(t.user))[::-1]
    first = t.time.min() // 86400 * 86400
    last = t.time.max() // 86400 * 86400 + 86400
    week = lambda share, n: (np.array(share) / n).tolist()
    return {
        "merge": False,
        "emotions": {str(e): {"rate": int(r)} for e, r in zip(emotions, rates)},
        "categories": {str(c): {"weight": int(w)} for c, w in zip(categories, weights)},
        "map": {
            str(e): {str(c): {"weight": float(np.sum((t.emotion == e) & (t.category == c)) + 0.1)} for c in categories}
            for e in emotions
        },
        "cities": {"here": {"country": "here", "utc_offset": 0, "weight": 1}},
        "mood": {"persistence": 0.0, "individuality": float(min(1, individuality)), "by_hour": [0] * 24},
        "day": {
            "weekday": week(hours(weekday), 5),
            "weekend": week(hours(~weekday), 2),
            "chronotype_minutes": 0,
            "top_fifth_share": float(people[: len(people) // 5].sum() / people.sum()),
        },
        "session": {
            "rows": float(min(32, t.sizes.mean())),
            "seconds": float(max(1, np.exp(np.median(gaps)))),
            "sigma": float(min(4, gaps.std())),
        },
        "choice": {"taste_strength": 0.35, "hour_strength": 0},
        "delay": {"seconds": 1, "sigma": 0},
        "match_rate": 1,
        "home_rate": 1,
        "same_place_rate": 1,
        "users": int(t.user.max() + 1),
        "logs": len(t.user),
        "until": int(last),
        "days": float((last - first) / 86400),
    }


def new_document(t):
    """All keys: what the old ones cannot say besides."""
    d = old_document(t)
    start = ~t.within
    begins, who = t.time[start], t.user[start]
    first = np.r_[True, who[1:] != who[:-1]]
    since = d["until"] - int(d["days"]) * 86400
    joined = begins[first]
    week = (begins - since) // (7 * 86400)
    grid = np.zeros((7, 24))
    np.add.at(grid, ((begins // 86400 + 3) % 7, begins % 86400 // 3600), 1)
    flat = np.outer(grid.sum(1), grid.sum(0)) / grid.sum()
    d["day"]["week"] = ((grid + 20 * flat / flat.mean()) / (1 + 20 / grid.mean())).tolist()
    d["day"]["trend"] = (np.bincount(week, minlength=int(np.ceil(d["days"] / 7))) + 0.5).tolist()
    d["session"]["gaps"] = quantiles(t.gap[t.within], 65)
    d["session"]["sizes"] = quantiles(t.sizes, 65)
    d["session"]["first_sizes"] = quantiles(t.sizes[first], 65)
    visits = np.sort(np.bincount(who)).cumsum()
    d["people"] = {
        "activity": [0.0] + [float(v) for v in np.interp(np.arange(1, 33) / 32, np.arange(1, len(visits) + 1) / len(visits), visits / visits[-1])],
        "join": quantiles((joined - since) / 86400, 33),
        "stay": quantiles((begins[np.r_[first[1:], True]] - joined) / 86400, 65),
    }
    repeats = np.mean((t.category[1:] == t.category[:-1])[t.within[1:]])
    chance = agreement(t.category, t.user)
    d["session"]["topic"] = float(max(0, (repeats - chance) / (1 - chance)))
    d["mood"]["noise"] = 1.0
    d["video_repeat"] = 0
    for c in d["categories"]:
        views = np.sort(np.unique(t.video[t.category == c], return_counts=True)[1])[::-1]
        knots = 8 if len(views) < 16 else 16
        ranks = np.round(len(views) ** (np.arange(knots) / (knots - 1))).astype(int) - 1
        d["categories"][c] |= {
            "videos": len(views),
            "popularity": np.minimum.accumulate(views[np.minimum(ranks, len(views) - 1)].astype(float)).tolist(),
        }
    return d


def invented(module, document, seed):
    db = sqlite3.connect(":memory:")
    db.enable_load_extension(True)
    db.load_extension(module)
    world = json.dumps(document | {"seed": seed})
    rows = db.execute(
        "SELECT user_id, emotion, video_category, video_id, timestamp FROM synth_video_clicks(?1) WHERE world = ?2",
        (document["logs"], world),
    ).fetchall()
    user, emotion, category, video, time = map(np.array, zip(*rows))
    return Table(user, emotion, category, video, time)


def main():
    a = argparse.ArgumentParser(usage=__doc__)
    a.add_argument("--module", required=True)
    a.add_argument("--seed", type=int, default=1)
    a.add_argument("--document", help="a file for the document with all keys: made from MovieLens rows, not to be shared")
    a = a.parse_args()
    warnings.filterwarnings("ignore")
    r = ml100k.read()
    category, emotion = r.category(), EMOTION[r.rating]
    half = np.random.default_rng(2024).random(r.user.max() + 1) < 0.5
    learned, held = (
        Table(r.user[x], emotion[x], category[x], r.item[x], r.time[x]) for x in (half[r.user], ~half[r.user])
    )
    emotions, categories = np.unique(emotion), np.unique(category)
    print(f"the other real half         AUC {auc(held, learned, emotions, categories):.3f}", flush=True)
    for title, make in (("a law with the keys of 0.1.0", old_document), ("a law with all keys", new_document)):
        document = make(learned)
        rows = invented(a.module, document, a.seed)
        print(f"{title:27s} AUC {auc(held, rows, emotions, categories):.3f}", flush=True)
    if a.document:
        open(a.document, "w").write(json.dumps(document))


if __name__ == "__main__":
    main()
