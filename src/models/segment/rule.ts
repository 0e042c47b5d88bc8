import { z } from 'zod';
import { leadSteps } from '../lead/lead-status.js';
import { leadGrades } from '../prediction/scores.js';
import { didSchema, type DidRule } from './did.js';
import { factSchema, type FactRule } from './fact-conditions.js';
import { aiplStages, journeyStages } from './lifecycle.js';
import { ruleBounds } from './rule-bounds.js';
import { duration, listOf, text } from './rule-parts.js';
import { sequenceSchema, type SequenceRule } from './sequence.js';

/** A fact about the person. */
export type TraitRule = FactRule;

/** Who lives near: by the traits `latitude` and `longitude` (WGS 84 degrees), and where the dealer of that code stands. */
export const nearSchema = z.strictObject({
  dealer: text,
  withinKm: z.number().positive().max(ruleBounds.km),
});
export type NearRule = z.infer<typeof nearSchema>;

/** Who is in another segment, by what its rule is at this moment. */
export const memberSchema = z.strictObject({ of: z.uuid('must be the id of a segment') });
export type MemberRule = z.infer<typeof memberSchema>;

/** Who stands on an uploaded list. */
export const listedSchema = z.strictObject({ on: z.uuid('must be the id of a list') });
export type ListedRule = z.infer<typeof listedSchema>;

/** Who is at one of these stages. */
export const stageSchema = z
  .strictObject({
    aipl: listOf(z.enum(aiplStages)).optional(),
    journey: listOf(z.enum(journeyStages)).optional(),
  })
  .refine(
    ({ aipl, journey }) => (aipl === undefined) !== (journey === undefined),
    'needs aipl or journey, and only one of them',
  );
export type StageRule = z.infer<typeof stageSchema>;

/** Of whom a lead was graded so, or moved there: ever, or within a while. */
export const leadSchema = z
  .strictObject({
    grade: listOf(z.enum(leadGrades)).optional(),
    status: listOf(z.enum(leadSteps)).optional(),
    within: duration.optional(),
  })
  .refine(
    ({ grade, status }) => (grade === undefined) !== (status === undefined),
    'needs grade or status, and only one of them',
  );
export type LeadRule = z.infer<typeof leadSchema>;

/** A part of everybody that chance draws once and for all: the same `salt` draws the same people. */
export const shareSchema = z
  .strictObject({
    salt: text,
    /** Percent, from this … */
    from: z.number().min(0).max(100),
    /** … to below this. */
    below: z.number().min(0).max(100),
  })
  .refine(({ from, below }) => from < below, {
    path: ['below'],
    message: 'is not more than from, so nobody can match',
  });
export type ShareRule = z.infer<typeof shareSchema>;

/** Who belongs: a tree of what people did and what they are. Stored as JSON; `validate.ts` checks one from outside. */
export type Rule =
  | { readonly all: readonly Rule[] }
  | { readonly any: readonly Rule[] }
  | { readonly not: Rule }
  | { readonly did: DidRule }
  | { readonly sequence: SequenceRule }
  | { readonly trait: TraitRule }
  | { readonly near: NearRule }
  | { readonly member: MemberRule }
  | { readonly listed: ListedRule }
  | { readonly stage: StageRule }
  | { readonly lead: LeadRule }
  | { readonly share: ShareRule };

/** What stands at the ends of the tree. */
export const leafSchemas = {
  did: didSchema,
  sequence: sequenceSchema,
  trait: factSchema,
  near: nearSchema,
  member: memberSchema,
  listed: listedSchema,
  stage: stageSchema,
  lead: leadSchema,
  share: shareSchema,
} as const;

/** Parses a stored rule. For people's rules use `validate.ts`, which explains what is wrong and where. */
export const ruleSchema: z.ZodType<Rule> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(ruleSchema).min(1) }),
    z.strictObject({ any: z.array(ruleSchema).min(1) }),
    z.strictObject({ not: ruleSchema }),
    z.strictObject({ did: leafSchemas.did }),
    z.strictObject({ sequence: leafSchemas.sequence }),
    z.strictObject({ trait: leafSchemas.trait }),
    z.strictObject({ near: leafSchemas.near }),
    z.strictObject({ member: leafSchemas.member }),
    z.strictObject({ listed: leafSchemas.listed }),
    z.strictObject({ stage: leafSchemas.stage }),
    z.strictObject({ lead: leafSchemas.lead }),
    z.strictObject({ share: leafSchemas.share }),
  ]),
);

/** Whether a stored rule is one this program knows: a newer one may have written it. */
export function isReadable(stored: unknown): boolean {
  return ruleSchema.safeParse(stored).success;
}
