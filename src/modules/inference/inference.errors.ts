import { AppError, type ErrorKind } from '../platform/app-error.js';
import { shown } from '../platform/shown.js';

/** Every code this module raises. */
export type InferenceErrorCode =
  | 'MODEL_NOT_FOUND'
  | 'MODEL_RETIRED'
  | 'MODEL_IS_CHAMPION'
  | 'MODEL_BUSY'
  | 'MODEL_NO_SHADOW'
  | 'MODEL_TRIED';

function inferenceError(code: InferenceErrorCode, kind: ErrorKind, message: string): AppError {
  return new AppError(code, kind, message);
}

/** Neither in the models folder nor ever seen. */
export const modelNotFound = (name: string, version: string) =>
  inferenceError('MODEL_NOT_FOUND', 'not-found', `There is no version ${shown(version)} of ${name}; see models for those there are.`); // prettier-ignore

/** It was taken out. */
export const modelRetired = (name: string, version: string) =>
  inferenceError('MODEL_RETIRED', 'conflict', `${name} ${version} is retired; reinstateModel makes it a candidate again.`); // prettier-ignore

/** It answers: another has to before it can go. */
export const modelIsChampion = (name: string, version: string) =>
  inferenceError('MODEL_IS_CHAMPION', 'conflict', `${name} ${version} is the champion; promote another version or roll it back first.`); // prettier-ignore

/** An experiment has it rank offers: that has to end before it can go. */
export const modelTried = (name: string, version: string, experiment: string, id: string) =>
  inferenceError('MODEL_TRIED', 'conflict', `${name} ${version} is tried by the experiment “${experiment}” (${id}); end that with endExperiment, or wait for its end.`); // prettier-ignore

/** A version did not score the rows it was held against another on. */
export const modelBusy = (name: string, version: string, why: string) =>
  inferenceError('MODEL_BUSY', 'unavailable', `${name} ${version} could not be compared: ${why}. Ask again.`);

/** Nothing of it has to be shadowed. */
export const modelNoShadow = (name: string) =>
  inferenceError('MODEL_NO_SHADOW', 'invalid', `${name} needs no shadow: what it was given is kept, so any version scores it afterwards; ask modelEvidence.`); // prettier-ignore
