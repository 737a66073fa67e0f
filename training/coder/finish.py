"""From the fold models and the final one: temperatures, exported files and the tables of docs/model.md.

    python finish.py --shared DIR --work OUT

reads `fold0.pt` … `fold4.pt` and `coder.pt` (if there) in OUT; writes `foldN.safetensors`, `foldN.ids`, `coder.pt` with
its temperatures, and `figures.md`. A fold's temperatures come from the other folds' held-out sentences.
"""

import argparse
import collections
import os

import torch

import cues
import data
import export
import measure
import train
from text import Cutter

HEADS = {"pair": "Type of a pair", "sentence": "Class of a sentence", "kind": "Kind of incident", "tag": "Tag of a word",
         "party": "Who takes part, a word", "truth": "How it is presented", "cue": "Who says so, a word"}


def fold_models(work):
    """The paths of the fold models that are there, by fold."""
    paths = {fold: os.path.join(work, f"fold{fold}.pt") for fold in range(data.FOLDS)}
    return {fold: path for fold, path in paths.items() if os.path.exists(path)}


def write_ids(held, path):
    """The held-out rows, `kit<TAB>id`."""
    with open(path, "w", encoding="utf8") as out:
        for one in held:
            for kit, ids in sorted(one.ids.items()):
                for kit_id in ids:
                    out.write(f"{kit}\t{kit_id}\n")


def figure_table(shared, columns):
    lines = ["| Five-fold | " + " | ".join(columns) + " |", "|---|" + "---|" * len(columns)]
    values = {name: measure.figures(found, shared) for name, found in columns.items()}
    for row in next(iter(values.values())):
        lines.append(f"| {row} | " + " | ".join(str(v[row]) for v in values.values()) + " |")
    return lines


def reliability_tables(by_fold, temperature):
    """For each head a table of ten bins; each fold is read at its own temperatures."""
    lines = []
    for head, name in HEADS.items():
        bins = collections.defaultdict(lambda: [0, 0.0, 0.0])
        for fold, found in by_fold.items():
            for low, count, said, right in measure.reliability(found, temperature[fold], head):
                cell = bins[low]
                cell[0], cell[1], cell[2] = cell[0] + count, cell[1] + count * said, cell[2] + count * right
        lines += ["", f"**{name}**", "", "| Probability of the best answer | Answers | Mean probability | Right | |",
                  "|---|---|---|---|---|"]
        for low, (count, said, right) in sorted(bins.items()):
            bar = "█" * round(20 * right / count)
            lines.append(f"| {low:.1f}–{low + 0.1:.1f} | {count} | {said / count:.3f} | {right / count:.3f} | `{bar:<20}` |")
        total = sum(c[0] for c in bins.values())
        error = sum(abs(c[1] - c[2]) for c in bins.values()) / total
        lines += ["", f"Expected calibration error {error:.3f}."]
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--work", required=True)
    parser.add_argument("--sentence-spans", help="as for train.py")
    arguments = parser.parse_args()
    kits = data.Kits(arguments.shared, Cutter())
    if arguments.sentence_spans:
        kits.examples += cues.examples(arguments.shared, Cutter(), arguments.sentence_spans)
    paths = fold_models(arguments.work)
    place = lambda name: os.path.join(arguments.work, name)
    exact, shipped = {}, {}
    for fold, path in paths.items():
        # Only fold 0 has heard who says what (`hearing.py`).
        held = [e for e in kits.examples if e.fold == fold and (fold == 0 or e.cues is None)]
        write_ids(held, place(f"fold{fold}.ids"))
        model = train.load(path)
        exact[fold] = torch.load(path + ".scores", weights_only=True)
        shipped[fold] = measure.scores(export.write(model, place(f"fold{fold}.safetensors"), {}), held)
    everything = measure.merged(shipped.values())
    final = measure.temperatures(everything)
    temperature = {}
    for fold, path in paths.items():
        others = measure.merged(v for k, v in shipped.items() if k != fold) if len(paths) > 1 else everything
        # What only this fold has learned has no others.
        temperature[fold] = {**final, **measure.temperatures(others)}
        export.write(train.load(path), place(f"fold{fold}.safetensors"), temperature[fold])
    lines = figure_table(arguments.shared, {"weights as trained": measure.merged(exact.values()), "weights as shipped": everything})
    lines += ["", "Temperatures: " + ", ".join(f"{k} {v}" for k, v in final.items()) + "."]
    lines += reliability_tables(shipped, temperature)
    with open(place("figures.md"), "w", encoding="utf8") as out:
        out.write("\n".join(lines) + "\n")
    print("\n".join(lines))
    torch.save(dict(everything), place("scores.pt"))
    if os.path.exists(place("coder.pt")):
        train.save(train.load(place("coder.pt")), place("coder.pt"), final)


if __name__ == "__main__":
    main()
