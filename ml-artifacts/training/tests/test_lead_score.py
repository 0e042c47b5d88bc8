import numpy as np
import pytest

from carousel_training.artifact import answer, session_of
from carousel_training.calibration import FITS
from carousel_training.ensemble import Recipe, fit_ensemble
from carousel_training.measures import auc, logistic
from carousel_training.trees import float32_below, lead_graph

SMALL = Recipe("small", rate=0.1, leaves=8, least_rows=20, ridge=1.0, columns=0.6, trees=30)


@pytest.fixture(scope="module")
def fitted():
    random = np.random.default_rng(3)
    x = np.round(random.normal(size=(2_000, 5)), 1).astype(np.float32)
    y = (x[:, 0] + x[:, 1] * x[:, 2] + random.normal(size=2_000) > 0).astype(float)
    return x, y, fit_ensemble(x, y, 7, recipes=(SMALL,), rounds=1)


@pytest.mark.parametrize("kind", FITS)
def test_graph_answers_as_the_ensemble_does_also_on_the_thresholds_themselves(fitted, kind):
    x, y, ensemble = fitted
    curve = FITS[kind](ensemble.left_out, y)
    graph = lead_graph(ensemble, 5, curve, 2.5).SerializeToString()
    nodes = [n for member in ensemble.members for (p,) in member._predictors for n in p.nodes if not n["is_leaf"]]
    on_edge = np.repeat(np.array([n["num_threshold"] for n in nodes], np.float32)[:, None], 5, axis=1)
    for rows in (x, on_edge):
        found = answer(session_of(graph), {"features": rows})
        said = ensemble.members_say(rows)
        mean, spread = said.mean(axis=1), 2.5 * said.std(axis=1)
        for name, raw in (("probability", mean), ("low", mean - spread), ("high", mean + spread)):
            assert found[name].shape == (len(rows),)
            assert np.abs(found[name] - logistic(curve(raw))).max() < 2e-5, name


def test_rows_left_out_are_told_by_members_that_did_not_see_them(fitted):
    x, y, ensemble = fitted
    seen = ensemble.members_say(x).mean(axis=1)
    assert 0.7 < auc(y, ensemble.left_out) < auc(y, seen), "what was seen is told better than is true"


def test_rows_of_one_person_are_never_parted():
    random = np.random.default_rng(4)
    x = random.normal(size=(600, 3)).astype(np.float32)
    people = np.repeat(np.arange(60), 10)
    y = (random.random(60) < 0.5).astype(float)[people]
    x[:, 0] = people
    told = fit_ensemble(x, y, 7, groups=people, recipes=(SMALL,), rounds=1).left_out
    assert auc(y, told) < 0.65, "knowing a person's other rows would tell nearly all"


def test_thresholds_are_rounded_down():
    for threshold in (0.1, 0.3, 1e9 + 0.3, -0.1, 2.0):
        rounded = float32_below(threshold)
        assert rounded <= threshold < float(np.nextafter(np.float32(rounded), np.float32(np.inf)))
