import type { LiveCampaign } from '../../../src/models/campaign/live-campaign.js';
import { offersAPage } from '../../simulator/offers-page.js';
import { bestOf, pricesOf, type DualPrices, type Oracle, type Worths } from './best.js';
import { floorPerView } from './market.js';
import type { Visit } from './town.js';

/** Pages by which the prices are found, and how often they are moved. */
const pagesLooked = 150;
const moves = 200;

/** The most a policy can bring, and the dual prices by which it was found. */
export interface Bound {
  /** Micros a thousand places. */
  readonly value: number;
  readonly prices: DualPrices;
}

/**
 * How many views a campaign's budget buys at the floor, which is the least a view costs; without a budget, any number. A budget a day is
 * taken for its sum, which only loosens it.
 */
export function viewsBought({ terms: { budget } }: LiveCampaign, days: number): number {
  const most = Math.min(budget?.total ?? Infinity, (budget?.daily ?? Infinity) * days);
  return most / floorPerView;
}

/**
 * No policy brings more than this. Every page is filled with the cars that are worth most by the truth to whoever bids for them, with no rule of
 * diversity and nobody tired, each campaign with no more views than its budget buys: a linear programme, of which `lagrangian` is never below the
 * best. Prices are found on some of the pages, the bound is taken over all. That nothing bought more views than `views` says is for the caller to see to.
 */
export function boundOf(
  oracle: Oracle,
  visits: readonly Visit[],
  views: ReadonlyMap<LiveCampaign, number>,
): Bound {
  const step = Math.max(1, Math.floor(visits.length / pagesLooked));
  const some = visits.filter((_, place) => place % step === 0);
  const prices = pricesBy(oracle, some, views, visits.length / some.length);
  function* pages(): Generator<Worths> {
    for (const visit of visits) yield oracle.worths(visit);
  }
  const sum = lagrangian(pages(), pricesOf([...views.keys()], prices), [...views.values()]);
  return { value: (1_000 * sum) / (visits.length * offersAPage), prices };
}

/**
 * What pages are worth at most, at any prices of views that are not below zero: Σ price × views that may be had + Σ places of (value - price), each page
 * filled with its best. Whatever fills pages has no more than that: where views are had within `views`, what is taken off for them is no more than
 * what is put on (weak duality).
 */
export function lagrangian(pages: Iterable<Worths>, prices: Float64Array, views: readonly number[]): number {
  let sum = 0;
  for (const worths of pages) for (const { net } of bestOf(worths, prices)) sum += net;
  for (const [n, price] of prices.entries()) if (price > 0) sum += price * (views[n] ?? 0);
  return sum;
}

/** Moved up where a campaign would have more views than its budget buys, down where fewer; the mean of the second half of the moves. */
function pricesBy(
  oracle: Oracle,
  some: readonly Visit[],
  views: ReadonlyMap<LiveCampaign, number>,
  times: number,
): DualPrices {
  const campaigns = [...views.keys()];
  const most = [...views.values()];
  const looked = some.map((visit) => oracle.worths(visit));
  const mean = new Float64Array(campaigns.length);
  let prices = pricesOf(campaigns, new Map());
  let usual = 0;
  for (let move = 0; move < moves; move++) {
    const best = looked.flatMap((worths) => bestOf(worths, prices));
    const had = new Float64Array(campaigns.length);
    for (const { campaign } of best) had[campaign] = (had[campaign] ?? 0) + times;
    if (move === 0) usual = best.reduce((sum, { net }) => sum + net, 0) / best.length;
    const stride = (0.3 * usual) / Math.sqrt(1 + move);
    prices = prices.map((price, n) => Math.max(0, price + stride * offBy(had[n] ?? 0, most[n] ?? Infinity)));
    if (move >= moves / 2) for (const [n, price] of prices.entries()) mean[n] = (mean[n] ?? 0) + price / (moves / 2); // prettier-ignore
  }
  return new Map(campaigns.map((campaign, n) => [campaign, mean[n] ?? 0]));
}

/** How far views are above what may be, as a share of it: -1 to 1. */
function offBy(had: number, most: number): number {
  return Number.isFinite(most) ? Math.max(-1, Math.min(1, (had - most) / most)) : -1;
}
