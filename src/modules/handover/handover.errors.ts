import { AppError, type ErrorKind } from '../platform/app-error.js';

/** Every fault of handing leads over. Documented in docs/guides/errors.md. */
const errors = {
  /** The body is not ADF. */
  ADF_UNREADABLE: 'invalid',
  /** No prospect in it could be taken as a lead. */
  ADF_REFUSED: 'invalid',
  /** The body is not the feedback of a dealer. */
  INVALID_LEAD_FEEDBACK: 'invalid',
} as const satisfies Record<string, ErrorKind>;

/** A fault of handing leads over. `details` hold nothing personal. */
export function handoverError(
  code: keyof typeof errors,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): AppError {
  return new AppError(code, errors[code], message, details);
}
