"""model_train beside other trainers, on the same clicks. Usage: train.py MODULE ROWS USERS SEEDS (train.sh calls it)

The clicks are made by the module; the last fifth of time is held out. The peers see what the truth depends on, one-hot:
emotion, local hour, person. Each is tuned as its users would: the last fifth of what it may learn from chooses the
number of epochs and the penalty, then it is trained on all of it. `excess` is held-out log loss minus that of the
truth, in nats, the mean over the seeds with its standard error; a probability of 0 counts as 50 nats, but the peers'
are mixed with one row's worth of all categories alike. `top-1` and `top-3` are accuracies as parts of the truth's own,
where QUALITY names bench_nn_quality, which knows it; else as they are. `seconds` is the CPU time of that last training
alone, for the peers; all of model_train, its own choice and the scan included, for ours; `times` is it as a multiple of
ours.

`quick` is ours with the option "epochs" at 2: how soon it is better than a peer.

`original`, which is tried only when asked for, is the network of the script that this project replaces, 64-BN-32-BN
with batches of 16, without its dropout.

Environment: PEERS some of them; EPOCHS of PyTorch, instead of the best; LEARN learn from so many clicks only, evenly
taken from the first four fifths; WORLD the parameter `world` of the clicks.
"""
import json
import math
import os
import sqlite3
import subprocess
import sys
import tempfile
import warnings

module, rows, users = sys.argv[1], int(float(sys.argv[2])), int(sys.argv[3])
seeds = [int(seed) for seed in sys.argv[4:] if seed != "--one"]


def mean_and_error(values):
    mean = sum(values) / len(values)
    if len(values) < 2:
        return f"{mean:9.4f}         "
    error = math.sqrt(sum((value - mean) ** 2 for value in values) / (len(values) - 1) / len(values))
    return f"{mean:9.4f} ±{error:7.4f}"


def all_seeds():
    """Each seed in a process of its own, so that no peer finds memory warm or threads running."""
    results, notes = {}, {}
    for seed in seeds:
        child = subprocess.run([sys.executable, __file__, module, sys.argv[2], sys.argv[3], str(seed), "--one"],
                               stdout=subprocess.PIPE, text=True, check=True)
        for line in child.stdout.splitlines():
            result = json.loads(line)
            results.setdefault(result["name"], []).append(result)
            notes[result["name"]] = result["note"]
    learned = f", {os.environ['LEARN']} of them to learn from" if "LEARN" in os.environ else ""
    print(f"{rows} clicks of {users} people{learned}, the last fifth of time held out; seeds {seeds[0]} to {seeds[-1]}")
    print(f"{'':34} {'log loss':>9} {'':8} {'excess':>9} {'':8} {'top-1':>6} {'top-3':>6} {'seconds':>9} {'times':>7}")
    seconds = {name: sum(r["seconds"] for r in some) / len(some) for name, some in results.items()}
    for name, some in results.items():
        if some[0]["loss"] is None:
            print(f"not tried: {name} ({some[0]['note']})")
            continue
        times = f"{seconds[name] / seconds['model_train']:7.1f}" if "model_train" in seconds else ""
        tops = [sum(r[top] for r in some) / len(some) for top in ("top1", "top3")]
        print(f"{name:34} {mean_and_error([r['loss'] for r in some])} {mean_and_error([r['excess'] for r in some])} "
              f"{tops[0]:6.3f} {tops[1]:6.3f} {seconds[name]:9.2f} {times:>7}  {notes[name]}")


if sys.argv[-1] != "--one":
    all_seeds()
    sys.exit()

seed = int(sys.argv[4])
wanted = os.environ.get("PEERS", "ours quick frequencies logistic mlp fasttext xgboost torch").split()
warnings.filterwarnings("ignore")

db = sqlite3.connect(":memory:")
db.enable_load_extension(True)
db.load_extension(module)
db.execute("CREATE TABLE cities AS SELECT city, min(utc_offset) AS utc_offset FROM synth_users(10000) GROUP BY city")
db.execute("""CREATE TABLE clicks AS SELECT c.*, probability, ifnull(utc_offset, 0) AS utc_offset
              FROM synth_video_clicks AS c LEFT JOIN cities USING (city)
              WHERE n = ? AND seed = ? AND users = ? AND until = 1735689600 AND world IS ?""".replace(
                  "world IS ?", "world = ?" if "WORLD" in os.environ else "? IS NULL"),
           (rows, seed, users, os.environ.get("WORLD")))
