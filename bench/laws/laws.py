"""Foreign laws with known truth: rows (label, emotion, unix time, person, city) and P(label | row) for each.

  from laws import LAWS, World
  w = World("emotion_x_hour", seed=1); train = w.rows(2000); test = w.rows(20000, test=True); train.truth  # P of the chosen label

Hours are UTC (the cities are unknown to the product). Training rows lie in 300 days, test rows in the day-aligned window after.
"""

import numpy as np

T0, DAYS, TEST_DAYS = 1_700_006_400, 300, 28  # T0 is a midnight
EMOTIONS, CITIES = 7, 12


def softmax(x):
    x = np.exp(x - x.max(-1, keepdims=True))
    return x / x.sum(-1, keepdims=True)


class Rows:
    def __init__(self, **k):
        self.__dict__.update(k)

    def columns(self):
        return [self.emotion, self.hour, self.weekday, self.person, self.city]

    def sql(self):
        return [
            (f"c{y}", f"e{e}", int(t), f"p{p}", f"town {c}")
            for y, e, t, p, c in zip(self.label, self.emotion, self.time, self.person, self.city)
        ]


class World:
    def __init__(self, law, seed=0):
        self.law, self.rng = law, np.random.default_rng([seed, LAWS.index(law)])
        g, self.people, self.labels, self.w = self.rng, 50, 15, {}
        n = lambda sd, *shape: g.normal(0, sd, shape + (self.labels,))
        if law in ("xor_hour", "xor_city"):
            self.labels = 2 if law == "xor_hour" else 4
        if law == "three_labels":
            self.labels = 3
        if law == "forty_labels":
            self.labels = 40
        if law == "power_law":
            self.people = 3000
        self.base = n(0.7)
        E, C, P = EMOTIONS, CITIES, self.people
        make = {
            "emotion_x_hour": lambda: dict(eq=n(1.5, E, 4)),
            "emotion_x_city": lambda: dict(ec=n(1.3, E, C)),
            "person_x_emotion": lambda: dict(pe=n(1.3, P, E)),
            "person_x_hour": lambda: dict(pq=n(1.3, P, 4)),
            "weekend": lambda: dict(e=n(0.8, E), k=n(1.5, 2)),
            "emotion_x_hour_and_person": lambda: dict(eq=n(1.3, E, 4), p=n(1.0, P)),
            "additive": lambda: dict(e=n(1.0, E), q=n(0.7, 4), c=n(0.7, C), p=n(0.7, P)),
            "three_labels": lambda: dict(e=n(1.0, E), p=n(1.0, P)),
            "forty_labels": lambda: dict(ec=n(1.2, E, C), p=n(0.7, P)),
            "power_law": lambda: dict(e=n(1.0, E), p=n(1.2, P)),
            "drift": lambda: dict(e=n(1.2, E), e2=n(1.2, E), p=n(0.7, P)),
            "three_way": lambda: dict(eqk=n(1.5, E, 4, 2)),
            "sparse": lambda: dict(e=n(1.5, E)),
        }
        if law in make:
            self.w = make[law]()
        self.fixed = g.integers(0, self.labels, (E, 4))
        self.pe = np.arange(1, E + 1) / (E * (E + 1) / 2)
        z = 1.0 / np.arange(1, P + 1) ** (1.0 if law == "power_law" else 0.3)
        self.pp = z / z.sum()
        h = np.ones(24)
        h[1:6] = 0.2
        h[18:23] = 2
        self.ph = h / h.sum()

    def truth(self, r):
        n, w, q, k = len(r.emotion), self.w, r.hour // 6, (r.weekday >= 5).astype(int)
        one = lambda y, sure: np.where(np.arange(self.labels) == y[:, None], sure, (1 - sure) / (self.labels - 1))
        if self.law == "noise":
            return np.full((n, self.labels), 1 / self.labels)
        if self.law == "deterministic":
            return one(self.fixed[r.emotion, q], 1.0)
        if self.law == "xor_hour":
            return one((r.hour >= 12) ^ (r.emotion % 2), 0.875) * 0.75 + one(r.emotion % 2, 0.875) * 0.25
        if self.law == "xor_city":
            return one((r.city % 2) * 2 + ((r.city // 2 + r.hour // 12) % 2), 0.85)
        x = np.tile(self.base, (n, 1))
        if "e" in w and "e2" not in w:
            x = x + w["e"][r.emotion]
        if "e2" in w:
            part = np.clip((r.time - T0) / ((DAYS + TEST_DAYS) * 86400), 0, 1)[:, None]
            x = x + (1 - part) * w["e"][r.emotion] + part * w["e2"][r.emotion]
        for key, at in (
            ("q", (q,)),
            ("c", (r.city,)),
            ("p", (r.person,)),
            ("k", (k,)),
            ("eq", (r.emotion, q)),
            ("ec", (r.emotion, r.city)),
            ("pe", (r.person, r.emotion)),
            ("pq", (r.person, q)),
            ("eqk", (r.emotion, q, k)),
        ):
            if key in w:
                x = x + w[key][at]
        if self.law == "sparse":
            x[:, 0] += 5.5
        return softmax(x)

    def rows(self, n, test=False):
        g = self.rng
        day = g.integers(0, TEST_DAYS, n) + DAYS if test else g.integers(0, DAYS, n)
        hour = g.choice(24, n, p=self.ph)
        time = T0 + day * 86400 + hour * 3600 + g.integers(0, 3600, n)
        r = Rows(
            emotion=g.choice(EMOTIONS, n, p=self.pe),
            hour=hour,
            weekday=(time // 86400 + 3) % 7,
            time=time,
            person=g.choice(self.people, n, p=self.pp),
            city=g.integers(0, CITIES, n),
        )
        p = self.truth(r)
        r.label = np.minimum((p.cumsum(1) < g.random(n)[:, None]).sum(1), self.labels - 1)
        r.p = p
        r.truth = p[np.arange(n), r.label]
        return r


LAWS = [
    "emotion_x_hour",
    "xor_hour",
    "emotion_x_city",
    "person_x_emotion",
    "person_x_hour",
    "weekend",
    "xor_city",
    "sparse",
    "deterministic",
    "noise",
    "three_labels",
    "forty_labels",
    "power_law",
    "drift",
    "additive",
    "emotion_x_hour_and_person",
    "three_way",
]
