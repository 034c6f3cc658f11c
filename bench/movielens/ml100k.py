"""The ratings of MovieLens 100k, from a folder that the user brings: ML_100K=.../ml-100k, or the argument `folder`.

GroupLens offers the data set at https://grouplens.org/datasets/movielens/100k/. Its licence forbids redistribution and
commercial use, so no row of it is here, nor anything computed from its rows except error figures.
"""

import hashlib, os, pathlib, sys
import numpy as np

SHA_256 = "06416e597f82b7342361e41163890c81036900f418ad91315590814211dca490"  # of u.data
WHERE = "GroupLens offers it: https://grouplens.org/datasets/movielens/100k/"


class Ratings:
    """One element per rating, in order of time: user and item from 1, rating 1 to 5, time in unix seconds, and the
    genres of its film by name."""

    def __init__(self, user, item, rating, time, genres):
        self.user, self.item, self.rating, self.time, self.genres = user, item, rating, time, genres

    def category(self):
        """The first genre of each rating's film."""
        return np.array([g[0] for g in self.genres])


def read(folder=None):
    folder = folder or os.environ.get("ML_100K")
    if not folder:
        sys.exit(f"MovieLens 100k: set ML_100K to the folder ml-100k. {WHERE}")
    path = pathlib.Path(folder)
    for name in ("u.data", "u.item", "u.genre"):
        if not (path / name).is_file():
            sys.exit(f"MovieLens 100k: {path / name} is not there. {WHERE}")
    data = (path / "u.data").read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA_256:
        sys.exit(f"MovieLens 100k: the SHA-256 of {path / 'u.data'} is {found}, not {SHA_256}. {WHERE}")
    names = [line.split("|")[0] for line in (path / "u.genre").read_text("latin-1").splitlines() if "|" in line]
    genres = {}
    for line in (path / "u.item").read_text("latin-1").splitlines():
        fields = line.split("|")
        genres[int(fields[0])] = [n for n, flag in zip(names, fields[5:]) if flag == "1"]
    rows = np.array([line.split() for line in data.decode().splitlines()], np.int64)
    rows = rows[np.lexsort((rows[:, 1], rows[:, 0], rows[:, 3]))]
    return Ratings(rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3], [genres[i] for i in rows[:, 1]])
