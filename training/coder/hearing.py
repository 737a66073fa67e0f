"""Trains the upper layers that only hear who says what.

    python hearing.py --shared DIR --sentence-spans FILE --model coder.pt [--fold N]

They begin as the network's own upper layers and learn from all sentences of the attribution kit outside the fold, above
the role layer's states, which rest. The model is written back to its file.
"""

import argparse
import random
import time

import torch
import torch.nn.functional as F

import cues
import train
from batching import batches, collate
from model import round_layers
from text import Cutter

EPOCHS, RATE, HEAD_RATE, WARM, BUDGET = 3, 2e-4, 1e-3, 0.05, 2000


def begin(model):
    """Gives the cue layers and their head the values of the network's upper layers and of its task of cues."""
    for own, other in zip(model.cue_layers, model.layers[model.role_layer:]):
        own.load_state_dict(other.state_dict())
    model.cue.load_state_dict(model.cue_task.state_dict())


def fit(model, examples, seed, epochs=EPOCHS):
    """Trains `model.cue_layers` and `model.cue`."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    begin(model)
    model.eval()
    lots = [states(model, lot) for lot in batches(examples, BUDGET, rng)]
    model.cue_layers.requires_grad_(True).train()
    model.cue.requires_grad_(True)
    parts = [{"params": model.cue_layers.parameters(), "lr": RATE, "weight_decay": 0.01},
             {"params": model.cue.parameters(), "lr": HEAD_RATE, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(parts, betas=(0.9, 0.98))
    top = [group["lr"] for group in optimizer.param_groups]
    step, steps = 0, epochs * len(lots)
    for epoch in range(epochs):
        round_layers(model.cue_layers, epoch + 1 == epochs)
        rng.shuffle(lots)
        began, seen = time.process_time(), 0.0
        for shared, mask, wanted in lots:
            step += 1
            factor = train.pace(step / steps, WARM, 0.01)
            for group, rate in zip(optimizer.param_groups, top):
                group["lr"] = rate * factor
            scores = model.heard(shared.float(), mask)
            loss = F.cross_entropy(scores.transpose(1, 2), wanted, ignore_index=-100)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.cue_layers.parameters(), 1.0)
            optimizer.step()
            seen += loss.item()
        print(f"cues, epoch {epoch}: loss {seen / len(lots):.4f}, {time.process_time() - began:.0f} s of the processor", flush=True)
    round_layers(model.cue_layers, False)
    model.cue_layers.requires_grad_(False).eval()
    model.cue.requires_grad_(False)


def states(model, lot):
    """The role layer's states of a batch, its mask, and the right answers."""
    batch = collate(lot)
    with torch.no_grad():
        shared, mask = model.shared(batch)
    return shared.half(), mask, batch["cue"]


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
