import { Random } from '../../simulator/random.js';
import type { Chance } from '../../../src/modules/decisioning/pacing/landscape.js';

/** Ticks of five minutes. */
export const tickMs = 300_000;
export const ticksADay = 86_400_000 / tickMs;

/** A campaign as the simulated month knows it. */
export interface Plan {
  readonly seed: number;
  /** In the simulation's money; spread evenly over five orders of magnitude on a scale of logarithms. */
  readonly budget: number;
  /** Null: billed for each impression. Else for each click, at this price, with this chance after an impression. */
  readonly click: { price: number; rate: number } | null;
  /** Thresholds are log-normal about this… */
  readonly middle: number;
  readonly spread: number;
  /** …but for this share of the chances, which ask for a floor. */
  readonly floorShare: number;
  readonly floor: number;
  /** Cost of an impression at multiplier 1. */
  readonly worth: number;
  readonly chancesADay: number;
  /** From this day on rivals ask so much more. */
  readonly rival: { day: number; times: number };
}

/** Most chances looked at one by one in a tick; each stands for its share. */
const mostLooked = 48;
const smallest = 600;
const orders = 5;

/** So many campaigns over a month of `days`, each with traffic enough for 1.3 to 8 times its budget. */
export function plans(count: number, days: number, seed: number): Plan[] {
  return Array.from({ length: count }, (_, place) => {
    const random = Random.of(seed, place);
    // 20 impressions a day to two million.
    const impressions = (smallest / 30) * days * 10 ** ((orders * place) / Math.max(1, count - 1));
    const worth = 0.004 * Math.exp(random.normal(0, 0.5));
    const rate = 0.02 * Math.exp(random.normal(0, 0.3));
    const draft = {
      ...{ seed: random.whole(2 ** 31), budget: 0, worth, chancesADay: 1 },
      click: random.chance(0.33) ? { price: worth / rate, rate } : null,
      middle: random.between(0.25, 0.7),
      spread: random.between(0.25, 0.7),
      floorShare: random.chance(0.2) ? random.between(0.5, 0.95) : 0,
      floor: random.between(0.15, 0.5),
      rival: { day: Math.floor(random.between(0.3, 0.7) * days), times: random.between(0.9, 1.25) },
    };
    const perChance = meanCost(draft);
    // A click is charged more rarely and in larger pieces: such budgets are of as many clicks as others are of impressions.
    const budget = draft.click ? impressions * draft.click.price : impressions * worth * draft.middle;
    const chancesADay = (budget / days / perChance) * random.between(1.3, 8);
    return { ...draft, budget, chancesADay };
  });
}

/** Share of a day's traffic per average hour, by hour of the week: quiet nights, busy evenings, fuller week-ends. */
export function trafficAt(at: number): number {
  const hour = (at / 3_600_000) % 24;
  const day = Math.floor(at / 86_400_000) % 7;
  const ofDay = 1 + 0.75 * Math.cos(((hour - 20) / 24) * 2 * Math.PI) + 0.15 * Math.cos((hour / 12) * 2 * Math.PI); // prettier-ignore
  return ofDay * (day >= 2 && day <= 3 ? 1.3 : 0.88);
}

/** A campaign's chances of one tick, by what each takes. */
export interface Tick {
  readonly chances: readonly Chance[];
  /** Chances that each stands for. */
  readonly weight: number;
}

/** The chances of a campaign, tick by tick, the same for every controller. */
export function* ticksOf(plan: Plan, days: number): Generator<Tick> {
  const random = new Random(plan.seed);
  let mood = 1;
  for (let tick = 0; tick < days * ticksADay; tick++) {
    if (tick % 12 === 0) mood = Math.exp(random.normal(0, 0.12));
    const mean = (plan.chancesADay / ticksADay) * trafficAt(tick * tickMs) * mood;
    const count = mean > 30 ? Math.max(0, Math.round(random.normal(mean, Math.sqrt(mean)))) : random.poisson(mean); // prettier-ignore
    const looked = Math.min(count, mostLooked);
    const dearer = tick >= plan.rival.day * ticksADay ? plan.rival.times : 1;
    const chances = Array.from({ length: looked }, () => chanceOf(plan, random, dearer));
    yield { chances, weight: looked === 0 ? 0 : count / looked };
  }
}

function chanceOf(
  plan: Pick<Plan, 'floorShare' | 'floor' | 'middle' | 'spread' | 'click' | 'worth'>,
  random: Random,
  dearer: number,
): Chance {
  const atFloor = random.uniform() < plan.floorShare;
  const threshold = atFloor ? plan.floor : plan.middle * dearer * Math.exp(random.normal(0, plan.spread));
  const price = plan.click ? plan.click.price * plan.click.rate * threshold : plan.worth * threshold;
  return { threshold, price, outcomes: plan.click?.rate ?? 0 };
}

/** What all chances won at multiplier 1 cost, per chance. */
function meanCost(plan: Parameters<typeof chanceOf>[0]): number {
  const random = new Random(1);
  let sum = 0;
  for (let n = 0; n < 2_000; n++) {
    const { threshold, price } = chanceOf(plan, random, 1.1);
    if (threshold <= 1) sum += price;
  }
  return sum / 2_000;
}
