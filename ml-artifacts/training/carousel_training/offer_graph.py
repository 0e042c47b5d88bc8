"""The offer network as an ONNX graph: the viewer's part once, from inputs of batch 1, for any number of candidates."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from .offer_network import ATTENTION, Weights
from .trees import finished


class Sketch:
    """A graph under the pen: each call adds one node and answers the name of what it gives."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.array(values, order="C"), name))
        return name

    def node(self, kind: str, inputs: list[str], result: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [result], **attributes))
        return result

    def sum(self, parts: list[str], result: str) -> str:
        total = parts[0]
        for place, part in enumerate(parts[1:], start=2):
            last = place == len(parts)
            total = self.node("Add", [total, part], result if last else f"{result}_{place}")
        return total


def offer_graph(w: Weights, shapes: dict[str, list], scales: np.ndarray, shifts: np.ndarray) -> onnx.ModelProto:
    """`scales` and `shifts` are Platt's, one pair a head; they are folded into the heads' weights."""
    s = Sketch()
    for name, values in (w | {"heads": w["heads"] * scales, "heads_bias": w["heads_bias"] * scales + shifts}).items():
        s.constant(name, values.astype(np.float32))
    product = lambda left, right, result: s.node("MatMul", [left, right], result)

    # The viewer's part: one page, whatever the number of candidates.
    s.constant("page_axis", np.array([0], np.int64))
    history = s.node("Squeeze", ["history", "page_axis"], "touches")
    keys = s.node("Transpose", [product(history, "key", "keys")], "keys_across", perm=[1, 0])
    keys = s.node("Mul", [keys, s.constant("scaling", np.array(1 / np.sqrt(ATTENTION), np.float32))], "keys_scaled")
    bias = s.node("Transpose", [product(history, "touch_bias", "bias_down")], "bias_across", perm=[1, 0])
    absent = s.node("Sub", ["history_mask", s.constant("one", np.array(1, np.float32))], "absent")
    absent = s.node("Mul", [absent, s.constant("far", np.array(1e4, np.float32))], "absent_far")
    bias = s.node("Add", [bias, absent], "bias")
    values = product(history, "value", "values")
    page = [product("viewer", "first_viewer", "page_viewer"), product("context", "first_context", "page_context")]
    page_part = s.sum([*page, "first_bias"], "page")

    # The candidates' part.
    ask = s.sum([product("candidate", "ask_candidate", "ask_1"), product("creative", "ask_creative", "ask_2")], "ask")
    attention = s.node("Softmax", [s.node("Add", [product(ask, keys, "fits"), bias], "fits_biased")], "weights", axis=-1)
    attention = s.node("Mul", [attention, "history_mask"], "attention")
    pooled = product(attention, values, "pooled")
    face = s.sum([product("candidate", "match_candidate", "face_1"), product("creative", "match_creative", "face_2")], "face")
    match = s.node("Mul", [pooled, face], "match")
    parts = [("pooled", pooled), ("match", match)] + [(name, name) for name in ("candidate", "creative", "affinity")]
    first = s.sum([*(product(part, f"first_{name}", f"from_{name}") for name, part in parts), page_part], "first_raw")
    first = s.node("Relu", [first], "first")
    second = s.node("Relu", [s.node("Add", [product(first, "second", "second_1"), "second_bias"], "second_raw")], "second_out")
    heads = s.node("Add", [product(second, "heads", "heads_1"), "heads_bias"], "log_odds")
    both = s.node("Sigmoid", [heads], "both")
    s.node("Gather", [both, s.constant("click_column", np.array(0, np.int64))], "click", axis=1)
    after = s.node("Gather", [both, s.constant("lead_column", np.array(1, np.int64))], "lead_after_click", axis=1)
    s.node("Mul", ["click", after], "lead")

    tensor = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
    inputs = [tensor(name, shape) for name, shape in shapes.items()]
    outputs = [tensor(name, ["batch"]) for name in ("click", "lead")]
    return finished(helper.make_graph(s.nodes, "offer-propensity", inputs, outputs, s.constants))
