"""Examples and batches of them."""

from dataclasses import dataclass, field

import numpy as np
import torch

from text import Pieces


@dataclass
class Example:
    """A sentence with what is known of it."""

    text: str
    pieces: Pieces
    # Dicts: role (an array over pieces), told (with the trigger), types, weight, id; goal, a number of `PARTIES` a word,
    # says who really takes part, if that is known.
    pairs: list = field(default_factory=list)
    quad: int = -1
    quad_weight: float = 1.0
    tags: list = None  # a tag number a word
    tag_weight: float = 1.0
    cues: list = None  # a number of `CUES` a word
    said: list = None  # for each word 1.0 if it is part of what somebody says, or else 0.0
    kind: int = -1
    parties: tuple = None  # source and target spans of the tags
    fold: int = -1  # -1: our own sentence, in no fold
    ids: dict = field(default_factory=dict)  # kit → the row's id


def roles(pieces, source, target, trigger=None):
    """0 none, 1 source, 2 target, 3 trigger of each piece; a piece in several is the trigger's, or else the source's.

    Each is a character span, a list of spans, or None.
    """
    out = np.zeros(len(pieces.ids), dtype=np.int64)
    for number, spans in ((2, target), (1, source), (3, trigger)):
        for span in [spans] if isinstance(spans, tuple) else spans or []:
            for place, word in enumerate(pieces.word):
                if word >= 0 and pieces.words[word][0] < span[1] and pieces.words[word][1] > span[0]:
                    out[place] = number
    return out


def example(cutter, text, pairs=(), **more):
    """An example from a text and `(source span, target span or None, types)`."""
    pieces = cutter.cut(text)
    made = Example(text, pieces, **more)
    for source, target, types, *rest in pairs:
        made.pairs.append({"role": roles(pieces, source, target), "types": types,
                           "weight": rest[0] if rest else 1.0, "id": rest[1] if len(rest) > 1 else None})
    return made


def collate(examples, ids=None, pairs=None):
    """Tensors of a batch. `ids` may replace the pieces and `pairs` the pairs of each example."""
    longest = max(len(e.pieces.ids) for e in examples)
    rows = len(examples)
    out = {k: torch.zeros(rows, longest, dtype=torch.long) for k in ("ids", "case", "mask")}
    out["tag"], out["cue"] = torch.full((rows, longest), -100), torch.full((rows, longest), -100)
    for i, e in enumerate(examples):
        n = len(e.pieces.ids)
        out["ids"][i, :n] = torch.from_numpy(ids[i] if ids else e.pieces.ids)
        out["case"][i, :n] = torch.from_numpy(e.pieces.case)
        out["mask"][i, :n] = 1
        for name, tags in (("tag", e.tags), ("cue", e.cues)):
            if tags is not None:
                put(out[name][i], e, tags)
    out["inner"] = out["mask"].float().clone()
    out["inner"][:, 0] = 0
    for i, e in enumerate(examples):
        out["inner"][i, len(e.pieces.ids) - 1] = 0
    out["quad"] = torch.tensor([e.quad for e in examples])
    out["quad_weight"] = torch.tensor([e.quad_weight for e in examples])
    out["tag_weight"] = torch.tensor([e.tag_weight for e in examples])
    out["kind"] = torch.tensor([e.kind for e in examples])
    pairs = [(i, p) for i, e in enumerate(examples) for p in (pairs[i] if pairs else e.pairs)]
    out["pair_owner"] = torch.tensor([i for i, _ in pairs], dtype=torch.long)
    out["role"] = torch.zeros(len(pairs), longest, dtype=torch.long)
    out["allowed"] = torch.zeros(len(pairs), 17)
    out["pair_weight"] = torch.tensor([p["weight"] for _, p in pairs], dtype=torch.float)
    out["party"] = torch.full((len(pairs), longest), -100)
    for row, (i, p) in enumerate(pairs):
        if p.get("goal") is not None:
            put(out["party"][row], examples[i], p["goal"])
        out["role"][row, : len(p["role"])] = torch.from_numpy(p["role"])
        out["allowed"][row, p["types"]] = 1
    return out


def inputs_of(model, part, examples):
    """What `part`, a layer of the model, is given for `examples`, and the examples in the order of that."""
    inputs, order = [], []
    handle = part.register_forward_pre_hook(lambda _, given: inputs.append(given[0]))
    for lot in batches(examples, 1500):
        with torch.no_grad():
            model(collate(lot))
        order += lot
    handle.remove()
    return torch.cat(inputs), order


def put(row, one, answers):
    """Writes the answers for the words of an example to their first pieces."""
    for first, answer in zip(one.pieces.first_pieces(), answers):
        row[first] = answer


def batches(examples, budget, rng=None):
    """Lists of examples of like length whose padded size stays under `budget` pieces; shuffled if `rng` is given."""
    noise = (lambda: rng.random() * 6) if rng else (lambda: 0)
    order = sorted(examples, key=lambda e: len(e.pieces.ids) + noise())
    groups, group = [], []
    for one in order:
        longest = max([len(one.pieces.ids), *(len(e.pieces.ids) for e in group)])
        if group and (len(group) + 1) * longest > budget:
            groups.append(group)
            group = []
        group.append(one)
    if group:
        groups.append(group)
    if rng:
        rng.shuffle(groups)
    return groups
