"""Examples of who says what, from the kit of attributions: the words of each speaker and of each cue.

The sentences are those that the product cuts:

    cargo run --release -p rapporteur-neural --example attribution -- --sentences GOLD.jsonl > sentences.tsv

All sentences with a cue or a speaker are examples, and of the others as many as make two fifths of the whole, chosen by
a hash of article and place.
"""

import hashlib

import data
from batching import example
from model import CUES

# So many sentences without an attribution go with one that has some.
PLAIN = 2 / 3


def fold_of(article):
    """The fold of an article; fold 0 is the fifth that training/truth/cue_weights.py sets aside."""
    return int(hashlib.sha256(article.encode()).hexdigest(), 16) % data.FOLDS


def examples(shared, cutter, sentences_path):
    """One example a sentence, with `cues`, a number of CUES for each word, and `said`."""
    spans = sentence_spans(sentences_path)
    told, plain = [], []
    for row in data.rows(shared, "attribution/dev.jsonl"):
        marks = marked(row["attributions"])
        said = [span for one in row["attributions"] for span in one.get("content", [])]
        for start, end in spans.get(row["id"], []):
            one = example(cutter, row["text"][start:end], fold=fold_of(row["id"]), ids={"attribution": [row["id"]]})
            one.cues = tags(one.pieces.words, start, end, marks)
            one.said = [float(any(a + start < last and b + start > first for first, last in said)) for a, b in one.pieces.words]
            (told if any(one.cues) else plain).append((row["id"], start, one))
    plain.sort(key=lambda found: hashlib.sha256(f"{found[0]}\t{found[1]}".encode()).digest())
    kept = told + plain[: int(len(told) * PLAIN)]
    kept.sort(key=lambda found: found[:2])
    return [one for _, _, one in kept]


def sentence_spans(path):
    """The sentences of each article, `id<TAB>start<TAB>end` a line, in characters of its text."""
    found = {}
    with open(path, encoding="utf8") as lines:
        for line in lines:
            article, start, end = line.rstrip("\n").split("\t")
            found.setdefault(article, []).append((int(start), int(end)))
    return found


def marked(attributions):
    """`(start, end, begin tag)` of every span of a speaker and then of every cue, which wins where both claim a word."""
    sources = [(*span, CUES.index("B-SOURCE")) for one in attributions for span in one.get("source", [])]
    return sources + [(*span, CUES.index("B-CUE")) for one in attributions for span in one.get("cue", [])]


def tags(words, start, end, marks):
    """The tag number of each word of the sentence that begins at `start`."""
    out = [0] * len(words)
    for first, last, begin in marks:
        if last <= start or first >= end:
            continue
        tag = begin
        for place, (a, b) in enumerate(words):
            if a + start < last and b + start > first:
                out[place], tag = tag, begin + 1
    return out
