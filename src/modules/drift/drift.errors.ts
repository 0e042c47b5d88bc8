import { AppError } from '../platform/app-error.js';

/** Every code this module raises. */
export type DriftErrorCode = 'DRIFT_THRESHOLDS';

/** Thresholds that make no sense. */
export function driftThresholds(message: string): AppError {
  const code: DriftErrorCode = 'DRIFT_THRESHOLDS';
  return new AppError(code, 'invalid', message);
}
