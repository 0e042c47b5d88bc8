import type { ViewerStoreMark } from '../platform/viewer-store/viewer-store.js';

/** A state decided this long before a mark may have been published after it, slow workers and clocks apart included. */
const marginMs = 10 * 60_000;
/** A mark this far from now was not kept up: meanwhile another store may have been the one published to. */
const unwatchedMs = 60_000;

/**
 * Since when what was decided may be missing in the store: milliseconds since the epoch, 0 for all of it, null when the
 * store is whole. A server that is another than the one marked may have come up with an older copy of its data.
 */
export function lostSince(mark: ViewerStoreMark | null, now: number): number | null {
  if (mark === null) return 0;
  const isWatched = Math.abs(now - mark.wholeAt) <= unwatchedMs;
  if (mark.isSameServer && isWatched) return null;
  return Math.max(0, Math.min(mark.wholeAt, now) - marginMs);
}
