import { z } from 'zod';
import { aiplStages, journeyStages } from './lifecycle.js';
import { ruleSchema } from './rule.js';

/**
 * What a tenant has said of its lifecycle. A rule tells what it takes to have reached a stage, and perhaps a higher one;
 * a stage without one is reached as everywhere (`first-stages.ts`).
 */
export const lifecycleSettingsSchema = z.strictObject({
  /** Whether the stages are kept as segments. */
  track: z.boolean(),
  aipl: z.partialRecord(z.enum(aiplStages), ruleSchema),
  journey: z.partialRecord(z.enum(journeyStages), ruleSchema),
});
export type LifecycleSettings = z.infer<typeof lifecycleSettingsSchema>;

/** The settings of a tenant that never set any. */
export const firstLifecycle: LifecycleSettings = { track: false, aipl: {}, journey: {} };
