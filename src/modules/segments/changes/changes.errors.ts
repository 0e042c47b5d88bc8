import { AppError, type ErrorKind } from '../../platform/app-error.js';

/** Every fault of subscriptions to segments. Documented in docs/guides/errors.md. */
const errors = {
  /** What was asked for cannot be a subscription. */
  INVALID_SUBSCRIPTION: 'invalid',
  /** There is no such subscription. */
  SUBSCRIPTION_NOT_FOUND: 'not-found',
  /** There are as many as there may be. */
  SUBSCRIPTION_LIMIT: 'conflict',
  /** A queue has no secret. */
  SUBSCRIPTION_UNSIGNED: 'conflict',
  /** There is no such delivery, or no more. */
  SEGMENT_DELIVERY_NOT_FOUND: 'not-found',
} as const satisfies Record<string, ErrorKind>;

/** A fault of subscriptions to segments. */
export function changesError(code: keyof typeof errors, message: string): AppError {
  return new AppError(code, errors[code], message);
}
