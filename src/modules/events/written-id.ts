import { z } from 'zod';

/** Past 2^53 two numbers become one when they are read, and two people with them. */
const exactNumber = z
  .number()
  .refine(
    (n) => Math.abs(n) <= Number.MAX_SAFE_INTEGER,
    'must be sent as text: so large a number loses digits',
  );

/** An id as senders write it: a text, or a number that lost nothing on its way. */
export const writtenId = (mostCharacters: number) =>
  z
    .union([z.string().max(mostCharacters, `must be at most ${mostCharacters} characters`), exactNumber])
    .nullish();

/** How long an id of a person may be. */
export const longestIdentity = 512;

/** An id as text; an empty one is none. */
export function idIn(id: string | number | null | undefined): string | undefined {
  return id === null || id === undefined || id === '' ? undefined : String(id);
}
