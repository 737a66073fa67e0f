"""Estimates `data/lexicon/cue_weight.tsv`: what speaks for and against an attribution.

    cargo run --release -p rapporteur-neural --example attribution -- --features GOLD.jsonl > candidates.jsonl
    python cue_weights.py GOLD.jsonl candidates.jsonl --out ../../data/lexicon/cue_weight.tsv [--report DIR]

GOLD is a file with source, cue and content spans, as `score/attribution.py` reads it. It needs numpy.
A logistic model over the features that the program names, one weight a feature. A fifth of the articles, chosen by a
hash of their ids, is never learned from; with `--report`, predictions for it and its gold are written to DIR.
"""

import argparse
import bisect
import collections
import json
import re

import numpy as np

from fold import fold

WORD = re.compile(r"\w+|[^\w\s]")
RARE = 4        # a feature that fewer readings have is left out
STEPS = 100
RATE = 0.12
PENALTY = 2.0


def read(path):
    return [json.loads(line) for line in open(path, encoding="utf-8") if line.strip()]


def tokens(spans, words):
    """The numbers of the words, ascending pairs of offsets, that share a character with a span."""
    found = set()
    for start, end in spans:
        at = bisect.bisect_right(words, start, key=lambda word: word[1])
        while at < len(words) and words[at][0] < end:
            found.add(at)
            at += 1
    return frozenset(found)


def overlap(a, b):
    return 1.0 if not a and not b else 2 * len(a & b) / max(1, len(a) + len(b))


def labelled(article, candidates):
    """Pairs of reading and target: 1 if it is a gold attribution in full, less if only its cue is."""
    words = [match.span() for match in WORD.finditer(article["text"])]
    gold = [{role: tokens(a.get(role, []), words) for role in ("source", "cue", "content")} for a in article["attributions"]]
    by_word = collections.defaultdict(list)
    for number, one in enumerate(gold):
        for word in one["cue"]:
            by_word[word].append(number)
    rows = []
    for candidate in candidates:
        mine = {role: tokens(candidate[role], words) for role in ("source", "cue", "content")}
        best = 0.0
        for number in {n for word in mine["cue"] for n in by_word[word]}:
            source = overlap(gold[number]["source"], mine["source"]) >= 0.5
            content = overlap(gold[number]["content"], mine["content"]) >= 0.5
            best = max(best, 1.0 if source and content else 0.7 if content else 0.35)
        rows.append((candidate, best))
    return rows


def known(rows):
    """The words that have been cues at least three times; unlisted verbs among the others are not worth asking."""
    counts = collections.Counter(word_of(candidate) for candidate, y in rows if y > 0)
    return {word for word, count in counts.items() if count >= 3}


def word_of(candidate):
    return next(name for name in candidate["features"] if name.startswith("word="))


def is_asked(candidate, words):
    unlisted = candidate["kind"] in ("object", "oblique", "rest", "subject") and any(name.startswith("class+kind=unlisted") for name in candidate["features"])
    return not unlisted or word_of(candidate) in words


def is_name(feature):
    """Whether a feature is of a capitalised word: no names are learned."""
    word = re.match(r"(?:word|word\+kind|word\+marker|content-word|particle)[= ]([^/ ]*)", feature)
    return bool(word) and word.group(1) != word.group(1).lower()


def train(rows):
    """Full-batch Adam on the logistic loss with a quadratic penalty; gives weights by name."""
    counts = collections.Counter(name for candidate, _ in rows for name in candidate["features"])
    names = [name for name, count in sorted(counts.items()) if count >= RARE and not is_name(name)]
    index = {name: i for i, name in enumerate(names)}
    places = [[index[name] for name in candidate["features"] if name in index] for candidate, _ in rows]
    flat = np.fromiter((i for one in places for i in one), dtype=np.int64)
    row = np.repeat(np.arange(len(places)), [len(one) for one in places])
    wanted = np.array([y for _, y in rows])
    weights, first, second = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, STEPS + 1):
        z = np.bincount(row, weights=weights[flat], minlength=len(places))
        slope = 1 / (1 + np.exp(-np.clip(z, -30, 30))) - wanted
        gradient = np.bincount(flat, weights=slope[row], minlength=len(names)) + PENALTY * weights
        first = 0.9 * first + 0.1 * gradient
        second = 0.99 * second + 0.01 * gradient**2
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.99**step)) + 1e-8)
    return {name: float(w) for name, w in zip(names, weights) if abs(w) >= 0.03}


def score(weights, candidate):
    return sum(weights.get(name, 0.0) for name in candidate["features"])


def is_plain(candidate):
    """Whether it is a listed verb of speech with its clause or quotation, which the program always reads as such."""
    speech = candidate["class"] not in ("hoping", "believing") and "unlisted" not in next(
        name for name in candidate["features"] if name.startswith("class+kind="))
    verbal = word_of(candidate).endswith("/VERB")
    kinds = ("clause", "host", "quote", "neighbour", "according_to")
    return speech and verbal and candidate["kind"] in kinds and (candidate["source"] or candidate["kind"] == "clause")


