import { DateTime } from 'luxon';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { budgetSpans } from './budget-spans.js';
import { Landscape } from './landscape.js';
import { openTraffic } from './open-traffic.js';
import type { Pace } from './pace.js';
import type { PacingState } from './pacing-words.js';
import { yieldOf, type Course, type SpentNow } from './set-pace.js';
import type { TrafficShape } from './traffic-shape.js';

/** Fewer chances than this tell nothing of what a campaign buys. */
const enoughChances = 10;
/** In so much traffic a campaign that has anybody to be shown to has met them: average hours. */
const longEnough = 0.25;
/** Off by no more than this share of the day is on pace. */
const tolerance = 0.1;
/** …nor by so many requests that showed it, where a budget is for a few only. */
const fewOffers = 2;
/** Won less often than this where it took part, it is others that keep it from spending, not the want of people. */
const wonEnough = 0.5;

/** What a report rests on. Money in micros, instants in milliseconds since the epoch. */
export interface Reported {
  readonly campaign: Pick<LiveCampaign, 'terms' | 'timeZone' | 'startsAt' | 'endsAt'>;
  /** Leaves out times at which it is not shown; absent: none. */
  readonly isOpen: ((at: number) => boolean) | undefined;
  /** The pace in force and what is known of the campaign; null before its first look. */
  readonly pace: Pace | null;
  readonly course: Course | null;
  /** When paces were set last; null: never. */
  readonly pacedAt: number | null;
  /** Whether that is so long ago that budgets go evenly with the clock. */
  readonly isStale: boolean;
  readonly spent: SpentNow;
  readonly shape: TrafficShape;
  readonly now: number;
}

/** How a campaign's money goes beside its plan. Money in micros, whole. */
export interface PacingReport {
  readonly state: PacingState;
  /** How it takes part; null before its first pace. */
  readonly pace: Pace | null;
  /** When its pace was set; null: not yet. */
  readonly setAt: number | null;
  /** What may be spent today, what of that should be by now, what is (charged and held), and what will be by the end of the day. */
  readonly today: { readonly whole: number; readonly target: number; readonly spent: number; readonly expected: number | null };
  /** The same until the end of the flight; null of a campaign without one. */
  readonly flight: { readonly budget: number | null; readonly spent: number; readonly expected: number | null } | null;
} // prettier-ignore

/** How a campaign does; null where no budget of it has to last. */
export function pacingReport(reported: Reported): PacingReport | null {
  const { campaign, pace, pacedAt, spent, now } = reported;
  if (budgetSpans(campaign, now).length === 0) return null;
  const { from, until } = todayOf(reported);
  const held = spent.held ?? 0;
  const whole = Math.max(0, wholeDay(reported, from, until));
  const begun = Math.min(now, Math.max(from, reported.course?.begunAt ?? from));
  const target = whole * shareOver(traffic(reported, begun, now), traffic(reported, now, until));
  const perHour = buysPerHour(reported);
  const left = Math.max(0, whole - spent.today - held);
  const expected = perHour === null ? null : spent.today + held + Math.min(left, perHour * traffic(reported, now, until));
  const today = { whole: Math.round(whole), target: Math.round(target), spent: spent.today + held, expected: rounded(expected) };
  return {
    ...{ pace, setAt: pace && pacedAt, today },
    state: stateOf(reported, today),
    flight: flightOf(reported, left, perHour),
  };
} // prettier-ignore

/** The part of today that lies in the flight. */
function todayOf({ campaign: { timeZone, startsAt, endsAt }, now }: Reported) {
  const day = DateTime.fromMillis(now, { zone: timeZone }).startOf('day');
  const until = day.plus({ days: 1 }).startOf('day').toMillis();
  return {
    from: Math.max(day.toMillis(), startsAt ?? -Infinity),
    until: Math.min(until, endsAt ?? Infinity),
  };
}

