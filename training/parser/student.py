"""The student: the small network that ships.

    python student.py --shared DIR [--silver silver.pt --entities entities.jsonl] --out student.pt

Shapes: a batch is [sentence, word, width]; padding words are zero between layers, as the convolution expects.
"""

import argparse
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import features
import treebank
from glove import vectors

WIDTH, HIDDEN = 160, 256
HEADS, KEY, VALUE, REACH = 4, 16, 32, 32
ARC, LABEL, ARC_REACH, LABEL_REACH = 128, 96, 48, 12
PLAN = "ccaccac"


class Dropout(nn.Module):
    """Drops whole columns of a sentence, or of a batch of words: one draw a sentence, which is cheap and works as well."""

    def __init__(self, share):
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training:
            return x
        shape = [x.shape[0], *[1] * (x.dim() - 2), x.shape[-1]]
        return x * ((torch.rand(shape) >= self.share).float() / (1 - self.share))


class Convolution(nn.Module):
    """x + relu(conv3(x)), normalised. Rows outside the sentence count as zero."""

    def __init__(self):
        super().__init__()
        self.weight = nn.Linear(3 * WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, x, mask, bias, dropout):
        window = torch.cat([F.pad(x, (0, 0, 1, 0))[:, :-1], x, F.pad(x, (0, 0, 0, 1))[:, 1:]], -1)
        return self.norm(x + dropout(F.relu(self.weight(window)))) * mask


class Attention(nn.Module):
    """x + attention(x), normalised, with a learned bias for each head and signed distance up to REACH."""

    def __init__(self):
        super().__init__()
        self.query, self.key = nn.Linear(WIDTH, HEADS * KEY), nn.Linear(WIDTH, HEADS * KEY)
        self.value, self.out = nn.Linear(WIDTH, HEADS * VALUE), nn.Linear(HEADS * VALUE, WIDTH)
        self.distance = nn.Parameter(torch.zeros(HEADS, 2 * REACH + 1))
        self.norm = nn.LayerNorm(WIDTH)

    def forward(self, x, mask, beyond, dropout):
        batch, words, _ = x.shape
        split = lambda t, w: t.view(batch, words, HEADS, w).transpose(1, 2)
        query, key, value = split(self.query(x), KEY), split(self.key(x), KEY), split(self.value(x), VALUE)
        position = torch.arange(words)
        offset = (position[None, :] - position[:, None]).clamp(-REACH, REACH) + REACH
        scores = query @ key.transpose(2, 3) / KEY**0.5 + self.distance[:, offset]
        scores = scores.masked_fill(beyond[:, None, None, :], -1e4)
        mixed = (scores.softmax(-1) @ value).transpose(1, 2).reshape(batch, words, HEADS * VALUE)
        return self.norm(x + dropout(self.out(mixed))) * mask


