"""Writes a trained coder as the weights file that ships, and a fixture that proves that Rust and Python agree.

    python export.py --model coder.pt --out coder-en.safetensors [--vocabulary FILE] [--fixture FILE]
    python export.py --untrained --out coder-untrained.safetensors
"""

import argparse
import json

import numpy as np
import torch

from batching import collate, example, roles
from data import kind_names, unmarked
from model import PROJECTIONS, Coder
from text import MAX_PIECES, Cutter

HEADS = ["sentence", "kind", "tag", "pair", "party", "truth", "cue"]
KINDS = {"int8": "I8", "float16": "F16", "float32": "F32"}


def rounded(matrix, steps, scale_type):
    """Whole steps of a matrix `[row, column]` and one scale a row."""
    scale = np.maximum(np.abs(matrix).max(1, keepdims=True), 1e-8) / steps
    scale = scale.astype(scale_type).astype(np.float32)
    cells = np.clip(np.round(matrix / scale), -steps, steps).astype(np.int8)
    return cells, scale[:, 0].astype(scale_type)


def tensors(model, temperature):
    """The tensors of the file by name."""
    out = {}
    state = {k: v.detach().float().numpy() for k, v in model.state_dict().items()}
    out["embed.word"], out["embed.word.scale"] = rounded(state["word.weight"], 127, np.float16)
    for ours, name in (("position", "embed.position"), ("case", "embed.case"), ("role", "role")):
        out[name] = state[ours + ".weight"].astype(np.float16)
    for part in ("weight", "bias"):
        out[f"embed.norm.{part}"] = state[f"norm.{part}"]
    for theirs, ours, layers in (("layers", "layer", model.layers), ("cue_layers", "cue_layer", model.cue_layers)):
        for i in range(len(layers)):
            for name in PROJECTIONS:
                key = f"{ours}.{i}.{name}"
                out[key], out[key + ".scale"] = rounded(state[f"{theirs}.{i}.{name}.weight"], 63, np.float32)
                out[key + ".bias"] = state[f"{theirs}.{i}.{name}.bias"]
            for norm in ("attention_norm", "output_norm"):
                for part in ("weight", "bias"):
                    out[f"{ours}.{i}.{norm}.{part}"] = state[f"{theirs}.{i}.{norm}.{part}"]
    for head in ("sentence", "kind", "tag", "pair_hidden", "pair_out", "party", "truth_hidden", "truth", "cue"):
        for part in ("weight", "bias"):
            value = state[f"{head}.{part}"]
            out[f"head.{head}.{part}"] = value.astype(np.float16) if head == "truth_hidden" else value
    for head in HEADS:
        out[f"head.{head}.temperature"] = np.array([temperature.get(head, 1.0)], np.float32)
    return out


def read_back(model, written):
    """Puts the file's values into `model`, to measure what ships."""
    value = {}
    for name, array in written.items():
        if array.dtype == np.int8:
            array = array.astype(np.float32) * written[name + ".scale"].astype(np.float32)[:, None]
        value[name] = torch.from_numpy(array.astype(np.float32))
    state = model.state_dict()
    for name in state:
        head, _, part = name.rpartition(".")
        if head.endswith("_task"):
            continue
        if head in ("word", "position", "case"):
            source = "embed." + head
        elif head == "role":
            source = "role"
        elif head == "norm":
            source = "embed.norm." + part
        elif head.startswith(("layers.", "cue_layers.")):
            source = head.replace("layers.", "layer.")
            source += "." + part if head.endswith("_norm") or part == "bias" else ""
        else:
            source = f"head.{name}"
        state[name] = value[source]
    model.load_state_dict(state)
    return model


def save(written, path, metadata):
    """Writes a safetensors file with everything in order of name, so that one model gives one file."""
    header, at = {"__metadata__": dict(sorted(metadata.items()))}, 0
    for name, value in sorted(written.items()):
        header[name] = {"dtype": KINDS[value.dtype.name], "shape": list(value.shape),
                        "data_offsets": [at, at + value.nbytes]}
        at += value.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(len(text).to_bytes(8, "little") + text)
        for _, value in sorted(written.items()):
            out.write(np.ascontiguousarray(value).tobytes())


