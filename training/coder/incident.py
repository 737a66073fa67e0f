"""Fits the head of kinds of incident to a trained network: a logistic regression on means of two layers."""

import torch
import torch.nn.functional as F

from batching import inputs_of
from model import WIDTH

DECAY = 1e-3
# The weight of a report of our own beside one of the kit.
OWN = 0.2


def features(model, examples):
    """Means of the pieces at the role layer and at the top, `[example, 2 × width]`, the kinds, and the examples' weights."""
    inputs, order = inputs_of(model, model.kind, examples)
    weights = [OWN if e.fold < 0 else 1.0 for e in order]
    return inputs, torch.tensor([e.kind for e in order]), torch.tensor(weights)


def fit(model, examples):
    """Fits `model.kind` on those of `examples` that have a kind."""
    model.eval()
    x, kinds, weights = features(model, [e for e in examples if e.kind >= 0])
    middle, spread = x.mean(0), 3 * (x.std(0) + 1e-3)
    x = (x - middle) / spread
    weight = torch.zeros(len(model.kinds), 2 * WIDTH, requires_grad=True)
    bias = torch.zeros(len(model.kinds), requires_grad=True)
    optimizer = torch.optim.LBFGS([weight, bias], max_iter=80, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        right = F.cross_entropy(x @ weight.T + bias, kinds, reduction="none")
        loss = (right * weights).sum() / weights.sum() + DECAY * weight.square().sum()
        loss.backward()
        return loss

    optimizer.step(closure)
    with torch.no_grad():
        model.kind.weight.copy_(weight / spread)
        model.kind.bias.copy_(bias - weight @ (middle / spread))
