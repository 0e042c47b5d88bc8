"""The whole way on a few simulated shoppers: rows, training, artifact. bin/train.mjs names the rows' folder."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from carousel_training.artifact import next_version, write_artifact
from carousel_training.models import lead_artifact, offer_artifact
from carousel_training.rows import read_facts

ROWS = os.environ.get("CAROUSEL_TRAINING_ROWS")
needs_rows = pytest.mark.skipif(ROWS is None, reason="npm run train:test writes rows and names their folder")


@needs_rows
@pytest.mark.parametrize("train", [lead_artifact, offer_artifact])
def test_learns_something_honest_and_the_same_twice(train, tmp_path):
    facts = read_facts(Path(ROWS))
    artifacts = [train(Path(ROWS), facts, 7, 2) for _ in range(2)]
    first, second = (write_artifact(tmp_path / str(place), artifact) for place, artifact in enumerate(artifacts))
    assert (first / "model.onnx").read_bytes() == (second / "model.onnx").read_bytes()
    assert (first / "golden.json").read_text() == (second / "golden.json").read_text()

    metrics = artifacts[0].metrics
    assert metrics["auc"] > 0.6, "knows more than a coin"
    assert metrics["auc"] < metrics["truth_auc"] + 0.02, "knows no more than there is to know"
    assert metrics["log_loss"] < metrics["constant_log_loss"]
    assert metrics["ece10"] < 0.08

    manifest = json.loads((first / "manifest.json").read_text())
    assert manifest["sha256"] == hashlib.sha256((first / "model.onnx").read_bytes()).hexdigest()
    assert (first / "model.onnx").stat().st_size < 2_000_000
    card = (first / "card.md").read_text()
    assert "simulated shoppers" in card and "must not be used" in card and manifest["version"] in card


def test_a_version_is_never_written_twice(tmp_path):
    assert next_version(tmp_path, "2026-11-22") == "2026-11-22.1"
    (tmp_path / "2026-11-22.1").mkdir()
    assert next_version(tmp_path, "2026-11-22") == "2026-11-22.2"