def write(model, path, temperature):
    """Writes `model` to `path` and returns it as the file has it."""
    written = tensors(model, temperature)
    metadata = {"format": "rapporteur-coder/5", "layers": str(len(model.layers)), "role_layer": str(model.role_layer),
                "cue_layer": str(model.cue_layer),
                "kinds": ",".join(model.kinds), "max_pieces": str(MAX_PIECES)}
    save(written, path, metadata)
    copy = Coder(model.kinds, len(model.layers), model.role_layer, model.cue_layer)
    return read_back(copy, written).eval()


FIXTURE = [
    "The <s>Maritime Guard of Oskany</s> <e>detained</e> <t>eleven fishermen from Brelvia</t> on Sunday.",
    "<t>Brelvia</t> was <e>accused</e> by <s>President Ilka Marrow</s> of hiding weapons near the DMZ.",
    "“We will not sign,” <s>the union's leader</s> told <t>reporters</t> in Port-Sauvé, 40km from the border.",
    "<s>McAllister</s> met <t>Ms. Őrsi-Tóth</t> for talks on the U.N. plan; neither side gave details.",
    "<s>Thousands of teachers</s> <e>marched</e> through the capital against pay cuts.",
    "<s>The unpronounceable Zwyrtrakonians</s> bombarded <t>東京 district's antidisestablishmentarian HQ</t>.",
    "A <e>raid</e> on <t>the village</t> left nobody hurt.",
    "Nothing happened.",
]


def fixture(model, path, temperature):
    """Lines `S sentence`, `P pieces`, `sentence …`, `kind …`, `tag …` and `cue …` (a word a line), `pair …` (start and end of source, target and
    trigger), `truth …`, `party …` (a word a line).

    Pieces are `id:case`; numbers are probabilities at the heads' temperatures; spans are byte offsets, `-` where there is none.
    """
    cutter, lines = Cutter(), []
    show = lambda row: " ".join(f"{x:.5f}" for x in row.tolist())
    for marked in FIXTURE:
        text, *spans = unmarked(marked)
        one = example(cutter, text)
        if any(spans):
            one.pairs.append({"role": roles(one.pieces, *spans), "types": [0], "weight": 1.0})
        with torch.no_grad():
            out = model(collate([one]), with_cues=True)
            out = {k: (v / temperature.get(k, 1.0)).softmax(-1) for k, v in out.items()}
        lines.append(f"text\t{text}")
        lines.append("pieces\t" + " ".join(f"{i}:{c}" for i, c in zip(one.pieces.ids, one.pieces.case)))
        lines.append("sentence\t" + show(out["sentence"][0]))
        lines.append("kind\t" + show(out["kind"][0]))
        for first, (a, b) in zip(one.pieces.first_pieces(), one.pieces.words):
            lines += [f"{head}\t{text[a:b]}\t" + show(out[head][0, first]) for head in ("tag", "cue")]
        if any(spans):
            at = [len(text[:place].encode()) if place is not None else "-" for span in spans for place in span or (None, None)]
            lines.append("pair\t" + "\t".join(map(str, at)) + "\t" + show(out["pair"][0]))
            lines.append("truth\t" + show(out["truth"][0]))
            for first, (a, b) in zip(one.pieces.first_pieces(), one.pieces.words):
                lines.append(f"party\t{text[a:b]}\t" + show(out["party"][0, first]))
        lines.append("")
    with open(path, "w", encoding="utf8") as out:
        out.write("\n".join(lines))


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model")
    arguments.add_argument("--untrained", action="store_true")
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--vocabulary")
    arguments.add_argument("--fixture")
    arguments = arguments.parse_args()
    if arguments.untrained:
        torch.manual_seed(1)
        model, temperature = Coder(kind_names()).load_encoder(), {}
    else:
        saved = torch.load(arguments.model, weights_only=True)
        model = Coder(saved["kinds"], saved["layers"], saved["role_layer"], saved["cue_layer"])
        model.load_state_dict(saved["state"])
        temperature = saved["temperature"]
    shipped = write(model, arguments.out, temperature)
    if arguments.vocabulary:
        with open(arguments.vocabulary, "w", encoding="utf8") as out:
            out.write("\n".join(Cutter().vocabulary()) + "\n")
    if arguments.fixture:
        fixture(shipped, arguments.fixture, temperature)


if __name__ == "__main__":
    main()
