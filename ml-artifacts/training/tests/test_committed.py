"""Every committed model still gives its golden answers, in Python as well as in Node."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from carousel_training.artifact import answer, session_of

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = sorted(path.parent for path in ROOT.glob("*/*/manifest.json"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: f"{folder.parent.name}/{folder.name}")
def test_answers_as_recorded(folder):
    model = (folder / "model.onnx").read_bytes()
    assert hashlib.sha256(model).hexdigest() == json.loads((folder / "manifest.json").read_text())["sha256"]
    golden = json.loads((folder / "golden.json").read_text())
    tensors = lambda record: {
        name: np.array(tensor["data"], np.float32).reshape(tensor["dims"]) for name, tensor in record.items()
    }
    assert golden["cases"]
    for case in golden["cases"]:
        found = answer(session_of(model), tensors(case["inputs"]))
        for name, expected in tensors(case["outputs"]).items():
            assert np.abs(found[name] - expected).max() <= golden["tolerance"]
