"""How far a score may be off: the reach of its interval, found by letting the model play the truth.

Outcomes are drawn from the fitted model as if it were the truth, an ensemble is fitted to them in the same way, and the
reach is how many standard deviations of its members it takes for nine in ten leads' intervals to hold the probability
their outcome was drawn from. It answers "how sure is a model made of so many such leads", not "what will this lead do"."""

import numpy as np

from .calibration import Curve, fit_platt
from .ensemble import RECIPES, Ensemble, Recipe, curves_of, folds_of, staged
from .measures import logistic

COVERAGE = 0.9
# Members that agree to the last digit would give an interval of nothing.
LEAST_DEVIATION = 1e-3


def find_reach(
    ensemble: Ensemble,
    curve: Curve,
    x: np.ndarray,
    groups: np.ndarray | None,
    seed: int,
    recipes: tuple[Recipe, ...] = RECIPES,
    coverage: float = COVERAGE,
) -> float:
    """In standard deviations of the members' log-odds. Costs as much as fitting half an ensemble."""
    recipe = next(recipe for recipe in recipes if recipe.name == ensemble.recipe)
    truth = curve(ensemble.members_say(x).mean(axis=1))
    drawn = (np.random.default_rng(seed).random(len(x)) < logistic(truth)).astype(float)
    members, said = curves_of(recipe, x, drawn, folds_of(drawn, groups, seed), seed + 50)
    line = fit_platt(said[ensemble.trees - 1].astype(float), drawn)
    raw = np.column_stack([staged(member, x, ensemble.trees) for member in members])
    distance = np.abs((truth - line.c) / line.a - raw.mean(axis=1))
    return float(np.quantile(distance / np.maximum(raw.std(axis=1), LEAST_DEVIATION), coverage))


def share_held(rates: np.ndarray, said: dict[str, np.ndarray], size: int, errors: float = 2.0) -> float:
    """Of groups of `size` leads alike in score, the share whose mean of `rates` lies between their mean bounds, give or
    take so many standard errors of a rate among so many. Real leads have no known probability: there `rates` are their
    outcomes, and chance has to be given its room; where the truth is known, none."""
    p, low, high = (said[name].astype(float) for name in ("probability", "low", "high"))
    groups = np.array_split(np.argsort(p, kind="stable"), max(1, len(p) // size))
    held = []
    for rows in groups:
        chance = errors * np.sqrt(p[rows].mean() * (1 - p[rows].mean()) / len(rows))
        held.append(low[rows].mean() - chance <= rates[rows].mean() <= high[rows].mean() + chance)
    return float(np.mean(held))
