import { z } from 'zod';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { budgetSpans, type Span } from './budget-spans.js';
import type { Gathered, Seen } from './gathered.js';
import { bucketOf, type SeenAt } from './landscape.js';
import { openTraffic } from './open-traffic.js';
import type { Pace } from './pace.js';
import { Pacer, type PacerState } from './pacer.js';
import type { TrafficShape } from './traffic-shape.js';

/** Share of requests a campaign takes part in before its first pace: enough to learn from, too little to spend a budget at once. */
export const firstShare = 1 / 32;
/** A share at most doubles from one look to the next, from this at least: what was estimated from little may be wrong. */
const leastRise = 1 / 16;
/** Held by its cost it still takes part in some, to notice when outcomes become cheaper. */
const trickle = 1 / 50;
/** Requests that showed it before it is believed how much of what was expected is charged. */
const enoughTimes = 20;
/** …and no less and no more of it than this. */
const leastYield = 0.05;
const mostYield = 2;

const pace: z.ZodType<Pace> = z.object({
  multiplier: z.number(),
  share: z.number(),
  heldBy: z.enum(['BUDGET', 'COST']).nullable(),
});
const pacer: z.ZodType<PacerState> = z.object({
  landscape: z.object({ seen: z.number(), buckets: z.array(z.tuple([z.number(), z.number(), z.number()])) }),
  chances: z.number(),
  traffic: z.number(),
  pace: pace.nullable(),
});

/** What is known of a campaign from one look to the next. Money in micros. */
export const courseSchema = z.object({
  pacer,
  /** Until when its traffic is counted: milliseconds since the epoch. */
  seenUntil: z.number(),
  /** Requests that showed it, what they were expected to cost, and the outcomes they were to bring. */
  times: z.number(),
  expected: z.number(),
  outcomes: z.number(),
  /** What was spent of it before. */
  spentBefore: z.number(),
  /** Whether nothing was left at the last look. */
  isUsedUp: z.boolean(),
  /** When it was first looked at; absent: by an older program. */
  begunAt: z.number().optional(),
});
export type Course = z.infer<typeof courseSchema>;

/** What is spent of a campaign; micros. */
export interface SpentNow {
  readonly total: number;
  readonly today: number;
  /** For offers of which it is not known yet what comes; null: nobody knows at the moment. */
  readonly held: number | null;
}

/** What a look rests on. */
export interface Look {
  readonly campaign: LiveCampaign;
  /** Leaves out times at which it is not shown; absent: none. */
  readonly isOpen: ((at: number) => boolean) | undefined;
  /** What processes saw since the last look. */
  readonly batches: readonly { readonly from: number; readonly content: Gathered }[];
  readonly spent: SpentNow;
  readonly shape: TrafficShape;
  readonly now: number;
}

/** A campaign's pace after a look, with what is known for the next. Null where no budget has to last. */
export function setPace(before: Course | null, look: Look): { pace: Pace; course: Course } | null {
  const { campaign, spent, now } = look;
  const span = tightest(look);
  if (!span) return null;
  const begun = before ?? begin(look);
  const hand = Pacer.of(begun.pacer);
  const course = takeIn(hand, begun, look);
  const left = span.budget - spentOf(span, spent);
  const set = hand.set({
    left: left / yieldOf(course, spent),
    trafficLeft: trafficLeft(look, span),
    costCeiling: ceilingOf(campaign),
    spent: course.expected,
    outcomes: course.outcomes,
    most: 1,
  });
  const held = settled(set, begun.pacer.pace, hand.buys(set).cost > 0);
  hand.settle(held);
  return { pace: held, course: { ...course, pacer: hand.state, seenUntil: now, isUsedUp: left <= 0 } };
}

/** Its budgets with what is left of them for each hour to come: the one that holds back most. */
function tightest(look: Look): Span | null {
  const spans = budgetSpans(look.campaign, look.now);
  const perHour = (span: Span) =>
    (span.budget - spentOf(span, look.spent)) / Math.max(1e-9, trafficLeft(look, span));
  return spans.reduce<Span | null>(
    (least, span) => (least === null || perHour(span) < perHour(least) ? span : least),
    null,
  );
}

function spentOf({ of }: Span, { total, today, held }: SpentNow): number {
  return (of === 'DAY' ? today : total) + (held ?? 0);
}

/** Average hours still to come. */
function trafficLeft({ shape, isOpen, now }: Look, { until }: Span): number {
  return openTraffic(shape, isOpen, now, until);
}

function begin({ batches, spent, now }: Look): Course {
  const seenUntil = Math.min(now, ...batches.map(({ from }) => from));
  const counts = { times: 0, expected: 0, outcomes: 0, spentBefore: spent.total + (spent.held ?? 0) };
  return { pacer: new Pacer().state, seenUntil, ...counts, isUsedUp: false, begunAt: now };
}

/** Takes in what was seen while it was open. While nothing was left there were no chances, which tells nothing of how many there are. */
function takeIn(hand: Pacer, course: Course, { campaign, isOpen, batches, shape, now }: Look): Course {
  let { times, expected, outcomes } = course;
  if (!course.isUsedUp) hand.count(0, shape.between(Math.min(course.seenUntil, now), now, isOpen));
  for (const { content } of batches) {
    const seen = content.seen[campaign.id];
    if (!seen) continue;
    hand.take({ ...seen, at: seen.at ?? atItsBid(seen) });
    times += seen.times;
    expected += seen.cost;
    outcomes += seen.outcomes;
  }
  return { ...course, times, expected, outcomes };
}

/** As older programs told it, it took part at its bid or not at all: what it won took all of it. */
function atItsBid({ cost, outcomes }: Seen): SeenAt[] {
  return [[bucketOf(1), cost, outcomes]];
}

/** How much of what is expected comes to be charged: offers are not seen, and clicks come otherwise than predicted. */
export function yieldOf({ times, expected, spentBefore }: Course, { total, held }: SpentNow): number {
  if (times < enoughTimes || expected <= 0 || held === null) return 1;
  return Math.min(mostYield, Math.max(leastYield, (total + held - spentBefore) / expected));
}

/** Most a lead may cost on average; a click, where it names none for leads. */
function ceilingOf({ terms: { bid } }: LiveCampaign): number | null {
  return bid?.kind === 'BUDGET_BEST' ? (bid.mostPerLead ?? bid.mostPerClick) : null;
}

/** As it comes into force: risen no faster than may be; and where no bid buys for as little as it may cost, hardly at all. */
function settled(set: Pace, before: Pace | null, buys: boolean): Pace {
  const isTooDear = set.heldBy === 'COST' && !buys;
  const most = Math.max(leastRise, 2 * (before?.share ?? firstShare / 2));
  return { multiplier: isTooDear ? 1 : set.multiplier, share: Math.min(isTooDear ? trickle : set.share, most), heldBy: set.heldBy };
} // prettier-ignore
