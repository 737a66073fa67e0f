"""Trains the layers that only hear who says what.

    python hearing.py --shared DIR --sentence-spans FILE --model coder.pt [--fold N]

They begin as the network's own layers above the cue layer and learn from all sentences of the attribution kit outside
the fold, while what lies below rests. Beside the tags they learn which words are part of what somebody says; that head
does not ship. The model is written back to its file.
"""

import argparse
import random
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

import cues
import train
from batching import batches, collate, put
from model import WIDTH, round_layers
from text import Cutter

EPOCHS, RATE, DECAY, HEAD_RATE, WARM, BUDGET, CONTENT = 3, 2e-4, 0.9, 1e-3, 0.05, 2000, 0.5


def begin(model):
    """Gives the cue layers and their head the values of the network's own layers and of its task of cues."""
    for own, other in zip(model.cue_layers, model.layers[model.cue_layer:]):
        own.load_state_dict(other.state_dict())
    model.cue.load_state_dict(model.cue_task.state_dict())


def rest(model, examples):
    """Keeps with each example its pieces at the cue layer."""
    for lot in batches(examples, 2 * BUDGET):
        with torch.no_grad():
            lower, _ = model.lower(collate(lot))
        for one, row in zip(lot, lower):
            one.lower = row[: len(one.pieces.ids)].half().clone()


def lot_of(examples):
    """Of a batch the pieces at the cue layer, their mask, and for each word its tag and whether it is said."""
    longest = max(len(e.pieces.ids) for e in examples)
    lower = torch.zeros(len(examples), longest, WIDTH)
    mask = torch.full((len(examples), 1, 1, longest), -1e4)
    tags, said = torch.full((len(examples), longest), -100), torch.full((len(examples), longest), -1.0)
    for i, e in enumerate(examples):
        lower[i, : len(e.pieces.ids)] = e.lower.float()
        mask[i, 0, 0, : len(e.pieces.ids)] = 0
        put(tags[i], e, e.cues)
        put(said[i], e, e.said)
    return lower, mask, tags, said


def fit(model, examples, seed, epochs=EPOCHS):
    """Trains `model.cue_layers` and `model.cue`."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model.eval()
    begin(model)
    rest(model, examples)
    model.cue_layers.requires_grad_(True).train()
    model.cue.requires_grad_(True)
    content = nn.Linear(WIDTH, 1)
    heads = [*model.cue.parameters(), *content.parameters()]
    parts = [{"params": layer.parameters(), "lr": RATE * DECAY**depth, "weight_decay": 0.01}
             for depth, layer in enumerate(reversed(model.cue_layers))]
    parts.append({"params": heads, "lr": HEAD_RATE, "weight_decay": 0.0})
    optimizer = torch.optim.AdamW(parts, betas=(0.9, 0.98))
    top = [group["lr"] for group in optimizer.param_groups]
    step, steps = 0, epochs * len(batches(examples, BUDGET))
    for epoch in range(epochs):
        round_layers(model.cue_layers, epoch + 1 == epochs)
        began, seen, lots = time.process_time(), 0.0, batches(examples, BUDGET, rng)
        for lower, mask, tags, said in map(lot_of, lots):
            step += 1
            factor = train.pace(min(step / steps, 1), WARM, 0.01)
            for group, rate in zip(optimizer.param_groups, top):
                group["lr"] = rate * factor
            heard = F.dropout(model.heard(lower, mask), 0.1)
            known = said >= 0
            loss = F.cross_entropy(model.cue(heard).transpose(1, 2), tags, ignore_index=-100)
            loss = loss + CONTENT * F.binary_cross_entropy_with_logits(content(heard).squeeze(-1)[known], said[known])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*model.cue_layers.parameters(), *heads], 1.0)
            optimizer.step()
            seen += loss.item()
        print(f"cues, epoch {epoch}: loss {seen / len(lots):.4f}, {time.process_time() - began:.0f} s of the processor", flush=True)
    round_layers(model.cue_layers, False)
    model.cue_layers.requires_grad_(False).eval()
    model.cue.requires_grad_(False)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--sentence-spans", required=True)
    parser.add_argument("--model", required=True)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    model = train.load(arguments.model)
    said = cues.examples(arguments.shared, Cutter(), arguments.sentence_spans)
    fit(model, [e for e in said if e.fold != arguments.fold], arguments.seed)
    train.save(model, arguments.model)


if __name__ == "__main__":
    main()
