"""The two models Carousel serves, from the simulator's rows to what stands in their folders."""

from pathlib import Path

import numpy as np

from .artifact import Artifact, median_milliseconds, simulated
from .cards import lead_card, offer_card
from .lead_score import train_lead_score
from .offer_propensity import train_offer_propensity
from .rows import OFFER_INPUTS, PAGE_INPUTS, OfferRows, read_leads, read_offers


def lead_artifact(folder: Path, facts: dict, seed: int, _epochs: int) -> Artifact:
    rows = read_leads(folder)
    trained = train_lead_score(rows, seed, say=lambda line: print(f"  {line}"))
    held_out = rows.features[rows.split.test].astype(np.float32)
    typical = np.array([[feature["typical"] for feature in facts["leadFeatures"]]], np.float32)
    hundred = {"features": np.ascontiguousarray(np.resize(held_out, (100, held_out.shape[1])))}
    p50 = median_milliseconds(trained.model.SerializeToString(), hundred)
    cases = [{"features": typical}, {"features": held_out[:8]}]
    card = lead_card(trained, facts, p50)
    data = simulated(facts, "leads")
    return Artifact("lead-score", trained.model, facts["leadFeatureSet"], data, trained.metrics, cases, card)


def offer_artifact(folder: Path, facts: dict, seed: int, epochs: int) -> Artifact:
    rows = read_offers(folder)
    trained = train_offer_propensity(rows, facts["offerInputs"], seed, epochs, say=lambda line: print(f"  {line}"))
    known = rows.inputs["history_mask"][rows.split.test].sum(axis=1)
    cold, warm = (int(rows.split.test[np.argmax(wanted)]) for wanted in (known == 0, known >= 15))
    p50 = median_milliseconds(trained.model.SerializeToString(), page_of(rows, warm, 120))
    cases = [page_of(rows, cold, 1), page_of(rows, warm, 6)]
    card = offer_card(trained.metrics, facts, p50)
    data = simulated(facts, "offers")
    return Artifact("offer-propensity", trained.model, facts["offerFeatureSet"], data, trained.metrics, cases, card)


def page_of(rows: OfferRows, page: int, offers: int) -> dict[str, np.ndarray]:
    """One page as the served model takes it, its offers repeated or cut to `offers`."""
    places = np.arange(offers) % rows.click.shape[1]
    return {name: rows.inputs[name][page : page + 1] for name in PAGE_INPUTS} | {
        name: rows.inputs[name][page][places] for name in OFFER_INPUTS
    }
