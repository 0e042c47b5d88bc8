"""
The offer network in NumPy: forward, loss and gradients, written out by hand and checked numerically in the tests.

A candidate and its creative ask the viewer's history a question; the answer is a sum of the touches, weighted by
scaled-dot-product attention (the target attention of Deep Interest Network with some seventy times fewer operations
than its MLP). A small MLP then gives two heads, P(click) and P(lead | click), trained over all impressions through
their product, as ESMM does.

Shapes: P pages, C candidates a page, T touches, D wide attention.
"""

import numpy as np

from .measures import logistic

Weights = dict[str, np.ndarray]
ATTENTION = 16
HIDDEN = (48, 24)
HIDDEN_PARTS = ("pooled", "match", "candidate", "creative", "affinity", "viewer", "context")


def first_weights(widths: dict[str, int], seed: int, click_rate: float, lead_rate: float) -> Weights:
    """Small random weights, and heads that begin at the rates of the training rows."""
    random = np.random.default_rng(seed)
    draw = lambda rows, columns: (random.standard_normal((rows, columns)) / np.sqrt(rows)).astype(np.float32)
    widths = widths | {"pooled": ATTENTION, "match": ATTENTION}
    odds = lambda rate: np.array([np.log(rate / (1 - rate))], np.float32)
    return {
        "ask_candidate": draw(widths["candidate"], ATTENTION),
        "ask_creative": draw(widths["creative"], ATTENTION),
        "key": draw(widths["history"], ATTENTION),
        "value": draw(widths["history"], ATTENTION),
        "touch_bias": np.zeros((widths["history"], 1), np.float32),
        "match_candidate": draw(widths["candidate"], ATTENTION),
        "match_creative": draw(widths["creative"], ATTENTION),
        **{f"first_{part}": 0.5 * draw(widths[part], HIDDEN[0]) for part in HIDDEN_PARTS},
        "first_bias": np.zeros(HIDDEN[0], np.float32),
        "second": draw(*HIDDEN),
        "second_bias": np.zeros(HIDDEN[1], np.float32),
        "heads": 0.1 * draw(HIDDEN[1], 2),
        "heads_bias": np.concatenate([odds(click_rate), odds(lead_rate)]),
    }


def forward(w: Weights, x: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Everything the gradients need; `logits[..., 0]` is the click's, `logits[..., 1]` the lead's after a click."""
    mask = x["history_mask"][:, None, :]
    ask = x["candidate"] @ w["ask_candidate"] + x["creative"] @ w["ask_creative"]
    key = x["history"] @ w["key"]
    value = x["history"] @ w["value"]
    bias = (x["history"] @ w["touch_bias"])[:, None, :, 0]
    fits = ask @ key.transpose(0, 2, 1) / np.sqrt(np.float32(ATTENTION)) + bias
    # The mask also multiplies the weights, so that an empty history is answered with nought.
    fits = np.where(mask > 0, fits, np.float32(-1e4))
    attention = np.exp(fits - fits.max(axis=-1, keepdims=True))
    attention = attention / attention.sum(axis=-1, keepdims=True) * mask
    pooled = attention @ value
    face = x["candidate"] @ w["match_candidate"] + x["creative"] @ w["match_creative"]
    match = pooled * face
    by_page = x["viewer"] @ w["first_viewer"] + x["context"] @ w["first_context"] + w["first_bias"]
    first = by_page[:, None, :] + sum(
        part @ w[f"first_{name}"]
        for name, part in (
            ("pooled", pooled),
            ("match", match),
            ("candidate", x["candidate"]),
            ("creative", x["creative"]),
            ("affinity", x["affinity"]),
        )
    )
    first = np.maximum(first, 0)
    second = np.maximum(first @ w["second"] + w["second_bias"], 0)
    logits = second @ w["heads"] + w["heads_bias"]
    return {
        "ask": ask,
        "key": key,
        "value": value,
        "attention": attention,
        "pooled": pooled,
        "face": face,
        "match": match,
        "first": first,
        "second": second,
        "logits": logits,
    }


def loss(logits: np.ndarray, click: np.ndarray, lead: np.ndarray) -> tuple[float, np.ndarray]:
    """Mean cross entropy of click and of lead over all impressions, and its gradient by the logits."""
    p_click, p_after = logistic(logits[..., 0]), logistic(logits[..., 1])
    p_lead = p_click * p_after
    entropy = lambda y, p: -(y * np.log(p + 1e-12) + (1 - y) * np.log(1 - p + 1e-12)).mean()
    through_lead = (p_lead - lead) / (1 - p_lead)
    slope = np.stack([p_click - click + through_lead * (1 - p_click), through_lead * (1 - p_after)], axis=-1)
    return float(entropy(click, p_click) + entropy(lead, p_lead)), (slope / click.size).astype(logits.dtype)


def gradients(w: Weights, x: dict[str, np.ndarray], seen: dict[str, np.ndarray], slope: np.ndarray) -> Weights:
    """The gradient of the loss by every weight, given its gradient by the logits."""
    flat = lambda values: values.reshape(-1, values.shape[-1])
    by = lambda left, right: flat(left).T @ flat(right)
    g: Weights = {"heads": by(seen["second"], slope), "heads_bias": flat(slope).sum(axis=0)}
    to_second = slope @ w["heads"].T * (seen["second"] > 0)
    g["second"], g["second_bias"] = by(seen["first"], to_second), flat(to_second).sum(axis=0)
    to_first = to_second @ w["second"].T * (seen["first"] > 0)
    to_page = to_first.sum(axis=1)
    g["first_bias"] = to_page.sum(axis=0)
    for name in ("viewer", "context"):
        g[f"first_{name}"] = by(x[name], to_page)
    for name in ("candidate", "creative", "affinity"):
        g[f"first_{name}"] = by(x[name], to_first)
    for name in ("pooled", "match"):
        g[f"first_{name}"] = by(seen[name], to_first)
    to_match = to_first @ w["first_match"].T
    to_face = to_match * seen["pooled"]
    to_pooled = to_first @ w["first_pooled"].T + to_match * seen["face"]
    attention = seen["attention"]
    to_attention = to_pooled @ seen["value"].transpose(0, 2, 1)
    to_fits = attention * (to_attention - (attention * to_attention).sum(axis=-1, keepdims=True))
    to_scaled = to_fits / np.sqrt(np.float32(ATTENTION))
    to_ask = to_scaled @ seen["key"]
    g["key"] = by(x["history"], to_scaled.transpose(0, 2, 1) @ seen["ask"])
    g["value"] = by(x["history"], attention.transpose(0, 2, 1) @ to_pooled)
    g["touch_bias"] = by(x["history"], to_fits.sum(axis=1)[..., None])
    for name in ("candidate", "creative"):
        g[f"ask_{name}"] = by(x[name], to_ask)
        g[f"match_{name}"] = by(x[name], to_face)
    return g
