/**
 * Milliseconds since the epoch of a moment as people and databases write it, ISO 8601 or nearly: `2026-11-22T12:00:00Z`,
 * `2026-11-22 12:00:00+01`, `2026-11-22`. Without an offset it is UTC, wherever this process runs. Undefined for what is none, as for
 * a day that its month does not have.
 */
export function readInstant(written: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d/.test(written) || !isDayOfMonth(written)) return undefined;
  const time = Date.parse(written.length === 10 ? written : withOffset(written));
  return Number.isFinite(time) ? time : undefined;
}

function withOffset(written: string): string {
  if (/(Z|[+-]\d\d:?\d\d)$/i.test(written)) return written;
  return /[+-]\d\d$/.test(written) ? `${written}:00` : `${written}Z`;
}

/** `Date.parse` takes 30 February for 2 March. */
function isDayOfMonth(written: string): boolean {
  const day = Number(written.slice(8, 10));
  if (day <= 28) return true;
  const [year, month] = [Number(written.slice(0, 4)), Number(written.slice(5, 7))];
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}
