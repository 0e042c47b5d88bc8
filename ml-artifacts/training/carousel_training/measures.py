"""What a probability is worth, and how to make one honest."""

import numpy as np

TINY = 1e-7


def logistic(log_odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(log_odds, -30, 30)))


def auc(labels: np.ndarray, scores: np.ndarray) -> float:
    """Chance that a positive outranks a negative; ties count half."""
    _, places, counts = np.unique(scores, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    positives = labels > 0.5
    wins = ranks[positives].sum() - positives.sum() * (positives.sum() + 1) / 2
    return float(wins / (positives.sum() * (~positives).sum()))


def log_loss(labels: np.ndarray, probabilities: np.ndarray) -> float:
    p = np.clip(probabilities.astype(np.float64), TINY, 1 - TINY)
    return float(-np.mean(labels * np.log(p) + (1 - labels) * np.log(1 - p)))


def ece(labels: np.ndarray, probabilities: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over bins of equal count: mean distance between what was said and what happened."""
    groups = np.array_split(np.argsort(probabilities, kind="stable"), bins)
    gaps = [len(rows) * abs(labels[rows].mean() - probabilities[rows].mean()) for rows in groups if len(rows)]
    return float(sum(gaps) / len(labels))


def brier(labels: np.ndarray, probabilities: np.ndarray) -> float:
    return float(np.mean((labels - probabilities) ** 2))


def platt(log_odds: np.ndarray, labels: np.ndarray, rounds: int = 50) -> tuple[float, float]:
    """Scale and shift that make log-odds honest on these rows: one-variable logistic regression, by Newton's method."""
    x = np.stack([log_odds.astype(np.float64), np.ones(len(log_odds))], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(rounds):
        p = logistic(x @ weights)
        # A breath of ridge keeps the step finite where the labels are separable.
        curvature = (x * (p * (1 - p))[:, None]).T @ x + 1e-6 * np.eye(2)
        step = np.linalg.solve(curvature, x.T @ (labels - p))
        weights = weights + step
        if np.abs(step).max() < 1e-10:
            break
    return float(weights[0]), float(weights[1])


def top_lift(labels: np.ndarray, probabilities: np.ndarray, share: float = 0.1) -> float:
    """How many times the average rate the likeliest tenth has."""
    best = np.argsort(-probabilities, kind="stable")[: max(1, round(len(labels) * share))]
    return float(labels[best].mean() / labels.mean())


def interval_of(measure, labels: np.ndarray, probabilities: np.ndarray, seed: int, draws: int = 1_000) -> tuple[float, float]:
    """The middle 95 % of a measure over bootstrap draws of the rows."""
    random = np.random.default_rng(seed)
    found = []
    for _ in range(draws):
        rows = random.integers(0, len(labels), len(labels))
        if 0 < labels[rows].sum() < len(rows):
            found.append(measure(labels[rows], probabilities[rows]))
    return float(np.quantile(found, 0.025)), float(np.quantile(found, 0.975))


def ece_of_the_truth(probabilities: np.ndarray, seed: int, draws: int = 200) -> float:
    """Calibration error that chance alone gives probabilities that are exactly right, on so many rows: none can be below."""
    random = np.random.default_rng(seed)
    return float(np.mean([ece((random.random(len(probabilities)) < probabilities) * 1.0, probabilities) for _ in range(draws)]))
