import numpy as np
import pytest

from carousel_training.artifact import answer, session_of
from carousel_training.measures import logistic
from carousel_training.offer_graph import offer_graph
from carousel_training.offer_network import first_weights, forward, gradients, loss

WIDTHS = {"history": 9, "viewer": 4, "context": 3, "candidate": 7, "creative": 5, "affinity": 6}
TOUCHES = 5
SHAPES = {
    "history": [1, TOUCHES, 9],
    "history_mask": [1, TOUCHES],
    "viewer": [1, 4],
    "context": [1, 3],
    "candidate": ["batch", 7],
    "creative": ["batch", 5],
    "affinity": ["batch", 6],
}


@pytest.fixture
def pages():
    random = np.random.default_rng(4)
    draw = lambda *shape: random.normal(size=shape)
    mask = np.array([[1, 1, 1, 0, 0], [0, 0, 0, 0, 0], [1, 1, 1, 1, 1]], float)
    x = {"history": draw(3, TOUCHES, 9) * mask[..., None], "history_mask": mask}
    x |= {name: draw(3, WIDTHS[name]) for name in ("viewer", "context")}
    x |= {name: draw(3, 4, WIDTHS[name]) for name in ("candidate", "creative", "affinity")}
    click = (random.random((3, 4)) < 0.5).astype(float)
    return x, click, click * (random.random((3, 4)) < 0.5)


@pytest.fixture
def weights():
    random = np.random.default_rng(5)
    drawn = first_weights(WIDTHS, 5, 0.2, 0.3)
    return {name: values.astype(float) + 0.1 * random.normal(size=values.shape) for name, values in drawn.items()}


def test_gradients_agree_with_small_steps_in_every_weight(weights, pages):
    x, click, lead = pages
    loss_at = lambda w: loss(forward(w, x)["logits"], click, lead)[0]
    seen = forward(weights, x)
    found = gradients(weights, x, seen, loss(seen["logits"], click, lead)[1])
    assert found.keys() == weights.keys()
    random = np.random.default_rng(6)
    for name, values in weights.items():
        for place in random.choice(values.size, min(values.size, 12), replace=False):
            nudge = np.zeros(values.size)
            nudge[place] = 1e-6
            nudge = nudge.reshape(values.shape)
            slope = (loss_at(weights | {name: values + nudge}) - loss_at(weights | {name: values - nudge})) / 2e-6
            assert abs(slope - found[name].ravel()[place]) < 1e-6 + 1e-4 * abs(slope), name


def test_graph_answers_as_the_network_does_page_by_page(weights, pages):
    x, _, _ = pages
    scales, shifts = np.array([1.2, 0.8], np.float32), np.array([-0.1, 0.2], np.float32)
    session = session_of(offer_graph(weights, SHAPES, scales, shifts).SerializeToString())
    both = logistic(forward(weights, x)["logits"] * scales + shifts)
    for page in range(3):
        inputs = {
            name: values[page if name in ("candidate", "creative", "affinity") else slice(page, page + 1)]
            for name, values in x.items()
        }
        found = answer(session, {name: values.astype(np.float32) for name, values in inputs.items()})
        assert np.abs(found["click"] - both[page, :, 0]).max() < 1e-5
        assert np.abs(found["lead"] - both[page, :, 0] * both[page, :, 1]).max() < 1e-5


def test_an_empty_history_is_answered_whatever_stands_in_its_places(weights, pages):
    x, _, _ = pages
    other = x | {"history": x["history"] + 3 * (1 - x["history_mask"][..., None])}
    assert np.allclose(forward(weights, x)["logits"], forward(weights, other)["logits"])
