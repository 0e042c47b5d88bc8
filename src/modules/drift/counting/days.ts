const dayMs = 86_400_000;

/** The day of an instant (ms) in UTC: `2026-11-22`. Days written so sort as they follow each other. */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** The first instant of a day, in milliseconds since the epoch. */
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day so many days later. */
export const plusDays = (day: string, days: number): string => dayOf(startOf(day) + days * dayMs);

/** How many days lie from one to another. */
export const daysBetween = (from: string, until: string): number => Math.round((startOf(until) - startOf(from)) / dayMs); // prettier-ignore

/** Each day from one on, the last not included. */
export function daysIn({ from, until }: { readonly from: string; readonly until: string }): string[] {
  return Array.from({ length: Math.max(daysBetween(from, until), 0) }, (_, n) => plusDays(from, n));
}
