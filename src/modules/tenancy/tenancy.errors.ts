import { AppError } from '../platform/app-error.js';
import { shown } from '../platform/shown.js';

/** @returns the fault for a call without a key */
export function keyMissing(): AppError {
  return new AppError(
    'UNAUTHENTICATED',
    'unauthenticated',
    'This call needs an API key: send "Authorization: Bearer ck_…", or Basic with the key as user name.',
  );
}

/** @returns the fault for a malformed, unknown or revoked key; the three are not told apart */
export function keyUnknown(): AppError {
  return new AppError(
    'UNAUTHENTICATED',
    'unauthenticated',
    'The API key is not known here; check that it was copied whole and not revoked.',
  );
}

/** @returns the fault for a command that cannot tell whose data it is for */
export function tenantUnclear(slug: string | undefined, there: readonly string[]): AppError {
  const choice = there.length === 0 ? 'there is none yet' : `there are ${there.join(', ')}`;
  return new AppError(
    'TENANT_UNCLEAR',
    'invalid',
    slug === undefined
      ? `say whose it is with --tenant; ${choice}.`
      : `there is no tenant ${shown(slug)}; ${choice}.`,
  );
}

/** @returns the fault for a key name that is empty or too long */
export function invalidKeyName(length: number, longest: number): AppError {
  return new AppError(
    'INVALID_API_KEY_NAME',
    'invalid',
    `input.name has ${length} characters; give 1 to ${longest} that say what the key is for.`,
  );
}

/** @returns the fault for a key of a dealer that is of none */
export function keyNeedsDealer(): AppError {
  return new AppError('API_KEY_NEEDS_DEALER', 'invalid', 'A key of role DEALER or KEY_BOX is one dealer\'s, and no other is: make it with createDealerKey.'); // prettier-ignore
}

/** @returns the fault for a key that is not there or is another tenant's */
export function keyNotFound(id: string): AppError {
  return new AppError('API_KEY_NOT_FOUND', 'not-found', `There is no API key ${shown(id)}.`);
}
