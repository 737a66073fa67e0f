"""Scores of held-out examples, the kits' figures from them, temperatures and the reliability table.

    python measure.py --shared DIR fold0.pt.scores … fold4.pt.scores
"""

import argparse
import collections
import json
import os
import subprocess
import sys
import tempfile

import torch

import data
from batching import batches, collate
from model import TYPES

HEADS = ["pair", "sentence", "kind", "tag", "party", "truth", "cue"]
ROOTS = [t for t in TYPES if t not in ("CONCEDE", "RETREAT", "NONE")] + ["YIELD"]
# The product joins the pair's probabilities with the sentence's.
CLASS_SHARE = 1.0


def scores(model, examples):
    """Raw scores of the heads with the right answers, by head: dicts of plain values."""
    out = {head: [] for head in HEADS}
    model.eval()
    for lot in batches(examples, 1500):
        with torch.no_grad():
            answer = model(collate(lot), with_cues=any(one.cues is not None for one in lot))
        row = 0
        for i, one in enumerate(lot):
            for pair in one.pairs:
                if pair["id"]:
                    out["pair"].append({"id": pair["id"], "scores": answer["pair"][row].tolist(), "types": pair["types"],
                                        "sentence": answer["sentence"][i].tolist(), "fold": one.fold})
                if "running" in one.ids:
                    trial = {"id": one.ids["running"][0], "fold": one.fold}
                    if pair.get("goal"):
                        words = answer["party"][row][one.pieces.first_pieces()].tolist()
                        out["party"].append(trial | {"scores": words, "gold": pair["goal"][: len(words)]})
                    if "truth" in pair:
                        out["truth"].append(trial | {"scores": answer["truth"][row].tolist(), "gold": pair["truth"]})
                row += 1
            for kit, head, gold in (("quad", "sentence", one.quad), ("event_types", "kind", one.kind)):
                for kit_id in one.ids.get(kit, []):
                    out[head].append({"id": kit_id, "scores": answer[head][i].tolist(), "gold": gold, "fold": one.fold})
            for kit_id in one.ids.get("participants", []):
                firsts = one.pieces.first_pieces()
                out["tag"].append({"id": kit_id, "scores": answer["tag"][i][firsts].tolist(), "gold": one.tags,
                                   "text": one.text, "words": one.pieces.words, "fold": one.fold})
            if one.cues is not None:
                words = answer["cue"][i][one.pieces.first_pieces()].tolist()
                out["cue"].append({"id": one.ids["attribution"][0], "scores": words, "gold": one.cues[: len(words)], "fold": one.fold})
    return out


def root_of(row, share=0.0):
    """The likeliest of the 15 types, given that the pair is in a relation.

    `share` is the power at which the sentence's class of a type has a say.
    """
    about = torch.tensor(row["sentence"]).log_softmax(-1)[[data.SENTENCE_QUAD[t] for t in TYPES]]
    p = (torch.tensor(row["scores"]).log_softmax(-1) + share * about).softmax(-1)
    by = {t: p[i].item() for i, t in enumerate(TYPES)}
    by["YIELD"] = by["CONCEDE"] + by["RETREAT"]
    return max(ROOTS, key=by.get)


def spans(row):
    """Source and target texts by the best sequence of tags in which no I stands without its B or I."""
    score = torch.tensor(row["scores"]).log_softmax(-1)
    back, best = [], score[0].clone()
    best[[2, 4, 6]] = -1e9
    allowed = torch.zeros(7, 7)
    for tag in (2, 4, 6):
        for other in range(7):
            if other not in (tag - 1, tag):
                allowed[other, tag] = -1e9
    for step in score[1:]:
        value, place = (best[:, None] + allowed).max(0)
        back.append(place)
        best = value + step
    path = [int(best.argmax())]
    for place in reversed(back):
        path.append(int(place[path[-1]]))
    out = {"source": [], "target": []}
    for tag, (a, b) in zip(reversed(path), row["words"]):
        for side, own in (("source", (1, 5)), ("target", (3, 5))):
            if tag in own:
                out[side].append([a, b])
            elif tag - 1 in own and tag:
                out[side][-1][1] = b
    return {k: [row["text"][a:b] for a, b in v] for k, v in out.items()}


