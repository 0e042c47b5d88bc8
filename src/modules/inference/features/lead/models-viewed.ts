import type { HistoryEvent } from '../../../../models/profile/profile-history.js';
import type { DatedMark, Mark } from './lead-feature.js';

/** Writes which make and model was viewed. */
export function modelViewed({ type, vehicle }: HistoryEvent): Mark | null {
  if (type !== 'VEHICLE_VIEWED' || vehicle?.model === undefined) return null;
  return { word: `${vehicle.make ?? ''}/${vehicle.model}`.toLowerCase() };
}

/** How often each word was written. */
export function timesByWord(marks: readonly DatedMark[]): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  for (const { word = '' } of marks) times.set(word, (times.get(word) ?? 0) + 1);
  return times;
}
