/** The longest pause a receiver may ask for: what it asks beyond that is cut, so that none puts us off for ever. */
const longestMs = 86_400_000;

/**
 * The pause a receiver asks for in `Retry-After`, as seconds or as a date, in milliseconds from now; null where it asks for
 * none that can be read.
 */
export function pauseAskedFor(header: string | undefined, now: number): number | null {
  const text = header?.trim() ?? '';
  if (text === '') return null;
  const asked = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - now;
  return Number.isNaN(asked) ? null : Math.min(longestMs, Math.max(0, asked));
}
