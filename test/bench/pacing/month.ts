import { Random } from '../../simulator/random.js';
import type { Chance } from '../../../src/modules/decisioning/pacing/landscape.js';
import { Pacer } from '../../../src/modules/decisioning/pacing/pacer.js';
import { TrafficShape } from '../../../src/modules/decisioning/pacing/traffic-shape.js';
import { tickMs, ticksADay, ticksOf, trafficAt, type Plan, type Tick } from './market.js';

/** How a campaign's month went. */
export interface Month {
  /** Distance of what was spent to the budget, as its share. */
  readonly spendError: number;
  /** Mean distance to a spending in step with traffic, over the hours, as a share of the budget. */
  readonly offPlan: number;
  /** Mean change of multiplier and share a tick, in logarithms. */
  readonly volatility: number;
  /** Spent beyond the budget. */
  readonly over: number;
}

/** Sets how a campaign takes part, tick by tick. */
export interface Controller {
  /** Multiplier and share for the next tick. */
  set(left: number, tick: number): { multiplier: number; share: number };
  /** What the tick before brought. */
  see(passed: Tick, spent: number, tick: number): void;
}

/** Plays a month under a controller. A win is charged only where the budget holds it, as the engine does it. */
export function playMonth(plan: Plan, days: number, controller: Controller): Month {
  const random = Random.of(plan.seed, 1);
  const ticks = days * ticksADay;
  const whole = trafficBetween(0, ticks);
  const month = { left: plan.budget, offPlan: 0, moved: 0, traffic: 0 };
  let before: { multiplier: number; share: number } | null = null;
  let tick = 0;
  for (const passed of ticksOf(plan, days)) {
    const set = controller.set(month.left, tick);
    if (before) month.moved += Math.abs(Math.log(set.multiplier / before.multiplier)) + Math.abs(Math.log(Math.max(1e-6, set.share) / Math.max(1e-6, before.share))); // prettier-ignore
    if (set.share > 0) before = set;
    const spent = Math.min(month.left, chargesOf(plan, passed, set, random));
    month.left -= spent;
    controller.see(passed, spent, tick);
    month.traffic += trafficBetween(tick, tick + 1);
    const planned = plan.budget * (1 - month.traffic / whole);
    if (tick % 12 === 11) month.offPlan += Math.abs(month.left - planned) / plan.budget;
    tick++;
  }
  return {
    spendError: Math.abs(month.left) / plan.budget,
    offPlan: month.offPlan / (ticks / 12),
    volatility: month.moved / ticks,
    over: Math.max(0, -month.left),
  };
}

/** The engine's own: learns the shape of traffic and what it takes to win. */
export class OurPacing implements Controller {
  private readonly pacer = new Pacer();
  private readonly shape = new TrafficShape('Etc/UTC');
  private inHour = 0;

  constructor(
    private readonly budget: number,
    private readonly endsAt: number,
  ) {}

  set(left: number, tick: number): { multiplier: number; share: number } {
    const trafficLeft = this.shape.between(tick * tickMs, this.endsAt);
    return this.pacer.set({ left, trafficLeft, costCeiling: null, spent: this.budget - left, outcomes: 0, most: 1 }); // prettier-ignore
  }

  see({ chances, weight }: Tick, _spent: number, tick: number): void {
    this.pacer.see(chances, weight, this.shape.between(tick * tickMs, (tick + 1) * tickMs));
    this.inHour += chances.length * weight;
    if (tick % 12 !== 11) return;
    this.shape.learn((tick - 11) * tickMs, this.inHour);
    this.inHour = 0;
  }
}

/**
 * The plain proportional controller that others have: after each tick the multiplier moves by how far spending was from what
 * was planned. It is given the true shape of traffic, which ours has to learn, and the best of several gains.
 */
export class Proportional implements Controller {
  private multiplier = 0.5;
  private planned = 0;

  constructor(
    private readonly days: number,
    private readonly gain: number,
  ) {}

  set(left: number, tick: number): { multiplier: number; share: number } {
    const share = trafficBetween(tick, tick + 1) / trafficBetween(tick, this.days * ticksADay);
    this.planned = left * share;
    return { multiplier: this.multiplier, share: 1 };
  }

  see(_passed: Tick, spent: number): void {
    if (this.planned <= 0) return;
    const off = Math.max(-1, Math.min(1, (this.planned - spent) / this.planned));
    this.multiplier = Math.max(1e-4, Math.min(1, this.multiplier * Math.exp(this.gain * off)));
  }
}

function chargesOf(
  plan: Plan,
  { chances, weight }: Tick,
  set: { multiplier: number; share: number },
  random: Random,
): number {
  let spent = 0;
  for (const chance of chances)
    if (wins(chance, set, random)) spent += chargeOf(plan, chance, weight, random);
  return spent;
}

function wins(
  { threshold }: Chance,
  { multiplier, share }: { multiplier: number; share: number },
  random: Random,
): boolean {
  return threshold <= multiplier && (share >= 1 || random.uniform() < share);
}

/** What so many alike cost; clicks come by chance. */
function chargeOf({ click }: Plan, { threshold, price }: Chance, weight: number, random: Random): number {
  if (!click) return price * weight;
  const mean = click.rate * weight;
  const clicks = mean > 30 ? Math.max(0, random.normal(mean, Math.sqrt(mean))) : random.poisson(mean);
  return clicks * click.price * threshold;
}

/** Sums of the true traffic up to each tick. */
const sums: number[] = [0];

function trafficBetween(from: number, to: number): number {
  for (let tick = sums.length; tick <= to; tick++)
    sums.push((sums[tick - 1] ?? 0) + trafficAt((tick - 1) * tickMs) / 12);
  return (sums[to] ?? 0) - (sums[from] ?? 0);
}
