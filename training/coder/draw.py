"""Draws rows of running news for a reader to judge, from articles that no label was taken from.

    python draw.py --shared DIR --program rapporteur --seed N > rows.txt

60 rows from each of the two corpora, from at most 60 articles whose number is divisible by five (see
SOURCE-running.md), each with the words before its sentence. A row is right if its type, source, target and truth all
are. Standard library only.
"""

import argparse
import json
import os
import random
import subprocess

from running import SETS

ROWS, ARTICLES, BEFORE = 60, 60, 300


def shown(parties):
    """Parties as words, name and country."""
    one = lambda p: p["text"] + (f" (={p['name']})" if p["name"] else "") + (f" [{p['country']}]" if p["country"] else "")
    return "; ".join(map(one, parties)) or "(nobody)"


def told(row, text):
    """A row with its sentence."""
    text, sentence, trigger = text.encode(), row["sentence_text"].encode(), row["trigger"]
    start = text.find(sentence)
    while not start <= trigger["start"] < start + len(sentence):
        start = text.find(sentence, start + 1)
    cut = lambda a, b: text[max(0, a):b].decode(errors="ignore").replace("\n", " ")
    marked = f"{cut(start, trigger['start'])}{{{trigger['text']}}}{cut(trigger['end'], start + len(sentence))}"
    mutual = row["reciprocal"] and not row["targets"]
    negated = " NEGATED" if row["polarity"] == "negative" else ""
    return (f"report of {row['published']}\n  before: …{cut(start - BEFORE, start)}\n  SENTENCE: {marked}\n"
            f"  ROW: {row['event_type']} {row['mode'] or ''} | source: {shown(row['sources'])} | target: "
            f"{'(each other)' if mutual else shown(row['targets'])} | {row['factuality']}{negated}\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--program", default="rapporteur")
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    rng, number = random.Random(arguments.seed), 0
    for name in SETS:
        with open(os.path.join(arguments.shared, "load", name + ".jsonl"), encoding="utf8") as lines:
            articles = [json.loads(line) for line in lines]
        articles = [one for one in articles if int(one["id"].rsplit("-", 1)[1]) % 5 == 0]
        articles = rng.sample(articles, min(ARTICLES, len(articles)))
        lines = "".join(json.dumps(one) + "\n" for one in articles)
        coded = subprocess.run([arguments.program, "code", "-"], input=lines, capture_output=True, text=True, check=True).stdout
        texts = {one["id"]: one["text"] for one in articles}
        for row in rng.sample([json.loads(line) for line in coded.splitlines()], ROWS):
            number += 1
            print(f"#{number} {told(row, texts[row['article_id']])}")


if __name__ == "__main__":
    main()
