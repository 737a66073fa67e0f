"""The network: MiniLM-L6 with case and late role vectors, seven heads, and four layers that only hear who says what."""

import math
import os

import torch
import torch.nn as nn
import torch.nn.functional as F

from text import CASES, MAX_PIECES, encoder_folder

WIDTH, HEADS, INNER = 384, 12, 1536
TYPES = ["ACCUSE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "COOPERATE", "MOBILIZE", "PROTEST",
         "REJECT", "REQUEST", "RETREAT", "SANCTION", "SUPPORT", "THREATEN", "NONE"]
# What a piece is to a pair: nothing, of its source, of its target, of the word that tells the event.
ROLES = 4
# R is a party to something mutual: source and target at once.
TAGS = ["O", "B-S", "I-S", "B-T", "I-T", "B-R", "I-R"]
QUADS = 5
# What a word is to the event of a pair's trigger, whatever the pair was: neither, of its source, of its target.
PARTIES = 3
# Who says something, and the words that tell so.
CUES = ["O", "B-CUE", "I-CUE", "B-SOURCE", "I-SOURCE"]
# How a text presents what a trigger tells, and the truth values that a reader may write for each: as done, as to come,
# as only imagined.
TRUTHS = [["asserted", "reported", "historical", "alleged", "denied"], ["pledged", "planned", "scheduled", "threatened"],
          ["hoped", "hypothetical"]]
TRUTH_WIDTH = 128
PROJECTIONS = ["query", "key", "value", "out", "up", "down"]


class Rounded(torch.autograd.Function):
    """A matrix as it is after rounding to ±63 steps a row; the gradient passes unchanged."""

    @staticmethod
    def forward(ctx, weight):
        scale = weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 63
        return (weight / scale).round() * scale

    @staticmethod
    def backward(ctx, gradient):
        return gradient


class Matrix(nn.Linear):
    """A linear layer that can act as its rounded self."""

    rounded = False

    def forward(self, x):
        return F.linear(x, Rounded.apply(self.weight) if self.rounded else self.weight, self.bias)


class Layer(nn.Module):
    """A post-norm transformer layer of BERT."""

    def __init__(self, drop):
        super().__init__()
        self.query, self.key, self.value, self.out = (Matrix(WIDTH, WIDTH) for _ in range(4))
        self.up, self.down = Matrix(WIDTH, INNER), Matrix(INNER, WIDTH)
        self.attention_norm, self.output_norm = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(drop)

    def forward(self, x, mask):
        rows, pieces, _ = x.shape
        q, k, v = (m(x).view(rows, pieces, HEADS, -1).transpose(1, 2) for m in (self.query, self.key, self.value))
        scores = q @ k.transpose(2, 3) / math.sqrt(WIDTH / HEADS) + mask
        mixed = (self.drop(scores.softmax(-1)) @ v).transpose(1, 2).reshape(rows, pieces, WIDTH)
        x = self.attention_norm(x + self.drop(self.out(mixed)))
        return self.output_norm(x + self.drop(self.down(F.gelu(self.up(x)))))


