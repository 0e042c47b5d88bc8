"""An ensemble of boosted trees whose members each left out another fifth of the rows.

What the members left out makes the scores that calibrate and choose, so no row is lost to a set of its own; how far the
members disagree says how sure the score is (the delete-a-group jackknife). Rows of one group are never parted."""

from dataclasses import dataclass
from itertools import islice

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from .measures import log_loss, logistic

FOLDS = 5
# Members left out a fifth each: the jackknife's factor for the spread of what one fit to all rows would say.
JACKKNIFE = np.sqrt((1 - 1 / FOLDS) / (1 / FOLDS))


@dataclass(frozen=True)
class Recipe:
    """Settings of the trees; `trees` is the most, the number used is where the left-out rows are told best."""

    name: str
    rate: float
    leaves: int
    least_rows: int
    ridge: float
    columns: float
    trees: int

    def fit(self, x: np.ndarray, y: np.ndarray, seed: int) -> HistGradientBoostingClassifier:
        return HistGradientBoostingClassifier(
            learning_rate=self.rate, max_iter=self.trees, max_leaf_nodes=self.leaves, min_samples_leaf=self.least_rows,
            l2_regularization=self.ridge, max_features=self.columns, early_stopping=False, random_state=seed,
        ).fit(x, y)  # fmt: skip


RECIPES = (
    Recipe("small", rate=0.05, leaves=8, least_rows=40, ridge=5.0, columns=0.5, trees=300),
    Recipe("slow", rate=0.03, leaves=15, least_rows=40, ridge=10.0, columns=0.3, trees=500),
    Recipe("wide", rate=0.03, leaves=31, least_rows=20, ridge=20.0, columns=0.3, trees=500),
)


@dataclass(frozen=True)
class Ensemble:
    """`members` say log-odds with their first `trees` trees; the ensemble's are their mean.
    `left_out` are the log-odds of each teaching row by those members that did not see it."""

    members: tuple[HistGradientBoostingClassifier, ...]
    trees: int
    left_out: np.ndarray
    recipe: str
    losses: dict[str, float]

    def members_say(self, x: np.ndarray) -> np.ndarray:
        """Log-odds by row and member."""
        return np.column_stack([staged(member, x, self.trees) for member in self.members])


def staged(member: HistGradientBoostingClassifier, x: np.ndarray, trees: int) -> np.ndarray:
    """Log-odds of a member's first trees."""
    *_, raw = islice(member._staged_raw_predict(x), trees)
    return raw.ravel()


def folds_of(y: np.ndarray, groups: np.ndarray | None, seed: int) -> list[tuple[np.ndarray, np.ndarray]]:
    if groups is None:
        return list(StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(y, y))
    return list(StratifiedGroupKFold(FOLDS, shuffle=True, random_state=seed).split(y, y, groups))


def curves_of(
    recipe: Recipe, x: np.ndarray, y: np.ndarray, folds: list, seed: int
) -> tuple[list[HistGradientBoostingClassifier], np.ndarray]:
    """A member for each fold, and what each row that it left out is told after each number of trees."""
    members, said = [], np.zeros((recipe.trees, len(y)), np.float32)
    for place, (learn, judge) in enumerate(folds):
        member = recipe.fit(x[learn], y[learn], seed * 100 + place)
        for tree, raw in enumerate(member._staged_raw_predict(x[judge])):
            said[tree, judge] = raw.ravel()
        members.append(member)
    return members, said


def fit_ensemble(
    x: np.ndarray,
    y: np.ndarray,
    seed: int,
    groups: np.ndarray | None = None,
    recipes: tuple[Recipe, ...] = RECIPES,
    rounds: int = 2,
    say=lambda line: None,
) -> Ensemble:
    """Tries each recipe on five folds, keeps the one that tells left-out rows best, with the number of trees that does,
    and fits it `rounds` times on other folds. All of it within `x`: what judges must not be in there."""
    folds = folds_of(y, groups, seed)
    best, losses = None, {}
    for recipe in recipes:
        members, said = curves_of(recipe, x, y, folds, seed)
        loss = [log_loss(y, logistic(raw.astype(float))) for raw in said]
        trees = int(np.argmin(loss)) + 1
        losses[recipe.name] = float(loss[trees - 1])
        say(f"{recipe.name}: log loss {loss[trees - 1]:.4f} on rows left out, with {trees} trees")
        if best is None or loss[trees - 1] < losses[best[0].name]:
            best = (recipe, members, trees, said[trees - 1].astype(float))
    recipe, members, trees, left_out = best
    for again in range(1, rounds):
        more, said = curves_of(recipe, x, y, folds_of(y, groups, seed + again), seed + again)
        say(f"{recipe.name}, other folds: log loss {log_loss(y, logistic(said[trees - 1].astype(float))):.4f}")
        members, left_out = members + more, left_out + said[trees - 1]
    return Ensemble(tuple(members), trees, left_out / rounds, recipe.name, losses)
