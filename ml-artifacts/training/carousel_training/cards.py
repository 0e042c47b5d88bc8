"""Model cards: what a model is, what it was taught, what it must not be used for, and its figures."""

WARNING = """**Trained on simulated shoppers.** Every row came from `test/simulator` (seed {seed}); no real person, dealer or
sale is in it. The model has learned the simulator's written behaviour, and nothing else about the world. It is good
for: seeing the whole engine work, demonstrations, tests, and as the shape of the model to train on your own log.

It must not be used to: decide what real people are shown or how soon they are called back, without first being
trained and measured on their data; set prices, credit or insurance; decide anything that matters to a person's life;
compare people by origin, age, sex or any other group, about which it knows nothing and proves nothing."""


def table(metrics: dict[str, float], rows: list[tuple[str, str]], title: str = "figure, on shoppers held out") -> str:
    lines = [f"| {title} | value |", "|---|---|"]
    shown = lambda value: f"{value:,.0f}" if value > 100 else f"{value:.4f}"
    return "\n".join(lines + [f"| {named} | {shown(metrics[name])} |" for name, named in rows])


def lead_card(trained, facts: dict, p50: float) -> str:
    figures = table(
        trained.metrics,
        [
            ("auc", "AUC"),
            ("truth_auc", "AUC of the truth itself: no model can do better"),
            ("logistic_regression_auc", "AUC of a logistic regression on the same features"),
            ("ece10", "expected calibration error, 10 bins"),
            ("log_loss", "log loss"),
            ("truth_log_loss", "log loss of the truth"),
            ("constant_log_loss", "log loss of always saying the base rate"),
            ("brier", "Brier score"),
            ("mean_distance_to_truth", "mean distance to the true probability"),
            ("interval_width", "mean width of the interval"),
            ("interval_groups_held", "groups of 50 leads alike in score whose true rate the interval held"),
            ("interval_leads_held", "single leads whose own true probability, hidden earnestness included, it held"),
            ("base_rate", "share that bought"),
            ("test_rows", "leads held out"),
        ],
    )
    names = ", ".join(f"`{feature['name']}`" for feature in facts["leadFeatures"])
    return f"""# lead-score {{version}}

Says how likely a lead is to buy within 90 days, from what the person did before, and how sure that is.
{trained.members} members of {trained.trees} boosted trees of 8 leaves, each of which left out another fifth of the
shoppers; calibrated ({trained.calibration}) inside the graph.

{WARNING.format(seed=facts["seed"])}

* Input: `features [batch, {len(facts["leadFeatures"])}]`, feature set `{facts["leadFeatureSet"]}`, in this order: {names}.
* Outputs: `probability [batch]`, and `low [batch]` and `high [batch]`, its interval: were the model the truth and so
  many leads drawn from it, nine in ten such intervals would hold the probability a lead was drawn with. It says how
  well the model knows leads like this one; what a person's behaviour does not show, no interval knows.
* Taught by {facts["leads"]:,} scored leads of {facts["shoppers"]:,} shoppers: eight shoppers in ten taught, each
  calibrated by the members that did not see it; two judged. A lead is scored as it comes in and once more one to
  fourteen days later.
* Median {p50:.3f} ms for 100 leads, one thread, on the machine that trained it.

{figures}

The gap between the model and the truth is what behaviour cannot show (how earnest a shopper is), not only what the
model missed. On real leads expect other figures: a published automotive study reports AUC 0.841 with richer data.
"""


def offer_card(metrics: dict[str, float], facts: dict, p50: float) -> str:
    figures = table(
        metrics,
        [
            ("auc", "click: AUC"),
            ("truth_auc", "click: AUC of the truth itself: no model can do better"),
            ("without_history_auc", "click: AUC of a logistic regression that does not know the viewer"),
            ("ece10", "click: expected calibration error, 10 bins"),
            ("log_loss", "click: log loss"),
            ("truth_log_loss", "click: log loss of the truth"),
            ("constant_log_loss", "click: log loss of always saying the base rate"),
            ("mean_distance_to_truth", "click: mean distance to the true probability"),
            ("base_rate", "click: share of offers clicked"),
            ("lead_auc", "lead: AUC"),
            ("lead_truth_auc", "lead: AUC of the truth itself"),
            ("lead_ece10", "lead: expected calibration error, 10 bins"),
            ("lead_log_loss", "lead: log loss"),
            ("lead_base_rate", "lead: share of offers that led to one"),
            ("test_rows", "offers held out"),
        ],
    )
    return f"""# offer-propensity {{version}}

Says how likely a viewer is to click an offer (a car and a creative), and to become a lead through it. Each candidate
attends over the viewer's last twenty vehicles (scaled dot product, 16 wide); a small network (48, 24) has two heads,
P(click) and P(lead | click), taught over all impressions through their product (as ESMM, Ma et al. 2018).
Both heads are Platt-calibrated inside the graph.

{WARNING.format(seed=facts["seed"])}

* Inputs: feature set `{facts["offerFeatureSet"]}`; the viewer's part has batch 1, the candidates' part any batch.
* Outputs: `click [batch]`, `lead [batch]`; `lead` is P(lead | shown), never above `click`.
* Taught by {facts["offers"]:,} offers on {facts["pages"]:,} pages of {facts["shoppersWithPages"]:,} shoppers: seven
  in ten taught, one stopped the training and calibrated, two judged. Offers were chosen at random, so no old
  policy's taste is in the rows. The simulator has no position effect; real pages have, and a model trained on real
  logs must reckon with it.
* Clicks and leads are about ten times as frequent as on a real site. **Do not read the level as a forecast.**
* Median {p50:.3f} ms for 120 candidates, one thread, on the machine that trained it.

{figures}
"""