class Coder(nn.Module):
    def __init__(self, kinds, layers=6, role_layer=4, cue_layer=2, drop=0.1):
        super().__init__()
        self.kinds, self.role_layer, self.cue_layer = kinds, role_layer, cue_layer
        self.word = nn.Embedding(30522, WIDTH)
        self.position, self.case = nn.Embedding(MAX_PIECES, WIDTH), nn.Embedding(CASES, WIDTH)
        self.role = nn.Embedding(ROLES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(layers))
        self.drop = nn.Dropout(drop)
        self.sentence = nn.Linear(WIDTH, QUADS)
        # The kind of incident is learned twice: as one task of many, which shapes the layers, and afterwards, from
        # means of two layers, by `incident.fit`, which ships.
        self.kind_task, self.kind = nn.Linear(WIDTH, len(kinds)), nn.Linear(2 * WIDTH, len(kinds))
        self.tag = nn.Linear(WIDTH, len(TAGS))
        self.pair_hidden, self.pair_out = nn.Linear(ROLES * WIDTH, WIDTH), nn.Linear(WIDTH, len(TYPES))
        self.party = nn.Linear(WIDTH, PARTIES)
        # Who says what is learned twice as well: `cue_task` shapes the layers, and `hearing.fit` trains layers for that
        # alone. `truth.fit` fits what reads a pair's pass, and its trigger at the role layer.
        self.cue_layers = nn.ModuleList(Layer(drop) for _ in range(layers - cue_layer))
        self.cue_task, self.cue = nn.Linear(WIDTH, len(CUES)), nn.Linear(WIDTH, len(CUES))
        self.truth_hidden, self.truth = nn.Linear((ROLES + 1) * WIDTH, TRUTH_WIDTH), nn.Linear(TRUTH_WIDTH, len(TRUTHS))
        nn.init.zeros_(self.case.weight)
        nn.init.normal_(self.role.weight, std=0.2)
        nn.init.zeros_(self.role.weight[0:1].detach())
        for head in (self.sentence, self.kind_task, self.kind, self.tag, self.pair_hidden, self.pair_out, self.party,
                     self.cue_task, self.cue, self.truth_hidden, self.truth):
            nn.init.normal_(head.weight, std=0.02)
            nn.init.zeros_(head.bias)
        self.word.weight.requires_grad = False
        for late in (self.kind, self.cue_layers, self.cue, self.truth_hidden, self.truth):
            late.requires_grad_(False)

    def load_encoder(self):
        """Fills the encoder with the package's pretrained weights."""
        from safetensors.torch import load_file

        source = load_file(os.path.join(encoder_folder(), "model.safetensors"))
        source = {k.removeprefix("bert."): v.float() for k, v in source.items()}
        e = "embeddings."
        with torch.no_grad():
            self.word.weight.copy_(source[e + "word_embeddings.weight"])
            folded = source[e + "position_embeddings.weight"] + source[e + "token_type_embeddings.weight"][0]
            self.position.weight.copy_(folded[:MAX_PIECES])
            copy(self.norm, source, e + "LayerNorm")
            for i, layer in enumerate(self.layers):
                at = f"encoder.layer.{i}."
                for ours, theirs in (("query", "attention.self.query"), ("key", "attention.self.key"),
                                     ("value", "attention.self.value"), ("out", "attention.output.dense"),
                                     ("attention_norm", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
                                     ("down", "output.dense"), ("output_norm", "output.LayerNorm")):
                    copy(getattr(layer, ours), source, at + theirs)
        return self

    def embedded(self, ids, case):
        places = torch.arange(ids.shape[1])
        return self.word(ids) + self.position(places) + self.case(case)

    def lower(self, batch):
        """The pieces at the cue layer, `[example, piece, width]`, and what a layer wants to know of the padding."""
        x = self.embedded(batch["ids"], batch["case"])
        mask = torch.zeros(batch["mask"].shape).masked_fill(batch["mask"] == 0, -1e4)[:, None, None, :]
        x = self.drop(self.norm(x))
        for layer in self.layers[: self.cue_layer]:
            x = layer(x, mask)
        return x, mask

    def heard(self, lower, mask):
        """The top of the cue layers, of pieces at the cue layer."""
        for layer in self.cue_layers:
            lower = layer(lower, mask)
        return lower

    def forward(self, batch, with_cues=False):
        """Scores of the heads. `batch` is what `batching.collate` makes."""
        lower, mask = self.lower(batch)
        shared = lower
        for layer in self.layers[self.cue_layer : self.role_layer]:
            shared = layer(shared, mask)
        owner, plain = batch["pair_owner"], len(batch["ids"])
        # The roleless pass and the role passes of the upper layers run as one batch.
        both = torch.cat([shared, shared[owner] + self.role(batch["role"])])
        masks = torch.cat([mask, mask[owner]])
        for layer in self.layers[self.role_layer:]:
            both = layer(both, masks)
        hidden, paired = both[:plain], both[plain:]
        out = {
            "sentence": self.sentence(self.drop(hidden[:, 0])),
            "kind_task": self.kind_task(self.drop(mean(hidden, batch["inner"]))),
            "kind": self.kind(torch.cat([mean(shared, batch["inner"]), mean(hidden, batch["inner"])], -1)),
            "tag": self.tag(self.drop(hidden)),
            "cue_task": self.cue_task(self.drop(hidden)),
            "party": self.party(self.drop(paired)),
        }
        roles = batch["role"]
        parts = [paired[:, 0], *(mean(paired, (roles == role).float()) for role in range(1, ROLES))]
        if with_cues:
            out["cue"] = self.cue(self.heard(lower, mask))
        told = mean(shared[owner], (roles == 3).float())
        out["truth"] = self.truth(torch.tanh(self.truth_hidden(torch.cat([*parts, told], -1))))
        out["pair"] = self.pair_out(self.drop(torch.tanh(self.pair_hidden(self.drop(torch.cat(parts, -1))))))
        return out

    def freeze(self, layers):
        """Stops the input vectors and the lowest layers from learning."""
        if layers:
            for module in (self.position, self.case, self.norm, *self.layers[:layers]):
                module.requires_grad_(False)

    def round(self, on=True):
        """From now on the layers act as their rounded selves (or no longer)."""
        round_layers(self.layers, on)


def round_layers(layers, on=True):
    """From now on `layers` act as their rounded selves (or no longer)."""
    for layer in layers:
        for name in PROJECTIONS:
            getattr(layer, name).rounded = on


def copy(module, source, at):
    module.weight.copy_(source[at + ".weight"])
    module.bias.copy_(source[at + ".bias"])


def mean(hidden, weight):
    """Mean over the pieces of weight 1; zeros where there is none."""
    return torch.einsum("bph,bp->bh", hidden, weight) / weight.sum(1, keepdim=True).clamp(min=1)
