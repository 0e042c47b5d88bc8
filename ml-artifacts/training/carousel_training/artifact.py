"""Writes what stands in `ml-artifacts/<model>/<version>/`: the model, its manifest, its golden answers and its card."""

import hashlib
import json
import time
from dataclasses import dataclass, field
from datetime import datetime, timezone
from pathlib import Path

import numpy as np
import onnx
import onnxruntime

Tensors = dict[str, np.ndarray]
TOLERANCE = 1e-4


@dataclass(frozen=True)
class Artifact:
    """A trained model on its way to a folder. `data` says where its rows came from; `more` is what else its manifest says."""

    name: str
    model: onnx.ModelProto
    feature_set: str
    data: dict
    metrics: dict[str, float]
    cases: list[Tensors]
    card: str
    more: dict = field(default_factory=dict)


def session_of(model: bytes) -> onnxruntime.InferenceSession:
    """One thread, as Carousel serves it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def answer(session: onnxruntime.InferenceSession, inputs: Tensors) -> Tensors:
    return dict(zip([output.name for output in session.get_outputs()], session.run(None, inputs)))


def median_milliseconds(model: bytes, inputs: Tensors, rounds: int = 500) -> float:
    session, times = session_of(model), []
    for _ in range(rounds):
        began = time.perf_counter()
        session.run(None, inputs)
        times.append(time.perf_counter() - began)
    return float(np.median(times) * 1000)


def next_version(folder: Path, day: str) -> str:
    """Versions are immutable: the first number of the day that is not taken."""
    number = 1
    while (folder / f"{day}.{number}").exists():
        number += 1
    return f"{day}.{number}"


def write_artifact(root: Path, artifact: Artifact, version: str | None = None) -> Path:
    now = datetime.now(timezone.utc)
    version = version or next_version(root / artifact.name, now.strftime("%Y-%m-%d"))
    folder = root / artifact.name / version
    folder.mkdir(parents=True, exist_ok=False)
    model = artifact.model.SerializeToString(deterministic=True)
    session = session_of(model)
    (folder / "model.onnx").write_bytes(model)
    manifest = {
        "name": artifact.name,
        "version": version,
        "sha256": hashlib.sha256(model).hexdigest(),
        "trainedAt": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "featureSet": artifact.feature_set,
        "inputs": [tensor_spec(tensor) for tensor in session.get_inputs()],
        "outputs": [tensor_spec(tensor) for tensor in session.get_outputs()],
        "data": artifact.data,
        "metrics": {name: round(value, 6) for name, value in artifact.metrics.items()},
        **artifact.more,
    }
    golden = {
        "tolerance": TOLERANCE,
        "cases": [{"inputs": recorded(case), "outputs": recorded(answer(session, case))} for case in artifact.cases],
    }
    write_json(folder / "manifest.json", manifest, indent=2)
    write_json(folder / "golden.json", golden)
    (folder / "card.md").write_text(artifact.card.replace("{version}", version))
    return folder


def simulated(facts: dict, rows: str) -> dict:
    """Where rows of the simulator came from, as a manifest says it."""
    origin = f"{facts['origin']}, seed {facts['seed']}"
    return {"origin": origin, "rows": facts[rows], "from": facts["from"], "to": facts["to"]}


def tensor_spec(tensor: onnxruntime.NodeArg) -> dict:
    if tensor.type != "tensor(float)":
        raise ValueError(f"{tensor.name} is a {tensor.type}; manifests know float32 tensors only")
    return {"name": tensor.name, "type": "float32", "shape": list(tensor.shape)}


def recorded(tensors: Tensors) -> dict:
    """Float32 written out in full: eight significant digits and one to spare."""
    plain = lambda values: [float(f"{value:.9g}") for value in values.ravel().tolist()]
    return {name: {"dims": list(values.shape), "data": plain(values)} for name, values in tensors.items()}


def write_json(path: Path, content: dict, indent: int | None = None) -> None:
    separators = None if indent else (",", ":")
    path.write_text(json.dumps(content, indent=indent, separators=separators, ensure_ascii=False, allow_nan=False) + "\n")
