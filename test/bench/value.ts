import { CommittedRanker } from '../simulator/best/committed-ranker.js';
import { atLeast, median, quantile, rounded, wrong, type Bench, type Findings } from './bench.js';
import { Oracle } from './value/best.js';
import { boundOf, viewsBought } from './value/bound.js';
import { House } from './value/house.js';
import { marketOf } from './value/market.js';
import { play, type Brought, type Policy } from './value/play.js';
import { Purse } from './value/purse.js';
import { allKnowing, byChance, greedy, inRotation } from './value/rivals.js';
import { townOf, type TownPlan } from './value/town.js';

/**
 * Value to advertisers a thousand places for offers: what their bids say the true clicks, leads and views are worth that a policy brings. Ours, beside
 * greedy, chance and rotation, on the same shoppers of the simulator's city and the same campaigns with the same budgets, over simulated weeks;
 * and beside a bound that nobody can pass who knows every taste.
 */
export const value: Bench = {
  name: 'value',
  run: ({ smoke }) =>
    measure(smoke ? { seeds: 1, shoppers: 700, days: 7 } : { seeds: 5, shoppers: 2_500, days: 21 }),
};

/** What one town found. */
interface Played {
  readonly by: Readonly<Record<Way, Brought>>;
  readonly bound: number;
  readonly pages: number;
}

const ways = [
  'ours',
  'ours, not learning',
  'greedy',
  'greedy, our prices',
  'random',
  'rotation',
  'all-knowing',
] as const;
type Way = (typeof ways)[number];

async function measure({ seeds, ...size }: Omit<TownPlan, 'seed'> & { seeds: number }): Promise<Findings> {
  const ranker = await CommittedRanker.open();
  const towns: Played[] = [];
  try {
    for (let seed = 1; seed <= seeds; seed++) towns.push(await playTown({ ...size, seed: 100 + seed }, ranker));
  } finally {
    await ranker.close();
  }
  const ratio = (rival: Way) => median(towns.map(({ by }) => by.ours.value / by[rival].value));
  const all = towns.flatMap(({ by, bound }) => ways.map((way) => ({ ...by[way], bound })));
  return {
    about: [
      `${seeds} towns, ${towns.map(({ pages }) => pages.toLocaleString('en')).join(', ')} pages of six places over ${size.days} days, 32 campaigns with four creatives each.`,
      'Median and range over towns, a thousand places: pounds of bid value, true clicks and leads, pounds charged.',
    ],
    table: [...ways.map((way) => lineOf(way, towns)), { what: 'bound', value: told(towns, ({ bound }) => bound / 1e6) }],
    figures: [
      atLeast('ours_vs_greedy', ratio('greedy'), 'x', 1),
      atLeast('ours_vs_random', ratio('random'), 'x', 2),
      atLeast('ours_vs_rotation', ratio('rotation'), 'x', 2),
      atLeast('of_optimum', 100 * median(towns.map(({ by, bound }) => by.ours.value / bound)), '% of the bound', 30),
      wrong('above_the_bound', all.filter((each) => each.value > each.bound).length, 'policies'),
      wrong('over_budget', all.reduce((sum, { over }) => sum + over, 0), 'campaigns'),
    ],
  };
} // prettier-ignore

async function playTown(plan: TownPlan, { inference }: CommittedRanker): Promise<Played> {
  const town = townOf(plan);
  const market = marketOf(town);
  const oracle = new Oracle(market);
  const { seed, days } = plan;
  const playing = (of: (purse: Purse) => Policy) => {
    const purse = new Purse(market.campaigns);
    return play(town, market, purse, of(purse));
  };
  const ours = await playing((purse) => new House(market, seed, inference, purse));
  const rivals = {
    'ours, not learning': await playing((purse) => new House(market, seed, inference, purse, 'NOT_LEARNING')),
    greedy: await playing((purse) => greedy(market, seed, inference, purse)),
    'greedy, our prices': await playing((purse) => new House(market, seed, inference, purse, 'BARE')),
    random: await playing((purse) => byChance(market, seed, purse)),
    rotation: await playing((purse) => inRotation(market, purse)),
  };
  const played = [ours, ...Object.values(rivals)];
  const views = new Map(market.campaigns.map((campaign) => [campaign, Math.max(viewsBought(campaign, days), ...played.map(({ views: had }) => had.get(campaign) ?? 0))])); // prettier-ignore
  const bound = boundOf(oracle, town.visits, views);
  const knowing = await playing((purse) => allKnowing(market, oracle, bound.prices, purse));
  return { by: { ours, ...rivals, 'all-knowing': knowing }, bound: bound.value, pages: town.visits.length };
}

function lineOf(way: Way, towns: readonly Played[]): Record<string, string | number> {
  const of = (pick: (brought: Brought) => number) => told(towns, ({ by }) => pick(by[way]));
  return {
    what: way,
    value: of((brought) => brought.value / 1e6),
    clicks: of(({ clicks }) => clicks),
    leads: of(({ leads }) => leads),
    charged: of(({ paid }) => paid / 1e6),
    'filled %': of(({ filled }) => 100 * filled),
  };
}

/** `9.5 (9.1 to 9.9)`. */
function told(towns: readonly Played[], of: (town: Played) => number): string {
  const values = towns.map(of);
  const [low, high] = [quantile(values, 0), quantile(values, 1)];
  return values.length === 1 ? `${rounded(low)}` : `${rounded(median(values))} (${rounded(low)} to ${rounded(high)})`;
} // prettier-ignore
