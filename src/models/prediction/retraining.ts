import type { ModelName } from './model-manifest.js';

/** How often a tenant's model is taught anew. `WEEKLY`: Mondays, 02:00 UTC. `MONTHLY`: the first of the month, 02:00 UTC. */
export const retrainingCadences = ['WEEKLY', 'MONTHLY'] as const;
export type RetrainingCadence = (typeof retrainingCadences)[number];

/**
 * How far a retraining has come. `QUEUED`: waits for a worker. `RUNNING`: a worker is at it. `DONE`: there is a new version.
 * `NOTHING_NEW`: too few leads were settled since the last version. `NOT_POSSIBLE`: something is missing or was refused, and its message says
 * what. `FAILED`: it broke off.
 */
export const retrainingStates = [
  'QUEUED',
  'RUNNING',
  'DONE',
  'NOTHING_NEW',
  'NOT_POSSIBLE',
  'FAILED',
] as const;
export type RetrainingState = (typeof retrainingStates)[number];

/** What a running one is at: leads are written to a file, the trainer learns of them, the version is put in its place, evidence is gathered. */
export const retrainingSteps = ['EXPORTING', 'TRAINING', 'INSTALLING', 'WEIGHING'] as const;
export type RetrainingStep = (typeof retrainingSteps)[number];

/** Models that are taught anew from a tenant's own data. Of others no rows can be made yet that hold what was known at the time. */
export const retrainable: ReadonlySet<ModelName> = new Set<ModelName>(['lead-score']);