def kit_score(shared, script, arguments, predictions):
    """What a kit's own scorer says of predictions."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", delete=False) as file:
        for p in predictions:
            file.write(json.dumps(p) + "\n")
    with tempfile.NamedTemporaryFile("w", suffix=".ids", delete=False) as ids:
        ids.write("\n".join(p["id"] for p in predictions))
    folder = os.path.join(shared, "kits", "score")
    call = [sys.executable, os.path.join(folder, script), *arguments, file.name]
    if script == "coding.py":
        call += ["--ids", ids.name]
    out = json.loads(subprocess.run(call, capture_output=True, text=True, check=True).stdout)
    os.unlink(file.name)
    os.unlink(ids.name)
    return out


def figures(found, shared):
    """The kits' figures, and for each of how many rows."""
    kits = os.path.join(shared, "kits")
    pairs = [r for r in found["pair"] if r["id"].startswith("plv")]
    out = {"pairs": len(pairs)}
    for name, share in (("pair head alone", 0.0), ("with the sentence's class", CLASS_SHARE)):
        right = quad = 0
        for row in pairs:
            gold = "YIELD" if len(row["types"]) == 2 else TYPES[row["types"][0]]
            said = root_of(row, share)
            right += said == gold
            quad += data.QUAD[said] == data.QUAD[gold]
        out |= {f"root accuracy, {name}": right / max(1, len(pairs)), f"quad of the root, {name}": quad / max(1, len(pairs))}
    said = [{"id": r["id"], "quad": top(r["scores"])} for r in found["sentence"]]
    result = kit_score(shared, "coding.py", ["quad", os.path.join(kits, "coding/quad.jsonl")], said)
    out |= {"quad macro-F1": result["first_event"]["macroF1"], "quad accuracy": result["first_event"]["acc"]}
    said = [{"id": r["id"], **spans(r)} for r in found["tag"]]
    result = kit_score(shared, "coding.py", ["participants", os.path.join(kits, "coding/participants.jsonl")], said)
    out |= {f"participants {k}": result["both_" + k]["F1"] for k in ("exact", "half", "token")}
    names = data.kind_names()
    label = {code: label for label, code in data.kinds().items()}
    said = [{"id": r["id"], "label": label[names[top(r["scores"])]]} for r in found["kind"]]
    wanted = {p["id"] for p in said}
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as gold:
        for row in data.rows(shared, "event_types/dev.jsonl"):
            if row["id"] in wanted:
                gold.write(json.dumps(row) + "\n")
        gold.flush()
        result = kit_score(shared, "labels.py", [gold.name], said)
    out |= {"event_types weighted F1": result["weighted_F1"], "event_types accuracy": result["accuracy"]}
    for head, names in (("party", ["source", "target"]), ("cue", ["cue", "cue", "who says it", "who says it"])):
        for name in dict.fromkeys(names):
            out[f"words of {name}, F1" if head == "cue" else f"words of the {name} in running news, F1"] = word_score(
                found[head], [i + 1 for i, n in enumerate(names) if n == name])
    truths = found["truth"]
    out["truth of what is told in running news"] = sum(top(r["scores"]) == r["gold"] for r in truths) / max(1, len(truths))
    return {k: round(v, 4) for k, v in out.items()}


def top(scores):
    return max(range(len(scores)), key=scores.__getitem__)


def word_score(rows, wanted):
    """F1 over words whose answer is one of `wanted`."""
    both = said = gold = 0
    for row in rows:
        for scores, right in zip(row["scores"], row["gold"]):
            is_said, is_gold = top(scores) in wanted, right in wanted
            both, said, gold = both + (is_said and is_gold), said + is_said, gold + is_gold
    return 2 * both / max(1, said + gold)


def loss_at(rows, temperature):
    """Mean log loss of rows `(scores, allowed places)` at a temperature."""
    return sum(-torch.logsumexp((s / temperature).log_softmax(-1)[a], -1).item() for s, a in rows) / len(rows)


def labelled(found):
    """Scores and right places by head."""
    one = lambda r: (torch.tensor(r["scores"]), torch.tensor([r["gold"]]))
    out = {"pair": [(torch.tensor(r["scores"]), torch.tensor(r["types"])) for r in found["pair"] if r["id"].startswith("plv")],
           **{head: [one(r) for r in found[head]] for head in ("sentence", "kind", "truth")}}
    for head, step in (("tag", 4), ("party", 20), ("cue", 20)):
        words = [word for r in found[head][::step] for word in zip(r["scores"], r["gold"]) if word[1] >= 0]
        out[head] = [(torch.tensor(s), torch.tensor([g])) for s, g in words]
    return out


def temperatures(found):
    """By head that has answered, the temperature with the least log loss."""
    grid = [0.4 * 1.05**i for i in range(40)]
    return {head: round(min(grid, key=lambda t: loss_at(rows, t)), 3) for head, rows in labelled(found).items() if rows}


def reliability(found, temperature, head, bins=10):
    """Rows `(bin's lower end, how many, mean probability, share right)` of the likeliest answers."""
    table = collections.defaultdict(list)
    for s, allowed in labelled(found)[head]:
        p = (s / temperature[head]).softmax(-1)
        if head == "pair":
            p = torch.cat([p, (p[5] + p[12])[None]])
            p[[5, 12]] = 0
            allowed = torch.tensor([17]) if len(allowed) == 2 else allowed
        best = int(p.argmax())
        table[min(bins - 1, int(p[best].item() * bins))].append((p[best].item(), best in allowed.tolist()))
    return [(b / bins, len(v), sum(p for p, _ in v) / len(v), sum(r for _, r in v) / len(v)) for b, v in sorted(table.items())]


def merged(tables):
    """The rows of several tables of scores, by head."""
    out = collections.defaultdict(list)
    for table in tables:
        for head, rows in table.items():
            out[head] += rows
    return out


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True)
    parser.add_argument("scores", nargs="+")
    arguments = parser.parse_args()
    found = merged(torch.load(path, weights_only=True) for path in arguments.scores)
    print(json.dumps(figures(found, arguments.shared), indent=1))
    fitted = temperatures(found)
    print(json.dumps(fitted))
    for head in HEADS:
        print(head)
        for low, count, said, right in reliability(found, fitted, head):
            print(f"  {low:.1f}–{low + 0.1:.1f}  {count:5}  {said:.3f}  {right:.3f}")


if __name__ == "__main__":
    main()
