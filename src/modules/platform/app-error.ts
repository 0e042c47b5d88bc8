/** How a fault is to be answered, in no protocol's words; mapped to HTTP and GraphQL in one place (`error.filter.ts`). */
export type ErrorKind =
  /** The caller sent something that can never work as it is. */
  | 'invalid'
  /** No key, or one we do not know. */
  | 'unauthenticated'
  /** A key that may not do this. */
  | 'forbidden'
  /** Not there, or not this tenant's: the two are never told apart. */
  | 'not-found'
  /** True of the state of things, not of the request: try again after changing something. */
  | 'conflict'
  /** Too much of it in a short time: try again later, unchanged. */
  | 'too-fast'
  /** Temporarily unable: try again later, unchanged. */
  | 'unavailable';

/**
 * A fault we understand. The message says what was wrong, where, and what to do, and never holds a secret or personal
 * datum: it is shown to the caller and logged as it is.
 */
export class AppError extends Error {
  constructor(
    /** Stable, SCREAMING_SNAKE, unique in the installation; clients branch on it. Each module has a closed set. */
    readonly code: string,
    readonly kind: ErrorKind,
    message: string,
    /** Facts for programs; the same rule as for the message. */
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
    this.name = 'AppError';
  }
}