def predict(weights, candidates, shift):
    """The best reading of each word, if it is above the threshold."""
    best = {}
    plain = {candidate["word"] for candidate in candidates if is_plain(candidate)}
    for candidate in candidates:
        if candidate["word"] in plain and not is_plain(candidate):
            continue
        z = score(weights, candidate) + shift
        if z > 0 and z > best.get(candidate["word"], (0, None))[0]:
            best[candidate["word"]] = (z, candidate)
    kept = []
    for z, candidate in (best[word] for word in sorted(best)):
        # Of two that share words of their cues the likelier stays.
        if kept and kept[-1][1]["cue"][-1][1] > candidate["cue"][0][0] and candidate["cue"][-1][1] > kept[-1][1]["cue"][0][0]:
            if kept[-1][0] < z:
                kept[-1] = (z, candidate)
        else:
            kept.append((z, candidate))
    return [candidate for _, candidate in kept]


def measures(pairs):
    """Full-attribution F1 and cue token F1, as the scorer computes them up to ties in pairing."""
    full = gold_count = predicted_count = hit = gold_words = predicted_words = 0
    for gold, words, predicted in pairs:
        mine = [{role: tokens(p[role], words) for role in ("source", "cue", "content")} for p in predicted]
        gold_cue = frozenset().union(*[g["cue"] for g in gold])
        mine_cue = frozenset().union(*[m["cue"] for m in mine])
        hit += len(gold_cue & mine_cue)
        gold_words += len(gold_cue)
        predicted_words += len(mine_cue)
        gold_count += len(gold)
        predicted_count += len(mine)
        used = set()
        for g in gold:
            options = [(len(g["cue"] & m["cue"]) * 10 + overlap(g["content"], m["content"]), k) for k, m in enumerate(mine)
                       if k not in used and g["cue"] & m["cue"]]
            if not options:
                continue
            k = max(options)[1]
            used.add(k)
            full += overlap(g["source"], mine[k]["source"]) >= 0.5 and overlap(g["content"], mine[k]["content"]) >= 0.5
    return 2 * full / max(1, gold_count + predicted_count), 2 * hit / max(1, gold_words + predicted_words)


def prepared(article, predicted):
    words = [match.span() for match in WORD.finditer(article["text"])]
    gold = [{role: tokens(a.get(role, []), words) for role in ("source", "cue", "content")} for a in article["attributions"]]
    return gold, words, predicted


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold")
    parser.add_argument("candidates")
    parser.add_argument("--out")
    parser.add_argument("--report")
    args = parser.parse_args()
    gold = {row["id"]: row for row in read(args.gold)}
    candidates = {row["id"]: row["attributions"] for row in read(args.candidates)}
    learn = [i for i in gold if fold(i) != 0]
    held = [i for i in gold if fold(i) == 0]
    # The threshold is chosen on a part of what is learned from.
    tune = [i for i in learn if fold(i + "tune") == 0]
    tuning = set(tune)
    rows = {i: labelled(gold[i], candidates.get(i, [])) for i in learn}
    words = known([row for i in learn for row in rows[i]])
    rows = {i: [row for row in rows[i] if is_asked(row[0], words)] for i in learn}
    candidates = {i: [c for c in candidates.get(i, []) if is_asked(c, words)] for i in gold}
    print(sum(len(r) for r in rows.values()), "readings to learn from", flush=True)
    weights = train([row for i in learn if i not in tuning for row in rows[i]])
    shifts = [s / 5 for s in range(-2, 10)]
    results = [(measures([prepared(gold[i], predict(weights, candidates[i], s)) for i in tune]), s) for s in shifts]
    for (full, cue), s in results:
        print(f"shift {s:+.1f} full {full:.3f} cue {cue:.3f}")
    shift = max(results, key=lambda r: r[0][0] + 0.5 * r[0][1])[1]
    weights = train([row for i in learn for row in rows[i]])
    full, cue = measures([prepared(gold[i], predict(weights, candidates[i], shift)) for i in held])
    print(f"set aside: {len(held)} articles, shift {shift:+.1f}, full {full:.3f}, cue {cue:.3f}, {len(weights)} weights")
    weights["bias"] = weights.get("bias", 0.0) + shift
    if args.out:
        with open(args.out, "w", encoding="utf-8") as out:
            out.write("feature\tweight\n")
            for name, weight in sorted(weights.items()):
                out.write(f"{name}\t{weight:.2f}\n")
    if args.report:
        with open(f"{args.report}/gold.jsonl", "w", encoding="utf-8") as g, open(f"{args.report}/predicted.jsonl", "w", encoding="utf-8") as p:
            for i in held:
                g.write(json.dumps(gold[i]) + "\n")
                p.write(json.dumps({"id": i, "attributions": predict(weights, candidates[i], 0.0)}) + "\n")


if __name__ == "__main__":
    main()
