const pattern = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const unitMs = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000];
const longestMs = 1_096 * 86_400_000;

/**
 * Milliseconds of a rolling window written in ISO 8601, or null when it is not one of 1 second to 1096 days. Months and
 * years are refused: their length depends on when one asks, and a window's must not.
 */
export function windowMs(duration: string): number | null {
  const parts = pattern.exec(duration)?.slice(1);
  if (!parts || duration.endsWith('T')) return null;
  const total = parts.reduce((sum, part, unit) => sum + Number(part || 0) * (unitMs[unit] ?? 0), 0);
  return total >= 1_000 && total <= longestMs ? total : null;
}