class Student(nn.Module):
    def __init__(self, xpos, relation, glove):
        """`glove` is [row, 50]; row 0 is zero and stands for words without a vector."""
        super().__init__()
        self.tables = nn.ModuleDict({n: nn.Embedding(rows, width) for n, rows, width in features.TABLES})
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=0.1)
        self.register_buffer("glove", glove, persistent=False)
        total = sum(width for _, _, width in features.TABLES) + glove.shape[1]
        self.word_in, self.word_out = nn.Linear(total, HIDDEN), nn.Linear(HIDDEN, WIDTH)
        self.word_norm = nn.LayerNorm(WIDTH)
        # Added to a word that no white space precedes.
        self.glued = nn.Parameter(torch.zeros(WIDTH))
        self.layers = nn.ModuleList([Convolution() if kind == "c" else Attention() for kind in PLAN])
        self.upos = nn.Linear(WIDTH, len(treebank.UPOS))
        self.xpos = nn.Linear(WIDTH, len(xpos))
        self.entity = nn.Linear(WIDTH, len(treebank.ENTITY))
        self.arc_dep, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.arc_w = nn.Linear(ARC, ARC)
        self.arc_distance = nn.Parameter(torch.zeros(2 * ARC_REACH + 1))
        # The root as a head: its vectors take the place of a word's in the two head projections.
        self.arc_root, self.label_root = nn.Parameter(torch.zeros(ARC)), nn.Parameter(torch.zeros(LABEL))
        nn.init.normal_(self.arc_root, std=0.3)
        self.label_dep, self.label_head = nn.Linear(WIDTH, LABEL), nn.Linear(WIDTH, LABEL, bias=False)
        self.label_distance = nn.Embedding(2 * LABEL_REACH + 2, LABEL)
        nn.init.normal_(self.label_distance.weight, std=0.1)
        self.label = nn.Linear(LABEL, len(relation))
        self.dropout, self.light = Dropout(0.2), Dropout(0.1)

    def words(self, rows, vector):
        """Word vectors [type, WIDTH] from row numbers [type, 7] and vector rows [type]."""
        parts = [self.tables["word"](rows[:, 0]) + self.tables["word"](rows[:, 1])]
        parts += [self.tables[n](rows[:, i]) for i, (n, _, _) in enumerate(features.TABLES[1:], 2)]
        glove = self.glove[vector].float()
        if self.training:
            keep = lambda p: (torch.rand(len(rows), 1) > p).float()
            parts[0] = parts[0] * keep(0.15)
            glove = glove * keep(0.1)
        hidden = F.relu(self.word_in(self.light(torch.cat(parts + [glove], -1))))
        return self.word_norm(self.word_out(hidden))

    def encode(self, rows, vector, place, glued, lengths):
        """Encoded words [batch, word, WIDTH]; `place` [batch, word] numbers the types of `rows`."""
        words = place.shape[1]
        beyond = torch.arange(words)[None, :] >= lengths[:, None]
        mask = (~beyond).unsqueeze(-1).float()
        x = F.embedding(place, self.words(rows, vector)) + glued.unsqueeze(-1) * self.glued
        x = self.dropout(x) * mask
        for layer in self.layers:
            x = layer(x, mask, beyond, self.light)
        return x, beyond

    def arcs(self, x, beyond):
        """Arc scores [batch, dependent, 1 + word]; column 0 is the root."""
        batch, words, _ = x.shape
        x = self.light(x)
        dep = self.arc_w(F.relu(self.arc_dep(x)))
        head = F.relu(self.arc_head(x))
        root = self.arc_root.expand(batch, 1, ARC)
        scores = dep @ torch.cat([root, head], 1).transpose(1, 2) / ARC**0.5
        position = torch.arange(words)
        offset = (position[None, :] - position[:, None]).clamp(-ARC_REACH, ARC_REACH) + ARC_REACH
        scores = scores + F.pad(self.arc_distance[offset], (1, 0))
        itself = F.pad(torch.eye(words, dtype=torch.bool), (1, 0))
        return scores.masked_fill(F.pad(beyond, (1, 0))[:, None, :] | itself, -1e4)

    def labels(self, x, heads):
        """Relation scores [batch, dependent, relation] for heads [batch, dependent] (0 is the root)."""
        batch, words, _ = x.shape
        x = self.light(x)
        head = torch.cat([self.label_root.expand(batch, 1, LABEL), self.label_head(x)], 1)
        head = head.gather(1, heads.unsqueeze(-1).expand(-1, -1, LABEL))
        offset = (heads - 1 - torch.arange(words)).clamp(-LABEL_REACH, LABEL_REACH) + LABEL_REACH
        offset = torch.where(heads == 0, 2 * LABEL_REACH + 1, offset)
        return self.label(F.relu(self.label_dep(x) + head + self.label_distance(offset)))


class Lexicon:
    """Numbers word types and keeps their feature rows."""

    def __init__(self, index):
        self.index, self.number, self.rows, self.vector = index, {}, [], []

    def id(self, form):
        if form not in self.number:
            self.number[form] = len(self.rows)
            self.rows.append(features.rows(form))
            self.vector.append(self.index.get(features.fnv32(features.lower(form)), 0))
        return self.number[form]

    def freeze(self):
        self.rows_t, self.vector_t = torch.tensor(self.rows), torch.tensor(self.vector)


class Example:
    """One sentence: type ids as written, in lower and upper case; the targets as top-3 ids with weights."""

    __slots__ = ("types", "glued", "targets", "gold")

    def __init__(self, lexicon, forms, spaced, targets, gold):
        variants = [forms, [f.lower() for f in forms], [f.upper() for f in forms]]
        self.types = [np.array([lexicon.id(f) for f in v], dtype=np.int32) for v in variants]
        self.glued = np.array([0] + [0 if s else 1 for s in spaced[:-1]], dtype=np.float32)
        self.targets, self.gold = targets, gold

    def __len__(self):
        return len(self.types[0])


KINDS = ("upos", "xpos", "head", "relation")


