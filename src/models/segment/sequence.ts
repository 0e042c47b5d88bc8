import { z } from 'zod';
import { deedFault, deedFields } from './deed.js';
import { periodFault, periodFields } from './period.js';
import { ruleBounds } from './rule-bounds.js';
import { duration } from './rule-parts.js';

const stepSchema = z
  .strictObject({
    ...deedFields,
    /** At most so long after the step before. */
    soon: duration.optional(),
  })
  .superRefine(({ soon: _soon, ...deed }, context) => {
    const fault = deedFault(deed);
    if (fault) context.addIssue({ code: 'custom', path: [fault.path], message: fault.message });
  });
export type SequenceStep = z.infer<typeof stepSchema>;

/**
 * One thing after another. Each step is an event later in the log's order of time than the step before it. The period is
 * when the last step happened; `noneSince` is what did not happen after it.
 */
export const sequenceSchema = z
  .strictObject({
    steps: z.array(stepSchema).min(2, 'needs at least two steps').max(ruleBounds.steps),
    noneSince: z.strictObject(deedFields).optional(),
    ...periodFields,
  })
  .superRefine(({ steps, noneSince, ...period }, context) => {
    if (steps[0]?.soon !== undefined)
      context.addIssue({
        code: 'custom',
        path: ['steps', 0, 'soon'],
        message: 'there is no step before the first',
      });
    const fault = periodFault(period);
    if (fault) context.addIssue({ code: 'custom', path: [fault.path], message: fault.message });
    const deed = noneSince && deedFault(noneSince);
    if (deed) context.addIssue({ code: 'custom', path: ['noneSince', deed.path], message: deed.message });
  });
export type SequenceRule = z.infer<typeof sequenceSchema>;