boundary = db.execute("SELECT timestamp FROM clicks ORDER BY timestamp LIMIT 1 OFFSET ?", (rows * 4 // 5,)).fetchone()[0]
if "LEARN" in os.environ:
    db.execute("""DELETE FROM clicks WHERE rowid IN (SELECT id FROM (SELECT rowid AS id, ? * n / count(*) OVER () AS step,
                  ? * (n - 1) / count(*) OVER () AS before FROM (SELECT rowid, row_number() OVER (ORDER BY timestamp) AS n
                  FROM clicks WHERE timestamp < ?)) WHERE step = before)""",
               (int(os.environ["LEARN"]), int(os.environ["LEARN"]), boundary))
split = [(emotion, (timestamp + offset * 60) // 3600 % 24, name, category, timestamp, probability)
         for emotion, timestamp, offset, name, category, probability in db.execute(
             "SELECT emotion, timestamp, utc_offset, name, video_category, probability FROM clicks ORDER BY timestamp")]
train = [row for row in split if row[4] < boundary]
held = [row for row in split if row[4] >= boundary]
early, late = train[:len(train) * 4 // 5], train[len(train) * 4 // 5:]
labels = sorted({row[3] for row in train})
truth = sum(-math.log(row[5]) for row in held) / len(held)


def cpu_seconds():
    """Of this process and of those that it ran: each peer has one thread, and a busy machine does not count."""
    return sum(os.times()[:4])


def nats(p):
    return min(-math.log(p), 50.0) if p > 0 else 50.0


def softened(p):
    """One row's worth of all categories alike: a peer knows no category that it has not seen."""
    return (len(train) * p + 1 / 15) / (len(train) + 1)


def loss(probabilities, some, columns):
    place = {label: i for i, label in enumerate(columns)}
    return sum(nats(softened(p[place[row[3]]] if row[3] in place else 0)) for p, row in zip(probabilities, some)) / len(some)


def judged(probabilities, columns):
    """Log loss, top-1 and top-3 accuracy over the held-out rows."""
    place = {label: i for i, label in enumerate(columns)}
    first = three = 0
    for p, row in zip(probabilities, held):
        chosen = place.get(row[3])
        if chosen is not None:
            rank = sum(x > p[chosen] for x in p)
            first += rank < 1
            three += rank < 3
    return loss(probabilities, held, columns), first / len(held), three / len(held)


def tops_of_the_truth():
    """Its top-1 and top-3 accuracy on the held-out rows; 1, 1 where there is nobody to ask."""
    if "QUALITY" not in os.environ:
        return 1, 1
    world = [f"world={os.environ['WORLD']}"] if "WORLD" in os.environ else []
    words = subprocess.run([os.environ["QUALITY"], str(rows), str(users), "1", f"seed={seed}", "truth=1", *world],
                           check=True, capture_output=True, text=True).stdout.split("truth's own", 1)[1].split()
    return float(words[0]), float(words[1])


def report(name, judgement, seconds, note=""):
    log_loss, first, three = judgement
    print(json.dumps({"name": name, "loss": log_loss, "excess": None if log_loss is None else log_loss - truth,
                      "top1": first and first / truth_tops[0], "top3": three and three / truth_tops[1],
                      "seconds": seconds, "note": note}), flush=True)


def ours(name="model_train", epochs=None):
    options = json.dumps({"threads": 1, "unknown_emotion": "average", **({"epochs": epochs} if epochs else {})})
    start = cpu_seconds()
    model = db.execute("""SELECT model_train(video_category, emotion, timestamp, name, city, ?) FROM clicks
                          WHERE timestamp < ?""", (options, boundary)).fetchone()[0]
    seconds = cpu_seconds() - start
    figures = json.loads(db.execute("""SELECT model_evaluate(?, video_category, emotion, timestamp, name, city)
                                       FROM clicks WHERE timestamp >= ?""", (model, boundary)).fetchone()[0])
    report(name, [figures[name] for name in ("log_loss", "accuracy", "top3_accuracy")], seconds,
           "SQL scan included")


def frequencies():
    start = cpu_seconds()
    pairs, emotions, categories = {}, {}, {}
    for row in train:
        pairs[row[0], row[3]] = pairs.get((row[0], row[3]), 0) + 1
        emotions[row[0]] = emotions.get(row[0], 0) + 1
        categories[row[3]] = categories.get(row[3], 0) + 1

    def smoothed(emotion, category, strength, without=0):
        overall = (categories.get(category, 0) + 1) / (len(train) + 15)
        return (pairs.get((emotion, category), 0) - without + strength * overall) / (
            emotions.get(emotion, 0) - without + strength)

    def left_out(strength):
        return sum(n * nats(smoothed(e, c, strength, 1)) for (e, c), n in pairs.items())

    strength = min((1, 2, 4, 8, 15, 32, 64), key=left_out)
    seconds = cpu_seconds() - start
    known = sorted(categories)
    table = {e: [smoothed(e, c, strength) for c in known] for e in {row[0] for row in held}}
    report("frequencies per emotion", judged([table[row[0]] for row in held], known), seconds,
           f"smoothed by {strength} rows of the overall ones")


def one_hot():
    from sklearn.preprocessing import OneHotEncoder
    encoder = OneHotEncoder(handle_unknown="ignore", dtype="float32").fit([row[:3] for row in train])
    return [encoder.transform([row[:3] for row in some]) for some in (train, early, late, held)]


def targets(some):
    return [row[3] for row in some]


def logistic():
    from sklearn.linear_model import LogisticRegression
    x_train, x_early, x_late, x_held = one_hot()

    def fit(c, x, some):
        return LogisticRegression(C=c, max_iter=300, tol=1e-3).fit(x, targets(some))

    def held_out(c):
        model = fit(c, x_early, early)
        return loss(model.predict_proba(x_late), late, model.classes_)

    best = min((0.03, 0.1, 0.3, 1.0, 3.0) if rows < 500000 else (0.3, 1.0, 3.0), key=held_out)
    start = cpu_seconds()
    model = fit(best, x_train, train)
    seconds = cpu_seconds() - start
    report("scikit-learn logistic regression", judged(model.predict_proba(x_held), model.classes_), seconds,
           f"C = {best}")


def best_epoch(epoch, judge, most, patience):
    """Calls epoch() until judge() has not improved for `patience` epochs; the number of epochs that were best, and how
    good they were."""
    best, best_loss = 1, math.inf
    for number in range(1, most + 1):
        epoch()
        now = judge()
        if now < best_loss:
            best, best_loss = number, now
        if number - best >= patience:
            break
    return best, best_loss


def mlp():
    from sklearn.neural_network import MLPClassifier
    x_train, x_early, x_late, x_held = one_hot()
    batch = 256 if rows > 50000 else 64

    def fresh(alpha):
        return MLPClassifier((64, 32), batch_size=batch, alpha=alpha, random_state=1)

    def attempt(alpha):
        trial = fresh(alpha)
        epochs, loss_then = best_epoch(lambda: trial.partial_fit(x_early, targets(early), classes=labels),
                                       lambda: loss(trial.predict_proba(x_late), late, labels), 30, 2)
        return loss_then, epochs, alpha

    _, epochs, alpha = min(attempt(alpha) for alpha in ((1e-4, 0.1, 1.0) if rows < 500000 else (1e-4,)))
    model = fresh(alpha)
    start = cpu_seconds()
    for _ in range(epochs):
        model.partial_fit(x_train, targets(train), classes=labels)
    seconds = cpu_seconds() - start
    report("scikit-learn MLP(64, 32)", judged(model.predict_proba(x_held), labels), seconds,
           f"batch {batch}, alpha {alpha}, best of its epochs: {epochs}")


def fasttext():
    def text(row):
        return f"e_{row[0]} h_{row[1]} p_{row[2].replace(' ', '_')}"

    with tempfile.TemporaryDirectory() as folder:
        def run(learn, judge, epochs, rate):
            with open(f"{folder}/learn", "w") as file:
                file.writelines(f"__label__{row[3]} {text(row)}\n" for row in learn)
            with open(f"{folder}/judge", "w") as file:
                file.writelines(text(row) + "\n" for row in judge)
            start = cpu_seconds()
            subprocess.run(["fasttext", "supervised", "-input", f"{folder}/learn", "-output", f"{folder}/model",
                            "-dim", "32", "-epoch", str(epochs), "-lr", str(rate), "-thread", "1", "-loss", "softmax"],
                           check=True, capture_output=True)
            seconds = cpu_seconds() - start
            lines = subprocess.run(["fasttext", "predict-prob", f"{folder}/model.bin", f"{folder}/judge",
                                    str(len(labels))], check=True, capture_output=True, text=True).stdout.splitlines()
            probabilities = []
            for line in lines:
                words = line.split()
                said = dict(zip(words[::2], map(float, words[1::2])))
                probabilities.append([said.get(f"__label__{label}", 0) for label in labels])
            return probabilities, seconds

        settings = [(epochs, rate) for epochs in (5, 15) for rate in (0.1, 0.3)]
        epochs, rate = min(settings, key=lambda setting: loss(run(early, late, *setting)[0], late, labels))
        probabilities, seconds = run(train, held, epochs, rate)
        report("fastText", judged(probabilities, labels), seconds, f"dim 32, {epochs} epochs, lr {rate}")


def xgboost():
    import xgboost as xgb
    x_train, x_early, x_late, x_held = one_hot()
    number = {label: i for i, label in enumerate(labels)}
    matrix = [xgb.DMatrix(x, label=[number[row[3]] for row in some])
              for x, some in ((x_train, train), (x_early, early), (x_late, late))]

    def settings(eta, depth):
        return {"objective": "multi:softprob", "num_class": len(labels), "tree_method": "hist", "eta": eta,
                "max_depth": depth, "nthread": 1}

    def attempt(eta, depth):
        trial = xgb.train(settings(eta, depth), matrix[1], 500, evals=[(matrix[2], "late")], early_stopping_rounds=5,
                          verbose_eval=False)
        return trial.best_score, trial.best_iteration + 1, eta, depth

    _, rounds, eta, depth = min(attempt(*each) for each in (((0.3, 6), (0.2, 3)) if rows < 50000 else ((0.3, 6),)))
    start = cpu_seconds()
    model = xgb.train(settings(eta, depth), matrix[0], rounds)
    seconds = cpu_seconds() - start
    report("XGBoost hist", judged(model.predict(xgb.DMatrix(x_held)), labels), seconds,
           f"{rounds} rounds, depth {depth}")


def pytorch(original=False):
    import torch
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    number = [{value: i for i, value in enumerate(sorted({row[k] for row in train}))} for k in range(4)]
    sizes = [len(n) for n in number[:3]]
    batch = 16 if original else 256 if rows > 50000 else 64

    def tensors(some):  # what was never seen is the last row of its table
        x = [[number[k].get(row[k], sizes[k]) + sum(sizes[:k]) + k for k in range(3)] for row in some]
        return torch.tensor(x), torch.tensor([number[3].get(row[3], 0) for row in some])

    class Net(torch.nn.Module):  # the first layer is a sum of embedding rows: one-hot, without the zeros
        def __init__(self):
            super().__init__()
            torch.manual_seed(1)
            self.first = torch.nn.EmbeddingBag(sum(sizes) + 3, 64, mode="sum")
            torch.nn.init.normal_(self.first.weight, std=0.05)
            normal = torch.nn.BatchNorm1d if original else torch.nn.Identity
            self.rest = torch.nn.Sequential(torch.nn.ReLU(), normal(64), torch.nn.Linear(64, 32), torch.nn.ReLU(),
                                            normal(32), torch.nn.Linear(32, len(labels)))

        def forward(self, x):
            return self.rest(self.first(x))

    def stepper(net, x, y):
        adam = torch.optim.Adam(net.parameters())

        def epoch():
            net.train()
            for part in torch.randperm(len(x)).split(batch):
                if len(part) == 1:
                    continue  # nothing to normalise by
                adam.zero_grad()
                torch.nn.functional.cross_entropy(net(x[part]), y[part]).backward()
                adam.step()
        return epoch

    def probabilities(net, some):
        net.eval()
        with torch.no_grad():
            return torch.softmax(net(tensors(some)[0]), 1).tolist()

    if "EPOCHS" in os.environ:
        epochs = int(os.environ["EPOCHS"])
    else:
        trial = Net()
        epochs, _ = best_epoch(stepper(trial, *tensors(early)),
                               lambda: loss(probabilities(trial, late), late, labels), 30, 2)
    net = Net()
    epoch = stepper(net, *tensors(train))
    start = cpu_seconds()
    for _ in range(epochs):
        epoch()
    seconds = cpu_seconds() - start
    report("PyTorch, the original's shape" if original else "PyTorch 64-32", judged(probabilities(net, held), labels),
           seconds, f"batch {batch}, {epochs} epochs")


truth_tops = tops_of_the_truth()
report("truth", (truth, *truth_tops), 0)
for name, peer in {"ours": ours, "quick": lambda: ours("model_train, 2 epochs", 2), "frequencies": frequencies,
                   "logistic": logistic, "mlp": mlp, "fasttext": fasttext, "xgboost": xgboost, "torch": pytorch,
                   "original": lambda: pytorch(original=True)}.items():
    if name not in wanted:
        continue
    try:
        peer()
    except (ImportError, FileNotFoundError) as missing:
        report(name, (None, None, None), 0, str(missing))
