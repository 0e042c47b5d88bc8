import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

from carousel_training.artifact import answer, session_of
from carousel_training.measures import logistic
from carousel_training.trees import float32_below, trees_graph


def test_graph_answers_as_scikit_learn_does_also_on_the_thresholds_themselves():
    random = np.random.default_rng(3)
    x = np.round(random.normal(size=(2_000, 5)), 1).astype(np.float32)
    y = (x[:, 0] + x[:, 1] * x[:, 2] + random.normal(size=2_000) > 0).astype(int)
    trees = HistGradientBoostingClassifier(max_iter=30, max_leaf_nodes=8, random_state=0).fit(x, y)
    graph = trees_graph(trees, 5, 1.3, -0.2).SerializeToString()
    thresholds = [n["num_threshold"] for (p,) in trees._predictors for n in p.nodes if not n["is_leaf"]]
    on_edge = np.repeat(np.array(thresholds, np.float32)[:, None], 5, axis=1)
    for rows in (x, on_edge):
        found = answer(session_of(graph), {"features": rows})["probability"]
        assert found.shape == (len(rows),)
        assert np.abs(found - logistic(1.3 * trees.decision_function(rows) - 0.2)).max() < 1e-5


def test_thresholds_are_rounded_down():
    for threshold in (0.1, 0.3, 1e9 + 0.3, -0.1, 2.0):
        rounded = float32_below(threshold)
        assert rounded <= threshold < float(np.nextafter(np.float32(rounded), np.float32(np.inf)))
