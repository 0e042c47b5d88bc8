import { AppError, type ErrorKind } from '../platform/app-error.js';

/** Every code this module raises. */
export type PromotionErrorCode = 'MODEL_CHANGED' | 'MODEL_REASON';

function promotionError(code: PromotionErrorCode, kind: ErrorKind, message: string): AppError {
  return new AppError(code, kind, message);
}

/** Another version was made champion between the look at the evidence and the change. */
export const modelChanged = (name: string) =>
  promotionError('MODEL_CHANGED', 'conflict', `The champion of ${name} was changed meanwhile; look at models and ask again.`); // prettier-ignore

/** Force takes a reason, and no reason is endless. */
export const modelReason = (most: number) =>
  promotionError('MODEL_REASON', 'invalid', `Give a reason of 1 to ${most} characters; force does not go without one.`); // prettier-ignore
