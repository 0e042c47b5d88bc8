import { encodeLead, leadFeatures } from '../../../src/modules/inference/features/lead-features.js';
import { LeadState } from '../../../src/modules/inference/features/lead/lead-state.js';
import { encodeOffers } from '../../../src/modules/inference/features/offer-features.js';
import type { Life } from '../journey.js';
import { livesOf } from '../lives.js';
import { offersAPage, type OffersPage } from '../offers-page.js';
import type { World } from '../world.js';
import { columns, perOffer, perPage } from './columns.js';
import { GrowingFloats } from './growing-floats.js';

/** Shoppers `from` up to, not including, `to`; pages of offers are written of those below `pagesBelow`. */
export interface BlockPlan {
  readonly from: number;
  readonly to: number;
  readonly pagesBelow: number;
}

/** How much was written. */
export interface Counts {
  readonly events: number;
  readonly pages: number;
  readonly offers: number;
  readonly leads: number;
}

/** The rows of some shoppers, column by column, in the order of `columns`. */
export interface Block extends Counts {
  readonly columns: readonly Float32Array[];
}

/** Plays some shoppers and encodes what a model may learn of them. Blocks put together are the rows of all. */
export function blockOf(world: World, { from, to, pagesBelow }: BlockPlan): Block {
  const rows = new BlockRows(pagesAShopper * Math.max(0, Math.min(to, pagesBelow) - from));
  let shopper = from;
  for (const life of livesOf(world, from, to)) {
    rows.putLife(shopper, life, shopper < pagesBelow);
    shopper += 1;
  }
  return rows.done();
}

/** About as many as there are, and some more. */
const pagesAShopper = 8;
const isOfAPage = (name: string): boolean => [...perPage, 'page_shopper', 'page_offers'].includes(name);

class BlockRows {
  private readonly floats: ReadonlyMap<string, GrowingFloats>;
  private readonly counts = { events: 0, pages: 0, offers: 0, leads: 0 };

  constructor(expectedPages: number) {
    const expected = (name: string, shape: readonly number[]) =>
      expectedPages * (isOfAPage(name) ? 1 : offersAPage) * shape.reduce((size, dim) => size * dim, 1);
    this.floats = new Map(
      columns.map(([name, shape]) => [name, new GrowingFloats(Math.max(1_024, expected(name, shape)))]),
    );
  }

  putLife(shopper: number, { history, pages, leads }: Life, withPages: boolean): void {
    this.counts.events += history.events.length;
    if (withPages) for (const page of pages) this.putPage(shopper, page);
    // One state for all moments of a life: what is read at one of them is what had happened by then.
    const state = new LeadState(leadFeatures);
    for (const event of leads.at(-1)?.history.events ?? []) state.take(event);
    for (const { at, probability, sold } of leads) {
      this.counts.leads += 1;
      const values = state.readAt({ at, seq: Infinity }, history.traits);
      this.put('lead_features', encodeLead([values])['features']?.data);
      this.of('lead_sold').push(sold ? 1 : 0);
      this.of('lead_truth').push(probability);
      this.of('lead_shopper').push(shopper);
    }
  }

  done(): Block {
    return { ...this.counts, columns: columns.map(([name]) => this.of(name).taken()) };
  }

  private putPage(shopper: number, { at, placement, recent, shown }: OffersPage): void {
    this.counts.pages += 1;
    this.counts.offers += shown.length;
    const tensors = encodeOffers({
      recent,
      context: { placement, at },
      candidates: shown.map(({ vehicle, angle }) => ({ vehicle, creative: { creativeId: angle, angle } })),
    });
    for (const name of perPage) this.put(name, tensors[name]?.data);
    for (const name of perOffer) this.put(name, tensors[name]?.data);
    this.of('page_shopper').push(shopper);
    this.of('page_offers').push(shown.length);
    for (const offer of shown) {
      this.of('offer_click').push(offer.clicked ? 1 : 0);
      this.of('offer_lead').push(offer.lead ? 1 : 0);
      this.of('offer_click_truth').push(offer.clickProbability);
      this.of('offer_lead_truth').push(offer.leadProbability);
      this.of('offer_propensity').push(offer.propensity);
    }
  }

  private put(name: string, values: ArrayLike<number> | undefined): void {
    if (values === undefined) throw new Error(`The feature code wrote no ${name}.`);
    this.of(name).append(values);
  }

  private of(name: string): GrowingFloats {
    const floats = this.floats.get(name);
    if (floats === undefined) throw new Error(`There is no column ${name} to write.`);
    return floats;
  }
}
