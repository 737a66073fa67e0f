"""Trains the coder.

    python train.py own   --shared DIR --out own.pt                     # our own sentences only; no text of a kit
    python train.py kits  --shared DIR --start own.pt --out coder.pt    # everything
    python train.py kits  --shared DIR --start own.pt --fold 0 --out fold0.pt   # all but a fold, then measured on it
"""

import argparse
import math
import random
import time

import torch
import torch.nn.functional as F

import cues
import data
import incident
import truth
from augment import augmented
from batching import batches, collate
from model import Coder
from text import Cutter

PAIR, SENTENCE, TAG, KIND, PARTY, CUE = 1.0, 0.5, 0.7, 1.0, 1.0, 0.7


def losses(out, batch, smooth=0.05):
    """The weighted sum of the heads' losses, a mean over what is labelled."""
    total = 0.0
    if len(batch["role"]):
        log = out["pair"].log_softmax(-1)
        right = -torch.logsumexp(log.masked_fill(batch["allowed"] == 0, -1e4), -1)
        loss = (1 - smooth) * right - smooth * log.mean(-1)
        total = total + PAIR * (loss * batch["pair_weight"]).sum() / len(batch["ids"])
        total = total + PARTY * (over_words(out["party"], batch["party"]) * batch["pair_weight"]).sum() / len(batch["ids"])
    known = batch["quad"] >= 0
    if known.any():
        loss = F.cross_entropy(out["sentence"][known], batch["quad"][known], reduction="none", label_smoothing=smooth)
        total = total + SENTENCE * (loss * batch["quad_weight"][known]).sum() / len(batch["ids"])
    total = total + CUE * over_words(out["cue_task"], batch["cue"]).sum() / len(batch["ids"])
    total = total + TAG * (over_words(out["tag"], batch["tag"]) * batch["tag_weight"]).sum() / len(batch["ids"])
    known = batch["kind"] >= 0
    if known.any():
        loss = F.cross_entropy(out["kind_task"][known], batch["kind"][known], reduction="sum", label_smoothing=smooth)
        total = total + KIND * loss / len(batch["ids"])
    return total


def over_words(scores, wanted):
    """The mean loss over the labelled words of each row, times what makes a row weigh about as much as a pair."""
    loss = F.cross_entropy(scores.transpose(1, 2), wanted, reduction="none", ignore_index=-100)
    return 4 * loss.sum(1) / (wanted >= 0).sum(1).clamp(min=1)


def groups(model, rate, decay=0.85):
    """Parameter groups: lower layers learn more slowly, new parts faster."""
    out, top = [], len(model.layers)
    for name, value in model.named_parameters():
        if not value.requires_grad:
            continue
        if name.startswith("layers."):
            factor = decay ** (top - 1 - int(name.split(".")[1]))
        elif name.startswith(("position", "norm")):
            factor = decay**top
        else:
            factor = 10.0
        out.append({"params": [value], "lr": rate * factor, "weight_decay": 0.01 if value.dim() > 1 else 0.0})
    return out


class Average:
    """A running mean of the weights."""

    def __init__(self, model, decay):
        self.decay, self.steps = decay, 0
        self.values = [p.detach().clone() for p in model.parameters() if p.requires_grad]

    def update(self, model):
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        with torch.no_grad():
            torch._foreach_lerp_(self.values, [p for p in model.parameters() if p.requires_grad], 1 - decay)

    def put(self, model):
        with torch.no_grad():
            for p, v in zip((p for p in model.parameters() if p.requires_grad), self.values):
                p.copy_(v)


def pace(share, warm, rest):
    """The part of the full rate at a share of the steps: rising to `warm`, then falling as a cosine to `rest`."""
    return share / warm if share < warm else 0.5 * (1 + math.cos(math.pi * (share - warm) / (1 - warm))) + rest