def gold_example(lexicon, sentence, ids, entity):
    targets = {}
    for key in KINDS:
        values = [ids[key][v] if key in ids else v for v in getattr(sentence, key)]
        index = np.zeros((len(values), 3), dtype=np.uint8)
        weight = np.zeros((len(values), 3), dtype=np.float32)
        index[:, 0], weight[:, 0] = values, 1
        targets[key] = (index, weight)
    targets["entity"] = entity
    return Example(lexicon, sentence.form, sentence.space_after, targets, True)


def collate(lexicon, examples, training):
    lengths = torch.tensor([len(e) for e in examples])
    words = int(lengths.max())
    place = torch.zeros(len(examples), words, dtype=torch.long)
    glued = torch.zeros(len(examples), words)
    tops = {k: (np.zeros((len(examples), words, 3), np.int64), np.zeros((len(examples), words, 3), np.float32))
            for k in KINDS}
    entity = torch.full((len(examples), words), -100)
    for i, e in enumerate(examples):
        draw, n = (random.random() if training else 1.0), len(e)
        variant = 1 if draw < 0.05 else 2 if draw < 0.09 else 0
        place[i, :n] = torch.from_numpy(e.types[variant].astype(np.int64))
        if not training or random.random() > 0.1:
            glued[i, :n] = torch.from_numpy(e.glued)
        for k in KINDS:
            index, weight = e.targets[k]
            tops[k][0][i, :n], tops[k][1][i, :n] = index, weight
        if e.targets["entity"] is not None:
            entity[i, :n] = torch.from_numpy(e.targets["entity"].astype(np.int64))
    types, place = torch.unique(place, return_inverse=True)
    tops = {k: (torch.from_numpy(a), torch.from_numpy(b)) for k, (a, b) in tops.items()}
    return lexicon.rows_t[types], lexicon.vector_t[types], place, glued, lengths, tops, entity


def soft_loss(scores, top):
    """Cross entropy to a distribution given by its three likeliest ids."""
    index, weight = top
    gathered = scores.log_softmax(-1).gather(-1, index)
    return -(gathered * weight).sum() / weight.sum().clamp(min=1)


def batches(examples, budget, shuffle):
    order = sorted(range(len(examples)), key=lambda i: len(examples[i]) + (random.random() * 4 if shuffle else 0))
    groups, group = [], []
    for i in order:
        if group and (len(group) + 1) * (len(examples[i]) + 2) > budget:
            groups.append(group)
            group = []
        group.append(i)
    groups.append(group)
    if shuffle:
        random.shuffle(groups)
    return groups


def evaluate(model, lexicon, dev, relation):
    model.eval()
    right, total, named, found, both = dict(upos=0, xpos=0, uas=0, las=0), 0, 0, 0, 0
    broad = torch.tensor([sorted({r.split(":")[0] for r in relation}).index(r.split(":")[0]) for r in relation])
    with torch.no_grad():
        for group in batches(dev, 4000, False):
            rows, vector, place, glued, lengths, tops, entity = collate(lexicon, [dev[i] for i in group], False)
            x, beyond = model.encode(rows, vector, place, glued, lengths)
            heads = model.arcs(x, beyond).argmax(-1)
            labels = model.labels(x, heads).argmax(-1)
            gold = {k: v[0][..., 0] for k, v in tops.items()}
            mask = ~beyond
            ok = (heads == gold["head"]) & mask
            right["uas"] += ok.sum().item()
            right["las"] += (ok & (broad[labels] == broad[gold["relation"]])).sum().item()
            right["upos"] += ((model.upos(x).argmax(-1) == gold["upos"]) & mask).sum().item()
            right["xpos"] += ((model.xpos(x).argmax(-1) == gold["xpos"]) & mask).sum().item()
            guess = model.entity(x).argmax(-1)
            known = mask & (entity >= 0)
            named += (known & (entity > 0)).sum().item()
            found += (known & (guess > 0)).sum().item()
            both += (known & (entity > 0) & (guess == entity)).sum().item()
            total += mask.sum().item()
    model.train()
    scores = {k: round(100 * v / total, 2) for k, v in right.items()}
    return scores | {"entity_f1": round(200 * both / max(1, named + found), 1)}