/** What may be spent today: the day's budget, or today's part of what was left for the flight when the day began. */
function wholeDay(reported: Reported, from: number, until: number): number {
  const { campaign, spent } = reported;
  const { total = null, daily = null } = campaign.terms.budget ?? {};
  const { endsAt } = campaign;
  const ofFlight = () => endsAt === null ? 1 : shareOver(traffic(reported, from, until), traffic(reported, until, endsAt)); // prettier-ignore
  const byTotal = total === null ? Infinity : (total - (spent.total - spent.today)) * ofFlight();
  return Math.min(daily ?? Infinity, byTotal);
}

/** What the whole flight will have spent: of today, and of the days after it no more than a budget of each. */
function flightOf(reported: Reported, leftToday: number, perHour: number | null): PacingReport['flight'] {
  const { campaign, spent, now } = reported;
  const { endsAt, timeZone, terms: { budget } } = campaign;
  if (endsAt === null) return null;
  const { total = null, daily = null } = budget ?? {};
  const soFar = spent.total + (spent.held ?? 0);
  if (perHour === null) return { budget: total, spent: soFar, expected: null };
  const { until } = todayOf(reported);
  const days = Math.ceil(DateTime.fromMillis(endsAt, { zone: timeZone }).diff(DateTime.fromMillis(until, { zone: timeZone }), 'days').days);
  const today = Math.min(leftToday, perHour * traffic(reported, now, until));
  const later = Math.min(daily === null ? Infinity : daily * days, perHour * traffic(reported, until, endsAt));
  return { budget: total, spent: soFar, expected: rounded(Math.min(total ?? Infinity, soFar + today + later)) };
} // prettier-ignore

/** What it buys in an average hour, in as many of its chances as it may take at most; null while too little is known. */
function buysPerHour({ course, pace, spent }: Reported): number | null {
  if (course === null || pace === null) return null;
  const { chances, traffic: hours, landscape } = course.pacer;
  if (hours <= 0 || (landscape.seen < enoughChances && hours < longEnough)) return null;
  // Held by its budget it takes a larger part where fewer people come; held by its cost it does not.
  const reach = pace.heldBy === 'COST' ? pace.share : 1;
  return (chances / hours) * costPerPart(course, pace) * yieldOf(course, spent) * reach;
}

/** What it pays for a chance it takes part in, on average. What lowers its bid for its budget's sake raises it again where fewer people come. */
function costPerPart({ pacer: { landscape } }: Course, pace: Pace): number {
  const seen = new Landscape();
  seen.restore(landscape);
  return seen.at(pace.heldBy === 'COST' ? pace.multiplier : 1).cost;
}

function stateOf(reported: Reported, { whole, target, spent, expected }: PacingReport['today']): PacingState {
  const { isStale, pace, course } = reported;
  if (isStale) return 'EVENLY';
  if (spent >= whole) return 'USED_UP';
  if (course === null || expected === null) return 'LEARNING';
  if (course.pacer.chances < 1) return 'NO_CHANCES';
  if (pace?.heldBy === 'COST') return 'HELD_BY_COST';
  if (expected < (1 - tolerance) * whole) return isOutbid(course, pace) ? 'BEHIND_OUTBID' : 'BEHIND_TOO_FEW';
  const slack = Math.max(tolerance * whole, fewOffers * costPerWon(course));
  return spent > target + slack ? 'AHEAD' : 'ON_PACE';
}

function costPerWon({ times, expected }: Course): number {
  return times > 0 ? expected / times : 0;
}

/** Whether others won most of what it took part in. */
function isOutbid(course: Course, pace: Pace | null): boolean {
  const price = costPerWon(course);
  return price <= 0 || pace === null || costPerPart(course, pace) / price < wonEnough;
}

function traffic({ shape, isOpen }: Reported, from: number, until: number): number {
  return until > from ? openTraffic(shape, isOpen, from, until) : 0;
}

/** What lies before of all, where there is anything. */
function shareOver(before: number, after: number): number {
  return before + after > 0 ? before / (before + after) : 1;
}

function rounded(micros: number | null): number | null {
  return micros === null ? null : Math.round(micros);
}
