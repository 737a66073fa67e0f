"""How many rows of running news are right, each article coded by weights that have not seen it.

    cargo build --release -p rapporteur-neural --example judged
    python running.py --shared DIR --work OUT [--program FILE] [--fast]

`running.tsv` has rows of news that a reader judged: the right type, source, target and truth of a trigger. A coded row
counts if its trigger was judged; it is right if all four agree, phrases by a shared word of substance. Prints the share
of right rows, of those right but for one thing, and of judged events that are coded; then the same for rows of more
confidence. `RAPPORTEUR_LEAST=0` in the environment counts the doubtful rows as well, which the program leaves out.
Standard library only.
"""

import argparse
import collections
import json
import os
import re

from five_fold import coded, held_out

HERE = os.path.dirname(os.path.abspath(__file__))
SETS = ["guardian_sdf", "insightcrime"]
EMPTY = {"the", "a", "an", "of", "in", "and", "s", "its", "his", "her", "their"}


def lines_of(shared):
    """The lines of `running.tsv`: article and its text, start of the sentence and the sentence, character spans of source,
    target and trigger in it, type and factuality."""
    texts = {}
    for name in SETS:
        with open(os.path.join(shared, "load", name + ".jsonl"), encoding="utf8") as lines:
            texts |= {row["id"]: row["text"] for row in map(json.loads, lines)}
    with open(os.path.join(HERE, "running.tsv"), encoding="utf8") as lines:
        for line in list(lines)[1:]:
            article, start, end, *cells, kind, factuality = line.rstrip("\n").split("\t")
            text = texts[article]
            yield article, text, int(start), text[int(start):int(end)], [spans_of(cell) for cell in cells], kind, factuality


def spans_of(cell):
    """Character spans of `start-end,start-end`."""
    return [tuple(map(int, span.split("-"))) for span in cell.split(",") if span]


def judged(shared):
    """Article and byte offset of a trigger → the right readings `(type, source, target, factuality)`; none if it tells no event."""
    found = collections.defaultdict(list)
    for article, text, start, sentence, (source, target, trigger), kind, factuality in lines_of(shared):
        right = found[article, len(text[:start + trigger[0][0]].encode())]
        if kind != "NONE":
            shown = [" ".join(sentence[a:b] for a, b in spans) for spans in (source, target)]
            right.append((kind, *shown, factuality))
    return found


def same(a, b):
    """Whether two phrases, or lists of them, share half of the words of the shorter."""
    a, b = (set(re.findall(r"\w+", text.lower())) - EMPTY for text in (a, b))
    return a == b or 2 * len(a & b) >= min(len(a), len(b)) > 0


def agrees(row, truth):
    """Whether a row has the truth value that a reader wrote. Most readers saw no date, so that `historical` is a guess,
    and wrote `asserted` where a verb is itself the promise or the threat."""
    found = row["factuality"]
    is_act = row["event_type"] in ("AGREE", "THREATEN") and found in ("pledged", "threatened", "planned")
    return found == truth or {found, truth} == {"asserted", "historical"} or is_act and truth == "asserted"


def tally(rows, right):
    """Counts of rows by what is right in them."""
    out = collections.Counter()
    for row in rows:
        readings = right.get((row["article_id"], row["trigger"]["start"]))
        if readings is None:
            continue
        out["rows"] += 1
        shown = [" ".join(party["text"] for party in row[side]) for side in ("sources", "targets")]
        agree = [(row["event_type"] == kind, same(shown[0], source), same(shown[1], target), agrees(row, truth))
                 for kind, source, target, truth in readings]
        best = max(agree, key=sum, default=())
        out["event"] += bool(readings)
        for name, is_right in zip(("type", "source", "target", "truth"), best):
            out[name] += is_right
        out["type, source and target"] += all(best[:3]) and bool(best)
        out["all"] += all(best) and bool(best)
    return out


def held_out_rows(arguments, fast=False):
    """The rows of all judged articles, each coded by weights that have not seen it, or by patterns alone; and the articles."""
    rows, articles = [], set()
    for fold in arguments.folds:
        ids = sorted(set(held_out(os.path.join(arguments.work, f"fold{fold}.ids"), "running")))
        articles.update(ids)
        weights = "-" if fast else os.path.join(arguments.work, f"fold{fold}.safetensors")
        for name in SETS:
            told = coded(arguments.program, weights, os.path.join(arguments.shared, "load", name + ".jsonl"), ids)
            rows += map(json.loads, told.splitlines())
    return rows, articles


def options(description):
    """The options of what reads held-out rows."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--program", default=os.path.join(HERE, "../../target/release/examples/judged"))
    parser.add_argument("--folds", nargs="+", type=int, default=range(5))
    return parser


def main():
    parser = options(__doc__)
    parser.add_argument("--fast", action="store_true", help="by patterns alone")
    arguments = parser.parse_args()
    right = judged(arguments.shared)
    rows, articles = held_out_rows(arguments, arguments.fast)
    events = sum(bool(readings) for (article, _), readings in right.items() if article in articles)
    for least in (0.0, 0.6, 0.8, 0.9):
        found = tally([row for row in rows if row["confidence"] >= least], right)
        print(f"confidence {least} and more: {found['rows']} rows, of {events} judged events {found['event'] / events:.3f} coded")
        names = ("event", "type", "source", "target", "truth", "type, source and target", "all")
        print("  right: " + "; ".join(f"{name} {found[name] / max(1, found['rows']):.3f}" for name in names))


if __name__ == "__main__":
    main()
