"""Fits what makes of the judge's probabilities the confidence of a row.

    cargo build --release -p rapporteur-neural --example judged
    python confidence.py --shared DIR --work OUT [--program FILE] [--out ../../data/lexicon/confidence_weight.tsv]

Each article is coded by weights that have not seen it, doubtful rows and all. A row counts if it was read (`reading.tsv`:
whether its type, source, target and truth are right), and less if somebody who had not seen it judged its trigger
(`running.tsv`). Then it is right if all agree as in `running.py`, where near values are as good: of what is to come
(pledged, planned, scheduled) and of what is told as fact (asserted, historical, reported, alleged); a conviction may be
coercion as well as a sanction. Where that reader wrote a pronoun, or took `announced` for a word of saying though it
announces an arrest, the row does not count.
Prints the share of right rows by confidence, of those that were read, each article's fitted without it, and writes the
weights of all. Needs numpy.
"""

import hashlib
import os

import numpy as np

import running

HERE = os.path.dirname(os.path.abspath(__file__))
NEAR = [{"asserted", "historical", "reported"}, {"reported", "alleged"}, {"pledged", "planned", "scheduled"}]
AHEAD = NEAR[2]
PRONOUNS = set("he she they it who them him his their its we i us you which that whom those these her".split())
# How much the squares of the weights cost beside the loss of all rows.
RIDGE = 10.0
# What a row counts of which only the trigger was judged, beside one that was read.
UNREAD = 0.3


def digest(row):
    """What stands for a row in `reading.tsv`, which has no words of the articles."""
    parties = [party["text"] for side in ("sources", "targets") for party in [*row[side], {"text": ""}]]
    told = [row["article_id"], str(row["trigger"]["start"]), row["event_type"], row["factuality"], *parties]
    return hashlib.sha256("\t".join(told).encode()).hexdigest()[:16]


def reading():
    """Whether each row that was read is right in all, by digest."""
    with open(os.path.join(HERE, "reading.tsv"), encoding="utf8") as lines:
        cells = [line.split() for line in list(lines)[1:]]
    return {key: all(answer == "y" for answer in answers) for key, *answers in cells}


def is_right(row, readings):
    """Whether a row agrees with one of the readings of its trigger; none if that is open."""
    if not readings and row["trigger"]["text"].startswith("announc"):
        return None
    sides = [" ".join(party["text"] for party in row[side]) for side in ("sources", "targets")]
    for kind, source, target, truth in readings:
        if {source.lower(), target.lower()} & PRONOUNS:
            return None
        parties = [running.same(shown, told) for shown, told in zip(sides, (source, target))]
        both = {row["factuality"], truth}
        is_ahead = row["event_type"] == "AGREE" and both <= AHEAD
        is_conviction = row["mode"] == "convict" and kind == "COERCE"
        if (row["event_type"] == kind or is_ahead or is_conviction) and all(parties) and (
                running.agrees(row, truth) or any(both <= near for near in NEAR)):
            return True
    return False


def verdict(row, judged, read):
    """`(row, whether it is right, whether it was read)`, in a list that is empty if nobody knows."""
    key, readings = digest(row), judged.get((row["article_id"], row["trigger"]["start"]))
    is_so = read[key] if key in read else is_right(row, readings) if readings is not None else None
    return [(row, is_so, key in read)] if is_so is not None and row["features"] else []


def rows_of(arguments):
    """The verdicts on all held-out rows."""
    os.environ["RAPPORTEUR_LEAST"] = "0"
    judged, read = running.judged(arguments.shared), reading()
    return [found for row in running.held_out_rows(arguments)[0] for found in verdict(row, judged, read)]


def fit(x, right, counts):
    """Weights of a logistic model by Newton's steps; the first column is the constant and costs nothing."""
    cost = np.full(x.shape[1], RIDGE)
    cost[0] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (counts * (p - right)) + cost * weights
        bend = (x * (counts * p * (1 - p))[:, None]).T @ x + np.diag(cost)
        weights -= np.linalg.solve(bend, slope)
    return weights


def main():
    parser = running.options(__doc__)
    parser.add_argument("--out")
    arguments = parser.parse_args()
    rows, right, was_read = zip(*rows_of(arguments))
    right, was_read = np.array(right, float), np.array(was_read)
    counts = np.where(was_read, 1.0, UNREAD)
    names = sorted({name for row in rows for name in row["features"]} - {"bias"})
    x = np.array([[1.0, *(row["features"].get(name, 0.0) for name in names)] for row in rows])
    part = np.array([int(hashlib.sha256(row["article_id"].encode()).hexdigest(), 16) % 5 for row in rows])
    guess = np.zeros(len(rows))
    for held in range(5):
        weights = fit(*(of[part != held] for of in (x, right, counts)))
        guess[part == held] = 1 / (1 + np.exp(-x[part == held] @ weights))
    guess, told = guess[was_read], right[was_read]
    print(f"{len(rows)} rows; {len(told)} were read, {told.mean():.3f} of them right")
    for least in (0.3, 0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9):
        kept = guess >= least
        print(f"confidence {least} and more: {kept.mean():.3f} of those that were read, {told[kept].mean():.3f} of them right")
    if arguments.out:
        with open(arguments.out, "w", encoding="utf8") as out:
            lines = zip(["bias", *names], fit(x, right, counts))
            out.write("feature\tweight\n" + "".join(f"{name}\t{weight:.4f}\n" for name, weight in lines))


if __name__ == "__main__":
    main()
