import { AppError, type ErrorKind } from '../platform/app-error.js';

/** Every fault of this room. Documented in docs/guides/errors.md. */
const errors = {
  /** There is no such export. */
  AUDIENCE_EXPORT_NOT_FOUND: 'not-found',
  /** The file is not made yet, or gone by now. */
  AUDIENCE_EXPORT_FILE_NOT_FOUND: 'not-found',
  /** Nobody is in a segment that was archived. */
  AUDIENCE_EXPORT_ARCHIVED: 'conflict',
  /** Meta takes no audience that tells what people have or owe. */
  AUDIENCE_EXPORT_FINANCIAL: 'conflict',
} as const satisfies Record<string, ErrorKind>;

/** A fault of this room. */
export function exportsError(code: keyof typeof errors, message: string): AppError {
  return new AppError(code, errors[code], message);
}
