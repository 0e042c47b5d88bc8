import { AppError } from '../app-error.js';

/** @returns the fault for an import that cannot begin: an unreadable file, a missing column, an unknown option */
export function importImpossible(why: string): AppError {
  return new AppError('IMPORT_IMPOSSIBLE', 'invalid', why);
}
