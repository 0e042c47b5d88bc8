import type { FeedHold } from '../../../models/vehicle/stock-feed.js';

/** What is known of a full feed when it was read to its end. */
export interface ReadFeed {
  /** Rows that are a car. */
  readonly taken: number;
  /** Lines of which it cannot be told which car they are about. */
  readonly unreadable: number;
  /** Cars that are not in it any more, of so many on the lots of its dealers. */
  readonly leaving: number;
  readonly held: number;
  /** Largest share of them that may leave, in percent. */
  readonly mostLeavingPercent: number;
  /** A file of the same feed was begun after it. */
  readonly isOvertaken: boolean;
}

/** Why a full feed takes no car off; null where it may. A feed nothing leaves by is never held back. */
export function holdOf(read: ReadFeed): FeedHold | null {
  if (read.leaving === 0) return null;
  if (read.isOvertaken) return 'OVERTAKEN';
  if (read.taken === 0) return 'EMPTY';
  if (read.unreadable > 0) return 'UNREADABLE_ROWS';
  return read.leaving * 100 > read.held * read.mostLeavingPercent ? 'TOO_MANY_LEAVING' : null;
}