def train(args):
    random.seed(2)
    torch.manual_seed(2)
    index, glove = vectors(args.vectors)
    lexicon = Lexicon(index)
    treebank_train = treebank.read(f"{args.shared}/train/ud/en_ewt-ud-train.conllu")
    treebank_dev = treebank.read(f"{args.shared}/train/ud/en_ewt-ud-dev.conllu")
    xpos, relation = treebank.label_sets(treebank_train)
    ids = {
        "upos": {t: i for i, t in enumerate(treebank.UPOS)},
        "xpos": {t: i for i, t in enumerate(xpos)},
        "relation": {t: i for i, t in enumerate(relation)},
    }
    entities = torch.load(args.entities, weights_only=False) if args.entities else {}
    named = entities.get("train", [None] * len(treebank_train))
    named_dev = entities.get("dev", [None] * len(treebank_dev))
    gold = [gold_example(lexicon, s, ids, e) for s, e in zip(treebank_train, named) if len(s) <= 120]
    dev = [gold_example(lexicon, s, ids, e) for s, e in zip(treebank_dev, named_dev)]
    silver = load_silver(args, lexicon, entities, xpos, relation) if args.silver else []
    lexicon.freeze()
    print(len(gold), "gold", len(silver), "silver sentences,", len(lexicon.rows), "word types", flush=True)
    model = Student(xpos, relation, glove)
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    pool = gold * args.repeat + silver
    steps_an_epoch = len(batches(pool, args.budget, False))
    steps = args.epochs * steps_an_epoch
    began, step = time.time(), 0

    def pace(step):
        """The share of the learning rate: a short rise, then down to nothing at the last step or minute."""
        spent = max(step / steps, (time.time() - began) / 60 / args.minutes)
        return min(step / 200, max(0.01, 1 - spent))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace)
    if args.resume:
        model.load_state_dict(torch.load(args.resume, weights_only=False)["state"])
    average = {k: v.detach().clone() for k, v in model.state_dict().items()}
    for epoch in range(args.epochs):
        for group in batches(pool, args.budget, True):
            if time.time() - began > 60 * args.minutes:
                break
            rows, vector, place, glued, lengths, tops, entity = collate(lexicon, [pool[i] for i in group], True)
            x, beyond = model.encode(rows, vector, place, glued, lengths)
            light = model.light(x)
            loss = (
                soft_loss(model.arcs(x, beyond), tops["head"])
                + soft_loss(model.labels(x, tops["head"][0][..., 0]), tops["relation"])
                + 0.5 * soft_loss(model.upos(light), tops["upos"])
                + 0.5 * soft_loss(model.xpos(light), tops["xpos"])
            )
            if (entity >= 0).any():
                loss = loss + F.cross_entropy(model.entity(light).flatten(0, 1), entity.flatten())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 3.0)
            optimizer.step()
            schedule.step()
            step += 1
            # An average of the weights over the last steps generalises better than the last ones.
            if step % 10 == 0:
                keep = min(0.98, step / (step + 200))
                with torch.no_grad():
                    for key, value in model.state_dict().items():
                        average[key].mul_(keep).add_(value, alpha=1 - keep)
            if step % 100 == 0:
                print(epoch, f"{step}/{steps} loss {loss.item():.3f} {time.time() - began:.0f}s", flush=True)
        last = {k: v.clone() for k, v in model.state_dict().items()}
        model.load_state_dict(average)
        print("epoch", epoch, evaluate(model, lexicon, dev, relation), f"{time.time() - began:.0f}s", flush=True)
        torch.save({"xpos": xpos, "relation": relation, "state": model.state_dict()}, args.out)
        model.load_state_dict(last)
        if time.time() - began > 60 * args.minutes:
            break


def load_silver(args, lexicon, entities, xpos, relation):
    saved = torch.load(args.silver, weights_only=False)
    assert saved["xpos"] == xpos and saved["relation"] == relation
    examples = []
    named = entities.get("silver", [None] * len(saved["forms"]))
    for forms, spaced, best, entity in zip(saved["forms"], saved["spaced"], saved["best"], named):
        if best is None:
            continue
        targets = {k: (best[k][0].numpy(), best[k][1].float().numpy()) for k in KINDS}
        targets["entity"] = entity
        examples.append(Example(lexicon, forms, spaced, targets, False))
    return examples


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", required=True)
    parser.add_argument("--silver")
    parser.add_argument("--entities")
    parser.add_argument("--out", required=True)
    parser.add_argument("--resume")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--repeat", type=int, default=1, help="times the treebank is seen an epoch")
    parser.add_argument("--minutes", type=float, default=1e9, help="the time the learning rate is spread over")
    parser.add_argument("--budget", type=int, default=2000, help="padded words a batch")
    parser.add_argument("--vectors", type=int, default=100_000, help="how many word vectors to keep")
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    train(args)


if __name__ == "__main__":
    main()
