"""Fits the head that says how a text presents what a trigger tells to a trained network.

It learns from the judged rows of running news, in which a reader wrote a truth value; what it reads is the pass of the
pair and the trigger at the role layer, and neither learns anything here.
"""

import torch
import torch.nn.functional as F

from batching import inputs_of

EPOCHS, RATE, DECAY, LOT, DROP, SMOOTH = 15, 1e-3, 0.3, 256, 0.3, 0.02


def features(model, examples):
    """What the head reads, `[pair, 5 * width]`, and the place of the right answer in `model.TRUTHS`, of all pairs of
    which a reader wrote it."""
    inputs, order = inputs_of(model, model.truth_hidden, examples)
    answers = torch.tensor([pair.get("truth", -1) for e in order for pair in e.pairs])
    return inputs[answers >= 0], answers[answers >= 0]


def fit(model, examples, seed):
    """Fits `model.truth_hidden` and `model.truth` on those of `examples` that have pairs with a truth value."""
    model.eval()
    x, answers = features(model, [e for e in examples if any("truth" in pair for pair in e.pairs)])
    middle, spread = x.mean(0), x.std(0) + 1e-4
    x = (x - middle) / spread
    torch.manual_seed(seed)
    hidden = torch.nn.Linear(x.shape[1], model.truth_hidden.out_features)
    last = torch.nn.Linear(model.truth.in_features, model.truth.out_features)
    optimizer = torch.optim.AdamW([*hidden.parameters(), *last.parameters()], lr=RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        for lot in torch.randperm(len(x)).split(LOT):
            inner = torch.tanh(hidden(F.dropout(x[lot], DROP)))
            loss = F.cross_entropy(last(F.dropout(inner, DROP)), answers[lot], label_smoothing=SMOOTH)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    with torch.no_grad():
        model.truth_hidden.weight.copy_(hidden.weight / spread)
        model.truth_hidden.bias.copy_(hidden.bias - hidden.weight @ (middle / spread))
        model.truth.weight.copy_(last.weight)
        model.truth.bias.copy_(last.bias)
