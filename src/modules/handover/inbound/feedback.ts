import { z } from 'zod';
import { leadSteps, lostReasons } from '../../../models/lead/lead-status.js';
import { plainFaults } from '../../platform/plain-faults.js';
import type { HandoverProblem } from '../targets/target-draft.js';

const word = z.string().transform((text) =>
  text
    .trim()
    .toUpperCase()
    .replaceAll(/[\s-]+/g, '_'),
);

const feedbackSchema = z
  .object({
    leadId: z.uuid().optional(),
    deliveryId: z.uuid().optional(),
    status: word.pipe(z.enum(leadSteps)),
    reason: word.pipe(z.enum(lostReasons)).nullish(),
    note: z.string().max(2_000).nullish(),
    at: z.iso.datetime({ offset: true }).nullish(),
    key: z.string().min(1).max(200),
  })
  .refine(({ leadId, deliveryId }) => leadId !== undefined || deliveryId !== undefined, { path: ['leadId'], message: 'is missing, and so is deliveryId: give one of them' }); // prettier-ignore

/** What a dealer tells of a lead. */
export type Feedback = z.infer<typeof feedbackSchema>;

/** Reads feedback; statuses and reasons in any case, with spaces or hyphens. Problems name the field and no value. */
export function readFeedback(json: unknown): Feedback | { readonly problems: HandoverProblem[] } {
  const parsed = feedbackSchema.safeParse(json, plainFaults);
  if (parsed.success) return parsed.data;
  return {
    problems: parsed.error.issues.map(({ path, message }) => ({
      path: path.join('.'),
      message: `It ${message}.`,
      remedy: 'See docs/guides/hand-over.md for what may stand there.',
    })),
  };
}
