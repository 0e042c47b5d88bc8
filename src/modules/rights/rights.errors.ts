import { AppError, type ErrorKind } from '../platform/app-error.js';

/** Every fault of this room. Documented in docs/guides/errors.md. */
const errors = {
  /** There is no such request. */
  RIGHTS_REQUEST_NOT_FOUND: 'not-found',
  /** The document is not made yet, or forgotten by now. */
  RIGHTS_DOCUMENT_NOT_FOUND: 'not-found',
  /** What is to be put right cannot be written: nothing is named, a fact twice, or a value that is none. */
  RECTIFICATION: 'invalid',
} as const satisfies Record<string, ErrorKind>;

/** A fault of this room. */
export function rightsError(code: keyof typeof errors, message: string): AppError {
  return new AppError(code, errors[code], message);
}
