"""Writes the student as the weights file that ships.

    python export.py --model student.pt --out ../../data/models/parser-en.safetensors [--fixture FILE --sentences FILE]

Matrices are rounded to f16, tables to 8 bits with one f16 scale a row. Factors that the scores are divided by are
folded into the matrices before them.
"""

import argparse
import hashlib
import json

import numpy as np
import torch

import features
import student
import treebank
from glove import vectors


def rounded(table):
    """8-bit cells and f16 scales of a table `[row, column]`."""
    scale = np.maximum(np.abs(table).max(1, keepdims=True), 1e-6) / 127
    scale = scale.astype(np.float16).astype(np.float32)
    return np.clip(np.round(table / scale), -127, 127).astype(np.int8), scale[:, 0].astype(np.float16)


def tensors(state, index, glove):
    out = {}
    for name, value in state.items():
        value = value.float().numpy()
        if name.startswith("tables."):
            name = name.removesuffix(".weight")
            out[name], out[name + ".scale"] = rounded(value)
            continue
        if ".query." in name:
            value = value / student.KEY**0.5
        if name.startswith("arc_w."):
            value = value / student.ARC**0.5
        out[name] = value.astype(np.float16)
    keys = np.array(sorted(index), dtype=np.uint32)
    rows = glove.numpy()[[index[int(k)] for k in keys]]
    out["vectors.key"] = keys
    out["vectors"], out["vectors.scale"] = rounded(rows)
    return out


def save(tensors, path, metadata):
    """Writes a safetensors file. The library's own writer orders the metadata by chance; this one by name."""
    kinds = {"int8": "I8", "float16": "F16", "uint32": "U32"}
    header, at = {"__metadata__": dict(sorted(metadata.items()))}, 0
    for name, value in sorted(tensors.items()):
        header[name] = {"dtype": kinds[value.dtype.name], "shape": list(value.shape), "data_offsets": [at, at + value.nbytes]}
        at += value.nbytes
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(len(text).to_bytes(8, "little") + text)
        for _, value in sorted(tensors.items()):
            out.write(np.ascontiguousarray(value).tobytes())


def rounded_model(saved, index, glove, written):
    """The student with the values of the file, to compare the two programs."""
    model = student.Student(saved["xpos"], saved["relation"], glove)
    state = model.state_dict()
    for name in state:
        if name.startswith("tables."):
            base = name.removesuffix(".weight")
            value = written[base].astype(np.float32) * written[base + ".scale"].astype(np.float32)[:, None]
        else:
            value = written[name].astype(np.float32)
            if ".query." in name:
                value = value * student.KEY**0.5
            if name.startswith("arc_w."):
                value = value * student.ARC**0.5
        state[name] = torch.from_numpy(np.ascontiguousarray(value))
    model.load_state_dict(state)
    model.eval()
    return model


def fixture(model, saved, index, sentences):
    """Lines `form upos xpos head relation entity`, tab-separated, a blank line after each sentence.

    `sentences` are lists of `(form, spaced)`; a `_` before a form says that no space precedes it.
    """
    lexicon, lines = student.Lexicon(index), []
    for forms, glued in sentences:
        types = [lexicon.id(f) for f in forms]
        lexicon.freeze()
        with torch.no_grad():
            x, beyond = model.encode(lexicon.rows_t, lexicon.vector_t, torch.tensor([types]),
                                     torch.tensor([glued], dtype=torch.float), torch.tensor([len(forms)]))
            heads = model.arcs(x, beyond).argmax(-1)
            labels = model.labels(x, heads)
            root = saved["relation"].index("root")
            labels[..., root] = torch.where(heads == 0, 1e4, -1e4)
            answer = [m(x).argmax(-1)[0].tolist() for m in (model.upos, model.xpos, model.entity)]
        if not is_tree(heads[0].tolist()):
            # The shipped program would mend this one by a search that is not repeated here.
            print("left out of the fixture, its best heads are no tree:", *forms)
            continue
        for i, form in enumerate(forms):
            lines.append("\t".join(["_" * int(glued[i]) + form, treebank.UPOS[answer[0][i]], saved["xpos"][answer[1][i]],
                                    str(heads[0, i].item()), saved["relation"][labels.argmax(-1)[0, i]],
                                    treebank.ENTITY[answer[2][i]]]))
        lines.append("")
    return "\n".join(lines) + "\n"


def is_tree(heads):
    """Whether heads (0 is the root) hang together with one word at the top."""
    below = {0}
    while more := {i for i, head in enumerate(heads, 1) if head in below and i not in below}:
        below |= more
    return len(below) == len(heads) + 1 and heads.count(0) == 1


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", required=True)
    parser.add_argument("--out", required=True)
    parser.add_argument("--vectors", type=int, default=100_000)
    parser.add_argument("--sentences", help="one sentence a line, words apart by spaces, `_` before a glued word")
    parser.add_argument("--fixture")
    parser.add_argument("--no-entities", action="store_true")
    args = parser.parse_args()
    saved = torch.load(args.model, weights_only=False)
    index, glove = vectors(args.vectors)
    if args.no_entities:
        # A student that saw no entity tags finds no entities.
        saved["state"]["entity.weight"].zero_()
        saved["state"]["entity.bias"].copy_(torch.tensor([1.0] + [0.0] * (len(treebank.ENTITY) - 1)))
    written = tensors(saved["state"], index, glove)
    metadata = {
        "format": "rapporteur-parser/1",
        "plan": student.PLAN,
        "upos": " ".join(treebank.UPOS),
        "xpos": " ".join(saved["xpos"]),
        "relation": " ".join(saved["relation"]),
        "entity": " ".join(treebank.ENTITY),
    }
    save(written, args.out, metadata)
    content = open(args.out, "rb").read()
    print(len(content), "bytes, sha256", hashlib.sha256(content).hexdigest())
    if args.fixture:
        sentences = []
        for line in open(args.sentences, encoding="utf-8"):
            words = line.split()
            if words:
                sentences.append(([w.removeprefix("_") for w in words], [float(w.startswith("_")) for w in words]))
        model = rounded_model(saved, index, glove, written)
        with open(args.fixture, "w", encoding="utf-8") as out:
            out.write(fixture(model, saved, index, sentences))


if __name__ == "__main__":
    main()
