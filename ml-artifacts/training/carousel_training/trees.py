"""Boosted trees as an ONNX graph: scikit-learn's histogram trees, node by node, with the calibration in the graph."""

import numpy as np
import onnx
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier


def float32_below(threshold: float) -> float:
    """The largest float32 not above a float64. For float32 inputs, `x <= it` then means just what `x <= threshold` does."""
    rounded = np.float32(threshold)
    return float(rounded if float(rounded) <= threshold else np.nextafter(rounded, np.float32(-np.inf)))


def tree_attributes(model: HistGradientBoostingClassifier) -> dict[str, list]:
    names = "treeids nodeids featureids modes values truenodeids falsenodeids missing_value_tracks_true".split()
    nodes: dict[str, list] = {f"nodes_{name}": [] for name in names}
    leaves: dict[str, list] = {f"target_{name}": [] for name in ("treeids", "nodeids", "ids", "weights")}
    for tree, (predictor,) in enumerate(model._predictors):
        for place, node in enumerate(predictor.nodes):
            leaf = bool(node["is_leaf"])
            row = (
                tree,
                place,
                0 if leaf else int(node["feature_idx"]),
                "LEAF" if leaf else "BRANCH_LEQ",
                0.0 if leaf else float32_below(float(node["num_threshold"])),
                0 if leaf else int(node["left"]),
                0 if leaf else int(node["right"]),
                0 if leaf else int(node["missing_go_to_left"]),
            )
            for name, value in zip(names, row):
                nodes[f"nodes_{name}"].append(value)
            if leaf:
                for name, value in zip(leaves, (tree, place, 0, float(node["value"]))):
                    leaves[name].append(value)
    return nodes | leaves


def trees_graph(model: HistGradientBoostingClassifier, width: int, scale: float, shift: float) -> onnx.ModelProto:
    """`features [batch, width]` to `probability [batch]`: trees, Platt's scale and shift, logistic."""
    constant = lambda name, value: helper.make_tensor(name, TensorProto.FLOAT, [1], [value])
    graph = helper.make_graph(
        [
            helper.make_node(
                "TreeEnsembleRegressor",
                ["features"],
                ["raw"],
                domain="ai.onnx.ml",
                n_targets=1,
                base_values=[float(model._baseline_prediction.ravel()[0])],
                **tree_attributes(model),
            ),
            helper.make_node("Mul", ["raw", "scale"], ["scaled"]),
            helper.make_node("Add", ["scaled", "shift"], ["log_odds"]),
            helper.make_node("Sigmoid", ["log_odds"], ["column"]),
            helper.make_node("Squeeze", ["column", "axis"], ["probability"]),
        ],
        "lead-score",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["batch", width])],
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, ["batch"])],
        [
            constant("scale", scale),
            constant("shift", shift),
            helper.make_tensor("axis", TensorProto.INT64, [1], [1]),
        ],
    )
    return finished(graph)


def finished(graph: onnx.GraphProto) -> onnx.ModelProto:
    """A checked model of the operator sets every onnxruntime since 1.12 reads, without dates or names in it."""
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="carousel-training")
    onnx.checker.check_model(model, full_check=True)
    return model
