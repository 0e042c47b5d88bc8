import { z } from 'zod';
import { isStorable } from '../platform/storable.js';

/** Past 2^53 two numbers become one when they are read, and two people with them. */
const exactNumber = z
  .number()
  .refine(
    (n) => Math.abs(n) <= Number.MAX_SAFE_INTEGER,
    'must be sent as text: so large a number loses digits',
  );

/** An id as senders write it: a text, or a number that lost nothing on its way. One that cannot be stored as it is would become another's. */
export const writtenId = (mostCharacters: number) =>
  z
    .union([
      z
        .string()
        .max(mostCharacters, `must be at most ${mostCharacters} characters`)
        .refine(
          isStorable,
          'must be without NUL and without half of a surrogate pair, which cannot be stored',
        ),
      exactNumber,
    ])
    .nullish();

/** How long an id of a person may be. */
export const longestIdentity = 512;

/** An id as text; an empty or blank one is none, else all who send it would be one person. */
export function idIn(id: string | number | null | undefined): string | undefined {
  if (id === null || id === undefined) return undefined;
  const text = String(id);
  return text.trim() === '' ? undefined : text;
}
