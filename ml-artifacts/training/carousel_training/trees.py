"""Boosted trees as an ONNX graph: scikit-learn's histogram trees, node by node, with the calibration in the graph."""

import numpy as np
import onnx
from onnx import TensorProto, helper
from sklearn.ensemble import HistGradientBoostingClassifier

from .calibration import Curve
from .ensemble import Ensemble


def float32_below(threshold: float) -> float:
    """The largest float32 not above a float64. For float32 inputs, `x <= it` then means just what `x <= threshold` does."""
    rounded = np.float32(threshold)
    return float(rounded if float(rounded) <= threshold else np.nextafter(rounded, np.float32(-np.inf)))


def tree_attributes(members: list[HistGradientBoostingClassifier], trees: int) -> dict[str, list]:
    """The first trees of each member, whose sums are one target each."""
    names = "treeids nodeids featureids modes values truenodeids falsenodeids missing_value_tracks_true".split()
    nodes: dict[str, list] = {f"nodes_{name}": [] for name in names}
    leaves: dict[str, list] = {f"target_{name}": [] for name in ("treeids", "nodeids", "ids", "weights")}
    predictors = [(target, predictor) for target, member in enumerate(members) for (predictor,) in member._predictors[:trees]]
    for tree, (target, predictor) in enumerate(predictors):
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
                for name, value in zip(leaves, (tree, place, target, float(node["value"]))):
                    leaves[name].append(value)
    return nodes | leaves


def lead_graph(ensemble: Ensemble, width: int, curve: Curve, reach: float) -> onnx.ModelProto:
    """`features [batch, width]` to `probability`, `low` and `high` [batch]. The members' mean is the score; `reach` times
    their standard deviation either way are its bounds; the curve makes all three honest and keeps their order."""
    trees = helper.make_node(
        "TreeEnsembleRegressor",
        ["features"],
        ["said"],
        domain="ai.onnx.ml",
        n_targets=len(ensemble.members),
        base_values=[float(member._baseline_prediction.ravel()[0]) for member in ensemble.members],
        **tree_attributes(list(ensemble.members), ensemble.trees),
    )
    spread = [
        helper.make_node("ReduceMean", ["said"], ["mean"], axes=[1], keepdims=1),
        helper.make_node("Sub", ["said", "mean"], ["apart"]),
        helper.make_node("Mul", ["apart", "apart"], ["squares"]),
        helper.make_node("ReduceMean", ["squares"], ["variance"], axes=[1], keepdims=1),
        helper.make_node("Sqrt", ["variance"], ["deviation"]),
        helper.make_node("Mul", ["deviation", "reach"], ["reached"]),
        helper.make_node("Sub", ["mean", "reached"], ["least"]),
        helper.make_node("Add", ["mean", "reached"], ["most"]),
        helper.make_node("Concat", ["mean", "least", "most"], ["raw"], axis=1),
    ]
    curve_nodes, curve_constants = curve_parts(curve)
    names = ("probability", "low", "high")
    ends = [
        helper.make_node("Sigmoid", ["log_odds"], ["columns"]),
        helper.make_node("Split", ["columns", "ones"], [f"{name}_column" for name in names], axis=1),
        *(helper.make_node("Squeeze", [f"{name}_column", "axis"], [name]) for name in names),
    ]
    whole = lambda name, values: helper.make_tensor(name, TensorProto.INT64, [len(values)], values)
    graph = helper.make_graph(
        [trees, *spread, *curve_nodes, *ends],
        "lead-score",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["batch", width])],
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch"]) for name in names],
        [floats("reach", [reach]), whole("axis", [1]), whole("ones", [1, 1, 1]), *curve_constants],
    )
    return finished(graph)


def floats(name: str, values: list[float]) -> onnx.TensorProto:
    return helper.make_tensor(name, TensorProto.FLOAT, [len(values)], values)


def curve_parts(curve: Curve) -> tuple[list[onnx.NodeProto], list[onnx.TensorProto]]:
    """Nodes from `raw` to `log_odds`, elementwise, and their constants."""
    node, constants = helper.make_node, [floats("a", [curve.a]), floats("c", [curve.c])]
    if curve.kind == "beta":
        return [
            node("Neg", ["raw"], ["turned"]),
            node("Softplus", ["turned"], ["doubt"]),
            node("Mul", ["doubt", "a"], ["weighed_doubt"]),
            node("Softplus", ["raw"], ["belief"]),
            node("Mul", ["belief", "b"], ["weighed_belief"]),
            node("Sub", ["weighed_belief", "weighed_doubt"], ["unshifted"]),
            node("Add", ["unshifted", "c"], ["log_odds"]),
        ], [*constants, floats("b", [curve.b])]
    line = [node("Mul", ["raw", "a"], ["scaled"])]
    if not curve.knots:
        return [*line, node("Add", ["scaled", "c"], ["log_odds"])], constants
    bends = [
        node("Unsqueeze", ["raw", "last"], ["each"]),
        node("Sub", ["each", "knots"], ["beyond"]),
        node("Relu", ["beyond"], ["bent"]),
        node("Mul", ["bent", "slopes"], ["weighed"]),
        node("ReduceSum", ["weighed", "last"], ["bends"], keepdims=0),
        node("Add", ["scaled", "bends"], ["unshifted"]),
        node("Add", ["unshifted", "c"], ["log_odds"]),
    ]
    last = helper.make_tensor("last", TensorProto.INT64, [1], [2])
    return [*line, *bends], [*constants, floats("knots", list(curve.knots)), floats("slopes", list(curve.slopes)), last]


def finished(graph: onnx.GraphProto) -> onnx.ModelProto:
    """A checked model of the operator sets every onnxruntime since 1.12 reads, without dates or names in it."""
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="carousel-training")
    onnx.checker.check_model(model, full_check=True)
    return model
