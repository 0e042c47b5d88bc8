import { z } from 'zod';
import { offerPolicySchema } from '../decision/offer-policy.js';

/** What an experiment tries. Each really changes what is shown; see the guide for what is not offered. */
export const experimentKinds = ['HOLD_OUT', 'CREATIVES', 'AUDIENCES', 'MODELS', 'POLICIES'] as const;
export type ExperimentKind = (typeof experimentKinds)[number];

/** What is counted of a person from their first exposure on. */
export const experimentMeasures = ['CLICKS', 'LEADS', 'TEST_DRIVES', 'SALES', 'VALUE'] as const;
export type ExperimentMeasure = (typeof experimentMeasures)[number];

/** Where an experiment stands. */
export const experimentStatuses = ['DRAFT', 'RUNNING', 'ENDED'] as const;
export type ExperimentStatus = (typeof experimentStatuses)[number];

/** An arm: what those in it are shown. */
export const experimentArmSchema = z.object({
  name: z.string(),
  /** Of those who take part, 0 to 1; shares of the arms add up to 1. */
  share: z.number(),
  /** Its people never see the campaign, or any campaign. */
  isHeldOut: z.boolean(),
  /** Of CREATIVES: the only creatives of the campaign that its people see. */
  creativeIds: z.array(z.string()),
  /** Of AUDIENCES: its people see the campaign only while in one of these; none means whoever the campaign is for. */
  segmentIds: z.array(z.string()),
  /** Of MODELS: the version that ranks offers for its people; null: the champion, whichever it is. */
  modelVersion: z.string().nullable().default(null),
  /** Of POLICIES: how offers are chosen for its people; null: as for everybody. */
  policy: offerPolicySchema.nullable().default(null),
});
export type ExperimentArm = z.infer<typeof experimentArmSchema>;

/** What must not fall by much, whatever else rises. */
export const guardRailSchema = z.object({
  measure: z.enum(experimentMeasures),
  /** As a share: 0.05 is 5 %. */
  mayFall: z.number(),
});
export type GuardRail = z.infer<typeof guardRailSchema>;

/** What an experiment is planned to do. The first arm is the control: the others are held against it. */
export const experimentPlanSchema = z.object({
  name: z.string(),
  kind: z.enum(experimentKinds),
  /** Null means all of the tenant's campaigns. */
  campaignId: z.string().nullable(),
  arms: z.array(experimentArmSchema),
  /** Share of all people who may take part, 0 to 1. */
  traffic: z.number(),
  /** Experiments of one layer share nobody; null: a layer of its own. */
  layer: z.string().nullable(),
  /** Milliseconds since the epoch; null: when it is started. */
  startsAt: z.number().nullable(),
  /** Milliseconds since the epoch, nobody is exposed from here on; null: when it is ended. */
  endsAt: z.number().nullable(),
  measure: z.enum(experimentMeasures),
  guardRails: z.array(guardRailSchema),
  /** How long after somebody's first exposure what they do counts, and how long before it is looked at: days. */
  countedDays: z.number(),
  /** The smallest lift that matters, and the one planned for, as a share: 0.05 is 5 %. */
  smallestLift: z.number(),
});
export type ExperimentPlan = z.infer<typeof experimentPlanSchema>;

/** What is counted of an experiment's people: the main measure, then those that must not fall. */
export function measuresOf({ measure, guardRails }: ExperimentPlan): ExperimentMeasure[] {
  return [...new Set([measure, ...guardRails.map((rail) => rail.measure)])];
}