def train(model, pool, epochs, rate, seed, rounded_epochs=1, budget=640, warm=0.1):
    """Trains `model` on `pool(epoch)`, a list of examples for each epoch; leaves the averaged weights in it."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    plan = [batches(pool(epoch, rng), budget, rng) for epoch in range(epochs)]
    steps, step = sum(map(len, plan)), 0
    optimizer = torch.optim.AdamW(groups(model, rate), betas=(0.9, 0.98), foreach=True)
    top = [g["lr"] for g in optimizer.param_groups]
    average = Average(model, 0.99)
    model.train()
    for epoch, lots in enumerate(plan):
        model.round(epoch >= epochs - rounded_epochs)
        began, seen = (time.time(), time.process_time()), 0.0
        for lot in lots:
            step += 1
            factor = pace(step / steps, warm, 0.02)
            for group, lr in zip(optimizer.param_groups, top):
                group["lr"] = lr * factor
            batch = collate(*augmented(lot, rng))
            loss = losses(model(batch), batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            average.update(model)
            seen += loss.item()
        print(f"epoch {epoch}: loss {seen / len(lots):.3f}, {len(lots)} steps, {time.time() - began[0]:.0f} s, "
              f"of the processor {time.process_time() - began[1]:.0f} s", flush=True)
    average.put(model)
    model.round(False)
    model.eval()


def save(model, path, temperature=None):
    torch.save({"kinds": model.kinds, "layers": len(model.layers), "role_layer": model.role_layer,
                "cue_layer": model.cue_layer, "temperature": temperature or {}, "state": model.state_dict()}, path)


def load(path):
    saved = torch.load(path, weights_only=True)
    model = Coder(saved["kinds"], saved["layers"], saved["role_layer"], saved["cue_layer"])
    model.load_state_dict(saved["state"])
    return model.eval()


def kit_pool(kits, own, fold, share, speakers):
    """The kits outside a fold, a third of those of weak use, half of the news, some sentences with their speakers,
    and a share of our own sentences."""
    inside = [e for e in kits.examples if e.fold != fold or fold is None]
    main = [e for e in inside if not e.ids.keys() & {"cooperation", "running", "attribution"}]
    rest = [e for e in inside if "cooperation" in e.ids]
    news = [e for e in inside if "running" in e.ids]
    said = [e for e in inside if "attribution" in e.ids]

    def pool(epoch, rng):
        mine = [e for e in own if e.kind >= 0] + rng.sample(own, int(share * len(own)))
        return main + mine + rng.sample(rest, len(rest) // 3) + rng.sample(news, len(news) // 2) + (
            rng.sample(said, min(speakers, len(said))))

    return pool


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=["own", "kits"])
    parser.add_argument("--shared", required=True)
    parser.add_argument("--start")
    parser.add_argument("--out", required=True)
    parser.add_argument("--fold", type=int)
    parser.add_argument("--sentences", nargs="*")
    parser.add_argument("--triggers", help="what triggers.py wrote; without it no pair of a kit or of our own has a trigger")
    parser.add_argument("--sentence-spans", help="the sentences of the attribution kit (cues.py); without it no cue is learned")
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--role-layer", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--own-share", type=float, default=0.15)
    parser.add_argument("--speakers", type=int, default=1500, help="sentences of the attribution kit in an epoch")
    parser.add_argument("--freeze", type=int, default=2, help="lowest layers that the second stage leaves as they are")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(arguments.seed)
    cutter = Cutter()
    own = data.own(cutter, arguments.sentences)
    if arguments.start:
        model = load(arguments.start)
    else:
        model = Coder(data.kind_names(), arguments.layers, arguments.role_layer).load_encoder()
    if arguments.stage == "own":
        pool, rounded = lambda epoch, rng: list(own), 0
    else:
        model.freeze(arguments.freeze)
        kits = data.Kits(arguments.shared, cutter)
        if arguments.sentence_spans:
            kits.examples += cues.examples(arguments.shared, cutter, arguments.sentence_spans)
        pool, rounded = kit_pool(kits, own, arguments.fold, arguments.own_share, arguments.speakers), 1
    if arguments.triggers:
        data.add_triggers(own + (kits.examples if arguments.stage == "kits" else []), arguments.triggers)
    print(len(own), "own;", len(pool(0, random.Random(0))), "an epoch", flush=True)
    train(model, pool, arguments.epochs, arguments.rate, arguments.seed, rounded)
    if arguments.stage == "kits":
        inside = [e for e in kits.examples if e.fold != arguments.fold]
        incident.fit(model, inside + own)
        truth.fit(model, inside, arguments.seed)
    save(model, arguments.out)
    if arguments.stage == "kits" and arguments.fold is not None:
        import measure

        held = [e for e in kits.examples if e.fold == arguments.fold]
        scores = measure.scores(model, held)
        torch.save(scores, arguments.out + ".scores")
        print(measure.figures(scores, arguments.shared), flush=True)


if __name__ == "__main__":
    main()
