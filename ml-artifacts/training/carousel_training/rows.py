"""Reads training rows: `.npy` columns and a `rows.json` that says what they are (test/simulator writes them)."""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np

PAGE_INPUTS = ("history", "history_mask", "viewer", "context")
OFFER_INPUTS = ("candidate", "creative", "affinity")


@dataclass(frozen=True)
class Split:
    """Which rows teach, which calibrate, and which judge. A shopper is in one of them only."""

    train: np.ndarray
    calibrate: np.ndarray
    test: np.ndarray


def split_by_shopper(shoppers: np.ndarray) -> Split:
    """Seven shoppers in ten teach, one calibrates (and stops training), two judge. Shoppers are independent draws."""
    part = shoppers.astype(np.int64) % 10
    return Split(*(np.flatnonzero(mask) for mask in (part < 7, part == 7, part > 7)))


@dataclass(frozen=True)
class LeadRows:
    features: np.ndarray
    sold: np.ndarray
    truth: np.ndarray
    shopper: np.ndarray
    split: Split


@dataclass(frozen=True)
class OfferRows:
    """Pages of offers: inputs of a page are `[pages, …]`, inputs and labels of an offer `[pages, offers, …]`."""

    inputs: dict[str, np.ndarray]
    click: np.ndarray
    lead: np.ndarray
    click_truth: np.ndarray
    lead_truth: np.ndarray
    split: Split

    def take(self, pages: np.ndarray) -> dict[str, np.ndarray]:
        return {name: values[pages] for name, values in self.inputs.items()}


def read_facts(folder: Path) -> dict:
    return json.loads((folder / "rows.json").read_text())


def read_leads(folder: Path) -> LeadRows:
    load = lambda name: np.load(folder / f"{name}.npy")
    shopper = load("lead_shopper").astype(np.int64).ravel()
    return LeadRows(
        features=load("lead_features"),
        sold=load("lead_sold"),
        truth=load("lead_truth"),
        shopper=shopper,
        split=split_by_shopper(shopper),
    )


def read_offers(folder: Path) -> OfferRows:
    """Reads pages and offers. Every page must hold the same number of offers, so that they form one dense block."""
    load = lambda name: np.load(folder / f"{name}.npy")
    sizes = load("page_offers")
    if sizes.min() != sizes.max():
        raise ValueError(f"pages hold {sizes.min():.0f} to {sizes.max():.0f} offers; this trainer needs pages of one size")
    pages, offers = len(sizes), int(sizes[0])
    by_page = lambda values: values.reshape(pages, offers, *values.shape[1:])
    return OfferRows(
        inputs={name: load(name) for name in PAGE_INPUTS} | {name: by_page(load(name)) for name in OFFER_INPUTS},
        click=by_page(load("offer_click")),
        lead=by_page(load("offer_lead")),
        click_truth=by_page(load("offer_click_truth")),
        lead_truth=by_page(load("offer_lead_truth")),
        split=split_by_shopper(load("page_shopper")),
    )
