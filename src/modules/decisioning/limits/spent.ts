import type { Spent } from '../../platform/limit-store/limit-store.js';
import { dayKeptMs, dayKey, totalKey } from './campaign-limits.js';
import type { SpentRow } from './charges.repository.js';

/** What the store is told of a campaign's spend in all: micros, as the truth has it. */
export function spentInAll(campaignId: string, spent: number): Spent {
  return { key: totalKey(campaignId), spent, keepUntil: null };
}

/** The same of a day of it: `2026-11-27`. */
export function spentOnDay(campaignId: string, day: string, spent: number): Spent {
  return { key: dayKey(campaignId, day), spent, keepUntil: Date.parse(day) + dayKeptMs };
}

/** What the store is told of a row of the truth. */
export function spentOf({ campaignId, day, spentMicros }: SpentRow): Spent {
  return day === null ? spentInAll(campaignId, spentMicros) : spentOnDay(campaignId, day, spentMicros);
}
