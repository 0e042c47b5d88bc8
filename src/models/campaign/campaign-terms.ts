import { z } from 'zod';
import { weekdays } from '../vehicle/opening-hours.js';
import { mostMicros } from './micros.js';

/** What a campaign is to bring about, as far down the way to a car as its success is counted. */
export const objectives = ['REACH', 'VISITS', 'LEADS', 'TEST_DRIVES', 'SALES'] as const;
export type Objective = (typeof objectives)[number];

/** `GUARANTEED`: an amount that was promised, spread over the flight. `PERFORMANCE`: as much as its bid and budget win. */
export const deliveryKinds = ['GUARANTEED', 'PERFORMANCE'] as const;
export type DeliveryKind = (typeof deliveryKinds)[number];

/** What a promised amount is counted in. */
export const goalUnits = ['IMPRESSIONS', 'CLICKS', 'LEADS'] as const;
export type GoalUnit = (typeof goalUnits)[number];

/** What a frequency cap counts together: one creative, the campaign, or all campaigns of its advertiser. */
export const capScopes = ['CREATIVE', 'CAMPAIGN', 'ADVERTISER'] as const;
export type CapScope = (typeof capScopes)[number];

/** Over which time a cap counts. Hours, days and weeks end now and begin so long ago; a flight is the whole schedule. */
export const capWindows = ['HOUR', 'DAY', 'WEEK', 'FLIGHT'] as const;
export type CapWindow = (typeof capWindows)[number];

/**
 * How a campaign stands to the others. `STANDARD` competes. The tenant's own messages may come before all that competes
 * (`OWN_FIRST`), or fill what nothing else took (`OWN_FILL_UP`).
 */
export const priorities = ['STANDARD', 'OWN_FIRST', 'OWN_FILL_UP'] as const;
export type Priority = (typeof priorities)[number];

/**
 * Which of its creatives is shown: the one that is likeliest the best by what came of them and what the model foretells (with some chance
 * for the others), each equally often, or by their weights.
 */
export const rotations = ['OPTIMISED', 'EVEN', 'WEIGHTED'] as const;
export type Rotation = (typeof rotations)[number];

const micros = z.int().min(0).max(mostMicros);
const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);

/** What an advertiser offers. `BUDGET_BEST` names no price: the budget is spent as well as it can be, within its ceilings. */
export const bidSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('PER_THOUSAND'), amount: micros }),
  z.strictObject({ kind: z.literal('PER_CLICK'), amount: micros }),
  z.strictObject({ kind: z.literal('PER_LEAD'), amount: micros }),
  z.strictObject({
    kind: z.literal('BUDGET_BEST'),
    mostPerClick: micros.nullable(),
    mostPerLead: micros.nullable(),
  }),
]);
export type Bid = z.infer<typeof bidSchema>;

/** What may be spent: over the whole flight, and on a day of the campaign's time zone. Null: not bounded. */
export const budgetSchema = z.strictObject({ total: micros.nullable(), daily: micros.nullable() });
export type Budget = z.infer<typeof budgetSchema>;

/** Hours of some days of the week, on the wall clock of the campaign's time zone: from the first minute to before the last. */
export const daypartSchema = z.strictObject({
  days: z.array(z.enum(weekdays)).min(1),
  from: timeOfDay,
  until: timeOfDay,
});
export type Daypart = z.infer<typeof daypartSchema>;

/** How often one viewer may see it in a time. */
export const frequencyCapSchema = z.strictObject({
  scope: z.enum(capScopes),
  window: z.enum(capWindows),
  most: z.int().min(0).max(1_000_000),
});
export type FrequencyCap = z.infer<typeof frequencyCapSchema>;

/** An amount that was promised. */
export const goalSchema = z.strictObject({
  amount: z.int().min(1).max(2_000_000_000),
  of: z.enum(goalUnits),
});
export type Goal = z.infer<typeof goalSchema>;

/**
 * On which terms a campaign is delivered. What is absent has the terms of the house: it costs nothing, is bound by no
 * budget, cap or hour, and competes as campaigns did before there were terms. Amounts are micros of `currency`.
 */
export const campaignTermsSchema = z.object({
  objective: z.enum(objectives).default('LEADS'),
  delivery: z.enum(deliveryKinds).default('PERFORMANCE'),
  /** Of guaranteed delivery. */
  goal: goalSchema.nullable().default(null),
  /** ISO 4217, of every amount here; null while there is none. */
  currency: z.string().nullable().default(null),
  /** Null: no price; the campaign costs nothing. */
  bid: bidSchema.nullable().default(null),
  budget: budgetSchema.nullable().default(null),
  /** Who pays which part; none: the advertiser all of it. */
  funding: z
    .array(z.strictObject({ advertiserId: z.guid(), basisPoints: z.int().min(1).max(10_000) }))
    .default([]),
  /** None: at any hour. */
  dayparts: z.array(daypartSchema).default([]),
  frequencyCaps: z.array(frequencyCapSchema).default([]),
  priority: z.enum(priorities).default('STANDARD'),
  creativeRotation: z.enum(rotations).default('OPTIMISED'),
});
export type CampaignTerms = z.infer<typeof campaignTermsSchema>;
/** Terms as they lie in the database: those of an older program may lack some. */
export type StoredTerms = z.input<typeof campaignTermsSchema>;

/** The terms of the house. */
export const houseTerms: CampaignTerms = campaignTermsSchema.parse({});
