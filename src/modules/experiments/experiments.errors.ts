import { AppError, type ErrorKind } from '../platform/app-error.js';
import { shown } from '../platform/shown.js';

/** Every code this module raises. */
export type ExperimentsErrorCode = 'EXPERIMENT_NOT_FOUND' | 'EXPERIMENT_STATUS' | 'TOO_MANY_EXPERIMENTS';

function experimentsError(code: ExperimentsErrorCode, kind: ErrorKind, message: string): AppError {
  return new AppError(code, kind, message);
}

/** Not there, or another tenant's. */
export const experimentNotFound = (id: string) =>
  experimentsError('EXPERIMENT_NOT_FOUND', 'not-found', `There is no experiment ${shown(id)}.`);

/** It is over: what it found stands. */
export const experimentEnded = (id: string, done: string) =>
  experimentsError('EXPERIMENT_STATUS', 'conflict', `Experiment ${id} is over and cannot be ${done}; plan another.`); // prettier-ignore

/** There are as many as a tenant may have. */
export const tooManyExperiments = (most: number) =>
  experimentsError('TOO_MANY_EXPERIMENTS', 'conflict', `There are ${most} experiments, as many as a tenant may have.`); // prettier-ignore
