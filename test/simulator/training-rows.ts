import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  encodeLead,
  leadFeatures,
  leadFeatureSet,
  readLead,
} from '../../src/modules/inference/features/lead-features.js';
import {
  encodeOffers,
  offerFeatureSet,
  offerInputs,
} from '../../src/modules/inference/features/offer-features.js';
import { liveOf } from './journey.js';
import { NpyWriter } from './npy.js';
import type { OffersPage } from './offers-page.js';
import type { World } from './world.js';

/** What to write and where. */
export interface RowsPlan {
  readonly folder: string;
  readonly world: World;
  readonly shoppers: number;
  /** Pages of offers are written of this many shoppers, the first ones; leads are written of all. */
  readonly shoppersWithPages: number;
}

/** How much was written. */
export interface RowsWritten {
  readonly shoppers: number;
  readonly events: number;
  readonly pages: number;
  readonly offers: number;
  readonly leads: number;
}

const perPage = ['history', 'history_mask', 'viewer', 'context'] as const;
const perOffer = ['candidate', 'creative', 'affinity'] as const;
const columns = {
  offers: ['offer_click', 'offer_lead', 'offer_click_truth', 'offer_lead_truth', 'offer_propensity'],
  pages: ['page_shopper', 'page_offers'],
  leads: ['lead_sold', 'lead_truth', 'lead_shopper'],
} as const;

/**
 * Plays a world and writes what a model may learn from it, through the very feature code that serves: `.npy` columns
 * with the true probability beside each label, and `rows.json` saying what they are.
 */
export function writeTrainingRows(plan: RowsPlan): RowsWritten {
  const { folder, world, shoppers } = plan;
  mkdirSync(folder, { recursive: true });
  const files = openFiles(folder);
  const put = (name: string, values: ArrayLike<number> | undefined) => {
    const file = files.get(name);
    if (file === undefined || values === undefined) throw new Error(`no column ${name} to write`);
    file.append(values);
  };
  const written = { shoppers, events: 0, pages: 0, offers: 0, leads: 0 };
  for (let index = 0; index < shoppers; index++) {
    const life = liveOf(world, index);
    written.events += life.history.events.length;
    if (index < plan.shoppersWithPages)
      for (const page of life.pages) {
        written.pages += 1;
        written.offers += page.shown.length;
        putPage(put, index, page);
      }
    for (const { at, probability, sold, history } of life.leads) {
      written.leads += 1;
      put('lead_features', encodeLead([readLead(history, at)])['features']?.data);
      put('lead_sold', [sold ? 1 : 0]);
      put('lead_truth', [probability]);
      put('lead_shopper', [index]);
    }
  }
  for (const file of files.values()) file.close();
  writeFileSync(join(folder, 'rows.json'), `${JSON.stringify(describe(plan, written), null, 2)}\n`);
  return written;
}

function putPage(
  put: (name: string, values: ArrayLike<number> | undefined) => void,
  shopper: number,
  { at, placement, recent, shown }: OffersPage,
): void {
  const tensors = encodeOffers({
    recent,
    context: { placement, at },
    candidates: shown.map(({ vehicle, angle }) => ({ vehicle, creative: { creativeId: angle, angle } })),
  });
  for (const name of [...perPage, ...perOffer]) put(name, tensors[name]?.data);
  put('page_shopper', [shopper]);
  put('page_offers', [shown.length]);
  for (const offer of shown) {
    put('offer_click', [offer.clicked ? 1 : 0]);
    put('offer_lead', [offer.lead ? 1 : 0]);
    put('offer_click_truth', [offer.clickProbability]);
    put('offer_lead_truth', [offer.leadProbability]);
    put('offer_propensity', [offer.propensity]);
  }
}

function openFiles(folder: string): ReadonlyMap<string, NpyWriter> {
  const open = (name: string, shape: readonly number[]): [string, NpyWriter] => [
    name,
    new NpyWriter(join(folder, `${name}.npy`), shape),
  ];
  const tensor = (name: string): [string, NpyWriter] =>
    open(name, (offerInputs[name] ?? []).slice(1).map(Number));
  return new Map([
    ...perPage.map(tensor),
    ...perOffer.map(tensor),
    ...Object.values(columns).flatMap((names) => names.map((name) => open(name, []))),
    open('lead_features', [leadFeatures.length]),
  ]);
}

function describe({ world, shoppersWithPages }: RowsPlan, written: RowsWritten): object {
  const lastDay = world.from + (world.days + 90) * 86_400_000;
  return {
    origin: 'simulated shoppers',
    seed: world.seed,
    from: new Date(world.from).toISOString(),
    to: new Date(lastDay).toISOString(),
    ...written,
    shoppersWithPages,
    offerFeatureSet,
    offerInputs,
    leadFeatureSet,
    leadFeatures: leadFeatures.map(({ name, typical }) => ({ name, typical })),
  };
}
