import {
  atLeast,
  atMost,
  median,
  quantile,
  rounded,
  wrong,
  type Bench,
  type Figure,
  type Findings,
} from './bench.js';
import { plans, type Plan } from './pacing/market.js';
import { OurPacing, playMonth, Proportional, type Controller, type Month } from './pacing/month.js';
import { constantly, linearly, paced, play, readAuctionLog, type AuctionLog } from './pacing/replay.js';

const dayMs = 86_400_000;
const budgetShare = 1 / 32;
/** Gains the rival may choose from; it gets the one with which it is nearest to its plan. */
const gains = [0.01, 0.02, 0.05, 0.1];

/**
 * Pacing: a month of campaigns with budgets over five orders of magnitude, beside a plain proportional controller on the same
 * traffic; and, where IPINYOU_DIR names the folder, the replay of iPinYou's campaign 2997 beside the published ways of bidding.
 */
export const pacing: Bench = {
  name: 'pacing',
  run: ({ smoke }) =>
    Promise.resolve(measure(smoke ? { campaigns: 12, days: 6 } : { campaigns: 500, days: 30 })),
};

function measure({ campaigns, days }: { campaigns: number; days: number }): Findings {
  const all = plans(campaigns, days, 7);
  const ours = all.map((plan) => playMonth(plan, days, new OurPacing(plan.budget, days * dayMs)));
  const rival = bestRival(all, days);
  const log = readAuctionLog(process.env['IPINYOU_DIR'] ?? '');
  const replayed = log ? replay(log) : null;
  return {
    about: [
      `${campaigns} campaigns over ${days} days in ticks of five minutes, 20 impressions a day to two million, a third of them billed for clicks, a fifth in front of a floor, rivals that come or go in the middle.`,
      'The rival is given the true shape of traffic and the best of its gains; ours learns the shape as it goes.',
      replayed
        ? 'iPinYou 2997: 156,063 auctions, a budget of 1/32 of the mean price for each thousand.'
        : 'Without IPINYOU_DIR (2997.test.theta.txt.gz, 2997.info.json) there is no replay of iPinYou.',
    ],
    table: [
      lineOf('ours', ours),
      lineOf(`proportional, gain ${rival.gain}`, rival.months),
      ...(replayed?.table ?? []),
    ],
    figures: [
      atMost('month_spend_error_median', 100 * median(ours.map(({ spendError }) => spendError)), '%', 2),
      atMost(
        'month_spend_error_worst',
        100 *
          quantile(
            ours.map(({ spendError }) => spendError),
            1,
          ),
        '%',
        5,
      ),
      wrong('month_over_budget', ours.filter(({ over }) => over > 0).length, 'campaigns'),
      atMost('month_volatility', meanOf(ours) / meanOf(rival.months), 'of a proportional controller', 0.5),
      ...(replayed?.figures ?? []),
    ],
  };
}

function bestRival(all: readonly Plan[], days: number): { gain: number; months: Month[] } {
  const some = all.filter((_, place) => place % Math.ceil(all.length / 12) === 0);
  const off = (months: readonly Month[]) => median(months.map(({ offPlan }) => offPlan));
  const monthsAt = (gain: number, of: readonly Plan[]) =>
    of.map((plan) => playMonth(plan, days, rivalAt(days, gain)));
  const [gain = 0] = gains.toSorted((a, b) => off(monthsAt(a, some)) - off(monthsAt(b, some)));
  return { gain, months: monthsAt(gain, all) };
}

function rivalAt(days: number, gain: number): Controller {
  return new Proportional(days, gain);
}

function lineOf(who: string, months: readonly Month[]): Record<string, string | number> {
  const percent = (share: number) => rounded(100 * share);
  const errors = months.map(({ spendError }) => spendError);
  const off = months.map(({ offPlan }) => offPlan);
  return {
    what: who,
    'spend error %, median': percent(median(errors)),
    'worst ': percent(quantile(errors, 1)),
    'off plan %, median': percent(median(off)),
    worst: percent(quantile(off, 1)),
    'moves a tick, %': percent(meanOf(months)),
  };
}

function meanOf(months: readonly Month[]): number {
  return months.reduce((sum, { volatility }) => sum + volatility, 0) / months.length;
}

function replay(log: AuctionLog): { table: Record<string, string | number>[]; figures: Figure[] } {
  const constant = play(log, budgetShare, constantly(log));
  const linear = play(log, budgetShare, linearly(log, budgetShare));
  const adaptive = play(log, budgetShare, paced(log));
  const published = [
    { what: 'published: constant', clicks: 48, won: 14_752, cost: 307_751 },
    { what: 'published: linear', clicks: 71, won: 32_208, cost: 203_610 },
    { what: 'published: reinforcement learning', clicks: 78, won: 39_680, cost: 304_375 },
  ];
  const lines = Object.entries({ constant, linear, adaptive });
  return {
    table: [
      ...lines.map(([what, { clicks, won, cost, spent }]) => ({ what, clicks, won, cost, 'spent %': rounded(100 * spent) })), // prettier-ignore
      ...published,
    ],
    figures: [
      wrong('replay_constant_differs', Math.abs(constant.clicks - 48) + Math.abs(constant.won - 14_752) + Math.abs(constant.cost - 307_751), 'from the published counts'), // prettier-ignore
      atLeast('replay_linear', linear.clicks, 'clicks', 71),
      atLeast('replay_adaptive', adaptive.clicks, 'clicks', 78),
      atMost('replay_adaptive_spend', 100 * Math.abs(1 - adaptive.spent), '% off the budget', 2),
    ],
  };
}
