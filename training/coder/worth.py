"""Fits what tells whether it is worth having the judge read a sentence.

    cargo build --release -p rapporteur-neural --example worth
    python worth.py --shared DIR [--program FILE] [--out ../../data/lexicon/worth_weight.tsv]

The shipped judge codes the news of DIR/load; of each candidate of a pattern it is learned whether a row came of it, that
is published. Prints for some limits, each article by weights that have not seen it, how many words of the sentences with a
candidate are read and how many of the rows are kept, and writes the weights of all. A feature counts that several
candidates have. Needs numpy and scikit-learn.
"""

import argparse
import collections
import hashlib
import os
import subprocess

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from running import SETS

HERE = os.path.dirname(os.path.abspath(__file__))
LEAST, STRENGTH, FOLDS = 3, 0.3, 5


def candidates(arguments):
    """`(article, sentence, words, whether a row came of it, names of features)` of all candidates."""
    for name in SETS:
        told = subprocess.run([arguments.program, os.path.join(arguments.shared, "load", name + ".jsonl")],
                              capture_output=True, text=True, check=True).stdout
        for line in told.splitlines():
            article, sentence, words, is_row, *names = line.split("\t")
            yield article, sentence, int(words), is_row == "1", names


def fit(x, right):
    return LogisticRegression(C=STRENGTH, max_iter=500).fit(x, right)


def show(rows, right, guess):
    """Prints what each limit costs and spares."""
    sentences = collections.defaultdict(list)
    for row, worth in zip(rows, guess):
        sentences[row[:3]].append((worth, row[3]))
    words, published = sum(key[2] for key in sentences), right.sum()
    for limit in np.arange(-4, -0.9, 0.5):
        read = {key: told for key, told in sentences.items() if max(worth for worth, _ in told) >= limit}
        kept = sum(is_row for told in read.values() for _, is_row in told)
        print(f"limit {limit:.2f}: {sum(key[2] for key in read) / words:.3f} of the words read, {kept / published:.4f} of the rows kept")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--program", default=os.path.join(HERE, "../../target/release/examples/worth"))
    parser.add_argument("--out")
    arguments = parser.parse_args()
    rows = list(candidates(arguments))
    right = np.array([row[3] for row in rows])
    counts = collections.Counter(name for row in rows for name in set(row[4]))
    vectors = DictVectorizer()
    x = vectors.fit_transform([{name: 1.0 for name in row[4] if counts[name] >= LEAST and name != "bias"} for row in rows])
    part = np.array([int(hashlib.sha256(row[0].encode()).hexdigest(), 16) % FOLDS for row in rows])
    guess = np.zeros(len(rows))
    for held in range(FOLDS):
        guess[part == held] = fit(x[part != held], right[part != held]).decision_function(x[part == held])
    print(f"{len(rows)} candidates, {x.shape[1]} features, {right.mean():.3f} became a row")
    show(rows, right, guess)
    if arguments.out:
        model = fit(x, right)
        lines = [("bias", model.intercept_[0]), *zip(vectors.get_feature_names_out(), model.coef_[0])]
        with open(arguments.out, "w", encoding="utf8") as out:
            out.write("feature\tweight\n" + "".join(f"{name}\t{weight:.2f}\n" for name, weight in lines if abs(weight) >= 0.005))


if __name__ == "__main__":
    main()
