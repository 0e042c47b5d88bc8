import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import type { ExperimentStatus } from '../../../models/experiment/experiment-plan.js';

/** Where an experiment stands at an instant: one whose end has passed is over, though nothing was written. */
export function statusAt(
  { status, endsAt }: Pick<ExperimentEntity, 'status' | 'endsAt'>,
  now: number,
): ExperimentStatus {
  return status === 'RUNNING' && endsAt !== null && endsAt.getTime() <= now ? 'ENDED' : status;
}
