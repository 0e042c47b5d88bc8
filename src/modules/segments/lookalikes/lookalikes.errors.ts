import { AppError } from '../../platform/app-error.js';
import { shown } from '../../platform/shown.js';

/** Every code that lookalikes can answer with, beside those of segments and lists. */
export const lookalikeErrors = {
  notFound: 'LOOKALIKE_NOT_FOUND',
  size: 'LOOKALIKE_SIZE',
  seed: 'LOOKALIKE_SEED',
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

/** The seed alone is as large as what was asked for. */
export function noRoom(size: number, people: number, most: number): AppError {
  const remedy =
    people < most ? `ask for ${people + 1} to ${most}, seed and found together` : 'take a smaller seed';
  return new AppError(
    lookalikeErrors.size,
    'invalid',
    `size is ${size}, and the seed alone has ${people} people; ${remedy}.`,
  );
}

/** Too few to learn from. */
export function seedTooSmall(people: number, fewest: number): AppError {
  return new AppError(
    lookalikeErrors.seed,
    'conflict',
    `The seed has ${people} ${people === 1 ? 'person' : 'people'}, and nothing can be learnt from fewer than ${fewest}; take a larger segment or list, or put more people on it.`,
  );
}
