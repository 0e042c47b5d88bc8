import { z } from 'zod';
import { directionSchema, mostAlike, seedSchema } from './likeness.js';
import { mostTraits } from './insight.js';
import { text } from './rule-parts.js';
import { ruleSchema } from './rule.js';

/** Most rules that are counted at once. */
export const mostRulesAtOnce = 256;

/** What can be asked about everybody. What is asked is kept as JSON while it is answered. */
export const audienceQuestionSchema = z.discriminatedUnion('kind', [
  /** Whom one rule reaches, by a sample first. */
  z.strictObject({ kind: z.literal('reach'), rule: ruleSchema }),
  /** How many each of these rules reaches, counted in one walk through everybody. */
  z.strictObject({ kind: z.literal('reaches'), rules: z.array(ruleSchema).min(1).max(mostRulesAtOnce) }),
  /** What a seed does, and what everybody does. */
  z.strictObject({ kind: z.literal('behaviour'), seed: seedSchema }),
  /** How alike a seed everybody else is. */
  z.strictObject({ kind: z.literal('alike'), seed: seedSchema, direction: directionSchema }),
  /** Who is most alike: those from a step of the scale on. */
  z.strictObject({
    kind: z.literal('likest'),
    seed: seedSchema,
    direction: directionSchema,
    fromStep: z.number().int().nonnegative(),
    most: z.number().int().positive().max(mostAlike),
  }),
  /** How those whom a rule reaches differ from those whom another does, or from everybody. */
  z.strictObject({
    kind: z.literal('profile'),
    rule: ruleSchema,
    comparedWith: ruleSchema.nullable(),
    traits: z.array(text).max(mostTraits),
  }),
  /** What those who bought lately did before, and what everybody does. */
  z.strictObject({ kind: z.literal('buyers') }),
]);
export type AudienceQuestion = z.infer<typeof audienceQuestionSchema>;
/** A question of one kind. */
export type QuestionOf<K extends AudienceQuestion['kind']> = Extract<AudienceQuestion, { kind: K }>;
