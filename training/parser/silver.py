"""Collects unlabelled news sentences, tokenized and without repeats, as JSON lines.

    python silver.py --shared DIR --out silver.jsonl

A row has `forms`, `spaced` (whether a space follows each) and, for texts with gold entities, `gold`: their spans as
`[first word, one past the last, kind]`.
"""

import argparse
import glob
import json
import random

import segment

TEXTS = ["kits/attribution/dev.jsonl", "kits/event_coreference/dev.jsonl", "kits/event_types/dev.jsonl",
         "kits/coding/relations.jsonl", "kits/coding/participants.jsonl", "kits/coding/quad.jsonl",
         "kits/coding/cooperation.jsonl"]

# The types of the entity kits in the parser's kinds; `PLACE` is decided by the teacher between GPE, LOC and FAC.
KINDS = {
    "Organisation": "ORG", "Location": "PLACE", "politicalparty": "ORG", "politician": "PER", "election": "EVENT",
    "organisation": "ORG", "location": "PLACE", "person": "PER", "country": "GPE", "event": "EVENT", "LOC": "PLACE",
    "PER": "PER", "ORG": "ORG",
}


def texts(shared):
    """Texts and their gold entities."""
    for path in sorted(glob.glob(f"{shared}/load/*.jsonl")) + [f"{shared}/{t}" for t in TEXTS]:
        for line in open(path, encoding="utf-8"):
            row = json.loads(line)
            yield row["text"].replace("``", '"').replace("''", '"'), []
    for path in sorted(glob.glob(f"{shared}/kits/entities/*/dev.jsonl")):
        for line in open(path, encoding="utf-8"):
            row = json.loads(line)
            yield row["text"], [e for e in row["entities"] if e["type"] in KINDS]
    # Reports in capitals, cut into lines: a tenth of them is enough to learn the look.
    for number, line in enumerate(open(f"{shared}/kits/incidents/dev.jsonl", encoding="utf-8")):
        if number % 10 == 0:
            paragraphs = json.loads(line)["text"].split("\n\n")
            yield "\n".join(" ".join(p.split()) for p in paragraphs), []
    for line in open(f"{shared}/kits/police_events/dev.jsonl", encoding="utf-8"):
        for sentence in json.loads(line)["sents"]:
            yield sentence["text"], []


def spans(entities, places):
    """Entities as spans of words; `places` are the byte ranges of the words."""
    found = []
    for entity in entities:
        inside = [i for i, (start, end) in enumerate(places) if start < entity["end"] and end > entity["start"]]
        if inside:
            found.append([inside[0], inside[-1] + 1, KINDS[entity["type"]]])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--words", type=int, default=1_400_000)
    args = parser.parse_args()
    seen, kept = set(), []
    for text, entities in texts(args.shared):
        at = 0
        for sentence in segment.sentences(text):
            forms, spaced = segment.words(sentence)
            places = []
            for form in forms:
                at = text.find(form, at)
                places.append((at, at + len(form)))
                at += len(form)
            if 4 <= len(forms) <= 70 and sentence not in seen:
                seen.add(sentence)
                kept.append({"forms": forms, "spaced": spaced})
                if entities:
                    kept[-1]["gold"] = spans(entities, places)
    # The order is shuffled so that a run over the first part sees every source.
    random.Random(1).shuffle(kept)
    kept.sort(key=lambda row: "gold" not in row)
    count = 0
    with open(args.out, "w", encoding="utf-8") as out:
        for number, row in enumerate(kept):
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += len(row["forms"])
            if count >= args.words:
                break
    print(number + 1, "of", len(kept), "sentences,", count, "words")


if __name__ == "__main__":
    main()
