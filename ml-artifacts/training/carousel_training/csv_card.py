"""The card of a model made from a tenant's own table."""

from .cards import table as figures_table

FIGURES = [
    ("auc", "AUC"),
    ("auc_low", "AUC, lower end of the 95 % interval (bootstrap)"),
    ("auc_high", "AUC, upper end"),
    ("logistic_regression_auc", "AUC of a logistic regression on the same columns"),
    ("ece10", "expected calibration error, 10 bins of equal count"),
    ("ece10_low", "expected calibration error, lower end of the 95 % interval"),
    ("ece10_high", "expected calibration error, upper end"),
    ("ece10_by_chance", "expected calibration error that exactly right probabilities would show by chance"),
    ("brier", "Brier score"),
    ("log_loss", "log loss"),
    ("constant_log_loss", "log loss of always saying the base rate"),
    ("top_tenth_lift", "rate among the likeliest tenth, in base rates"),
    ("interval_width", "mean width of the interval"),
    ("interval_groups_held", "groups of 100 alike in score whose rate the interval held"),
    ("base_rate", "share that came to the outcome"),
    ("train_rows", "rows that taught"),
    ("test_rows", "rows that judged, looked at once"),
]


def csv_card(wish, understood, more: dict, metrics: dict[str, float]) -> str:
    training = more["training"]
    pairs = {feature["name"]: "pair" for feature in more["features"] if feature["kind"] == "pair"}
    used = "\n".join(f"* `{name}`: {kind}" for name, kind in (understood.used | pairs).items())
    unused = "\n".join(f"* `{column.name}`: {column.why}" for column in understood.columns if column.kind == "unused")
    leaks = "\n".join(
        f"* `{leak.column}`, **{'used all the same, as you allowed it' if leak.column in understood.allowed else 'refused'}**: "
        f"{leak.why}"
        for leak in understood.leaks
    )
    warning = (
        "\n**Likely leaks are in this model.** Its figures hold only if those columns are filled in before the lead is "
        "scored, and just as they were in this file.\n"
        if training["allowedLeaks"]
        else ""
    )
    return f"""# lead-score {{version}}

Says how likely a lead comes to `{wish.label}`, learned from `{wish.csv.name}`. {training["members"]} members of
{training["trees"]} boosted trees each (`{training["recipe"]}`), calibrated by {training["calibration"]}; `low` and `high`
are an interval for the probability, nominally {training["intervalCoverage"]:.0%}.
{warning}
It knows what stood in that file and nothing of why. It must not be used to set prices, credit or insurance, to decide
anything that matters to a person's life, or to compare people by origin, age, sex or any other group without looking
first at what it does to them. Rows that judge were chosen by `{training["split"]}`.

{figures_table(metrics, FIGURES, "figure, on rows held out")}

## Columns it rests on

{used}

## Likely leaks

{leaks or "None was found. That is no proof: see docs/guides/lead-score.md for what cannot be known."}

## Left out

{unused or "Nothing."}
"""
