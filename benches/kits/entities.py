#!/usr/bin/env python3
"""Measure actors, places and times on the kits `entities/conflict` and `entities/politics`.

usage: entities.py SHARED [--program PROGRAM] [--rows conflict=FILE] …

SHARED is the folder that holds `kits/`. The kit's scorer compares typed spans; both sides are brought to the types `actor`,
`place` and `time`:

| kit's type | ours |
|---|---|
| Organisation, Person, Nationality; politicalparty, politician, organisation, person | actor |
| Location; location, country | place |
| Temporal | time |
| all others (weapons, quantities, documents, elections, wars, misc) | none: the kit's spans of these types count as missed |

A span of ours gets one type: `place` if the toponym stands for the place (`usage` is `location`), `actor` otherwise. Left out are
relative pronouns, since the kits do not mark them, and what lies within a longer mention of the same type.
"""
import argparse, json, os, subprocess, sys, tempfile

MAPPED = {
    "conflict": "Organisation=actor,Person=actor,Nationality=actor,Location=place,Temporal=time",
    "politics": "politicalparty=actor,politician=actor,organisation=actor,person=actor,location=place,country=place",
}
# Times are no entities of this kit, nor are pronouns and role nouns; it marks names only.
NAMES_ONLY = {"politics"}


def read(path):
    return [json.loads(line) for line in open(path, encoding="utf8") if line.strip()]


def is_name(mention):
    words = mention["text"].split()
    return any(word[:1].isupper() for word in words[-2:]) and not mention["found_by"].startswith(
        ("rule:pronoun", "rule:definite-noun", "rule:numbered")
    )


def spans(kit, mentions, text):
    """One typed span for the same words, in characters."""
    found = {}
    for mention in mentions:
        kind = mention["type"]
        if mention["found_by"] == "rule:relative-pronoun":
            continue
        if kit in NAMES_ONLY and (kind == "time" or kind == "actor" and not is_name(mention)):
            continue
        key = (mention["start"], mention["end"])
        if kind == "place" and mention.get("usage", "location") != "location":
            continue
        if kind == "place" or key not in found:
            found[key] = kind
    longest = sorted(found, key=lambda key: (key[0] - key[1], key))
    kept = []
    for start, end in longest:
        if not any(s < end and start < e for s, e in kept):
            kept.append((start, end))
    whole = text.encode("utf8")
    at = lambda byte: len(whole[:byte].decode("utf8", "ignore"))
    return [{"start": at(s), "end": at(e), "type": found[s, e]} for s, e in sorted(kept)]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared")
    parser.add_argument("--program", default="target/debug/rapporteur")
    parser.add_argument("--rows", action="append", default=[], metavar="KIT=FILE", help="rows that were printed before")
    arguments = parser.parse_args()
    before = dict(pair.split("=", 1) for pair in arguments.rows)
    for kit, types in MAPPED.items():
        gold = os.path.join(arguments.shared, "kits", "entities", kit, "dev.jsonl")
        with tempfile.TemporaryDirectory() as folder:
            rows = before.get(kit) or os.path.join(folder, "rows.jsonl")
            if kit not in before:
                with open(rows, "w", encoding="utf8") as out:
                    subprocess.run([arguments.program, "entities", gold], stdout=out, check=True)
            of_article = {}
            for row in read(rows):
                of_article.setdefault(row["article_id"], []).append(row)
            predicted = os.path.join(folder, "predicted.jsonl")
            with open(predicted, "w", encoding="utf8") as out:
                for article in read(gold):
                    entities = spans(kit, of_article.get(article["id"], []), article["text"])
                    print(json.dumps({"id": article["id"], "entities": entities}), file=out)
            scorer = os.path.join(arguments.shared, "kits", "score", "spans.py")
            printed = subprocess.run([sys.executable, scorer, gold, predicted, "--map=" + types], capture_output=True, text=True, check=True)
        score = json.loads(printed.stdout)
        per_type = {name: value for name, value in score["per_type"].items() if name in ("actor", "place", "time")}
        print(kit, "overlap P/R/F1", score["overlap_PRF"], "exact", score["micro_PRF"], per_type)


if __name__ == "__main__":
    main()
