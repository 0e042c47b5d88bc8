import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { Landscape } from '../../../src/modules/decisioning/pacing/landscape.js';
import { pace, type Pace } from '../../../src/modules/decisioning/pacing/pace.js';

/** One auction of the log: whether a click followed, what it cost to win, and the click rate the log's own model gave it. */
interface Auction {
  readonly clicked: number;
  readonly price: number;
  readonly rate: number;
}

/** A log of auctions with what was known before them. */
export interface AuctionLog {
  readonly auctions: readonly Auction[];
  /** Means of the training days. */
  readonly meanPrice: number;
  readonly meanRate: number;
  readonly costPerClick: number;
  /** Share of training auctions by their price. */
  readonly prices: readonly number[];
}

/** What a way of bidding got. */
export interface Got {
  readonly clicks: number;
  readonly won: number;
  readonly cost: number;
  /** Of the budget of all episodes. */
  readonly spent: number;
}

/** Auctions of an episode, each with a budget of its own. */
const episode = 1_000;
/** A chance counts e times less after 20,000 more. */
const kept = Math.exp(-1 / 20_000);
/** The highest bid there is. */
const highestBid = 300;

const infoSchema = z.object({
  imp_train: z.number(),
  clk_train: z.number(),
  cost_train: z.number(),
  price_counter_train: z.array(z.number()),
});

/** The log of iPinYou's campaign 2997, of a folder; null where it is not there. */
export function readAuctionLog(folder: string): AuctionLog | null {
  const [log, facts] = [join(folder, '2997.test.theta.txt.gz'), join(folder, '2997.info.json')];
  if (!existsSync(log) || !existsSync(facts)) return null;
  const info = infoSchema.parse(JSON.parse(readFileSync(facts, 'utf8')));
  const lines = gunzipSync(readFileSync(log)).toString().trim().split('\n');
  const auctions = lines.map((line) => {
    const [clicked = 0, price = 0, rate = 0] = line.split(' ').map(Number);
    return { clicked, price, rate };
  });
  const all = info.price_counter_train.reduce((sum, count) => sum + count, 0);
  return {
    auctions,
    meanPrice: info.cost_train / info.imp_train,
    meanRate: info.clk_train / info.imp_train,
    costPerClick: info.cost_train / info.clk_train,
    prices: info.price_counter_train.map((count) => count / all),
  };
}

/** What a bid is made from. */
export interface Moment {
  readonly rate: number;
  readonly left: number;
  readonly auctionsLeft: number;
}

/** Plays the log: second price, won by a bid of at least it, never more bid than is left. */
export function play(log: AuctionLog, budgetShare: number, bidFor: (moment: Moment) => number): Got {
  const budget = log.meanPrice * budgetShare * episode;
  const got = { clicks: 0, won: 0, cost: 0 };
  for (let first = 0; first < log.auctions.length; first += episode) {
    let left = budget;
    for (let place = 0; place < episode && first + place < log.auctions.length; place++) {
      const auction = log.auctions[first + place];
      if (!auction) break;
      const moment = { rate: auction.rate, left, auctionsLeft: episode - place };
      const bid = Math.floor(Math.min(bidFor(moment), highestBid, left));
      if (bid < auction.price) continue;
      left -= auction.price;
      got.won++;
      got.cost += auction.price;
      got.clicks += auction.clicked;
    }
  }
  return { ...got, spent: got.cost / (budget * (log.auctions.length / episode)) };
}

/** The same worth of a click in each auction, whatever is left. */
export function constantly(log: AuctionLog): (moment: Moment) => number {
  return ({ rate }) => log.costPerClick * rate;
}

/**
 * In proportion to the click rate, with one base price for the whole log: the one at which, by the training days' prices and
 * their mean rate, a budget is just spent.
 */
export function linearly(log: AuctionLog, budgetShare: number): (moment: Moment) => number {
  const perAuction = log.meanPrice * budgetShare;
  let cost = 0;
  const base = log.prices.findIndex((share, price) => (cost += price * share) > perAuction) - 1;
  return ({ rate }) => (base * rate) / log.meanRate;
}

/** In proportion to the click rate, times what `pace` says of what is left; it learns rates as they come by. */
export function paced(log: AuctionLog): (moment: Moment) => number {
  const landscape = new Landscape();
  let before: Pace | null = null;
  return ({ rate, left, auctionsLeft }) => {
    const worth = (highestBid * rate) / log.meanRate;
    const standing = { left, chancesLeft: auctionsLeft, costCeiling: null, spent: 0, outcomes: 0, most: 16 };
    before = pace(landscape, standing, before);
    landscape.fade(kept);
    for (const [price, share] of log.prices.entries())
      if (share > 0) landscape.note({ threshold: price / worth, price, outcomes: rate }, share);
    return before.multiplier * worth;
  };
}
