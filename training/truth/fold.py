"""Adds to each article of a kit its fold, 0 to 4, by a hash of its id.

    python fold.py GOLD.jsonl > FOLDED.jsonl
    python fold.py GOLD.jsonl --only 0 > HELD.jsonl

Fold 0 is never learned from; `--only` gives the articles of one fold.
"""

import argparse
import hashlib
import json


def fold(identifier):
    """The fold of an article, 0 to 4; fold 0 is set aside."""
    return int(hashlib.sha256(identifier.encode()).hexdigest(), 16) % 5


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold")
    parser.add_argument("--only", type=int)
    args = parser.parse_args()
    for line in open(args.gold, encoding="utf-8"):
        if line.strip():
            row = json.loads(line)
            row["fold"] = fold(row["id"])
            if args.only is None or args.only == row["fold"]:
                print(json.dumps(row))


if __name__ == "__main__":
    main()
