import { AppError } from '../../platform/app-error.js';
import { shown } from '../../platform/shown.js';

/** Every code that lookalikes can answer with, beside those of segments and lists. */
export const lookalikeErrors = {
  notFound: 'LOOKALIKE_NOT_FOUND',
  size: 'LOOKALIKE_SIZE',
} as const;

/** Not there, or another tenant's. */
export function lookalikeNotFound(id: string): AppError {
  return new AppError(
    lookalikeErrors.notFound,
    'not-found',
    `There is no lookalike ${shown(id)}; take the id from lookalikes.`,
  );
}

/** No size to grow to. */
export function wrongSize(size: number, most: number): AppError {
  return new AppError(lookalikeErrors.size, 'invalid', `size is ${size}; ask for 100 to ${most} people.`);
}
