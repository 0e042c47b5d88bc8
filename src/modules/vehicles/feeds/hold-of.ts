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
  /** The same of each of its dealers. */
  readonly dealers: readonly { readonly leaving: number; readonly held: number }[];
  /** Largest share of them that may leave, in percent. */
  readonly mostLeavingPercent: number;
  /** A file of the same feed was begun after it. */
  readonly isOvertaken: boolean;
}

/** So many cars leave a dealer's lot on any day: a small one that sold half of its stock is not held back. */
const handful = 5;

/** Why a full feed takes no car off; null where it may. A feed nothing leaves by is never held back. */
export function holdOf(read: ReadFeed): FeedHold | null {
  if (read.leaving === 0) return null;
  if (read.isOvertaken) return 'OVERTAKEN';
  if (read.taken === 0) return 'EMPTY';
  if (read.unreadable > 0) return 'UNREADABLE_ROWS';
  return isTooMany(read, read) ||
    read.dealers.some((dealer) => dealer.leaving > handful && isTooMany(dealer, read))
    ? 'TOO_MANY_LEAVING'
    : null;
}

function isTooMany(
  { leaving, held }: { leaving: number; held: number },
  { mostLeavingPercent }: ReadFeed,
): boolean {
  return leaving * 100 > held * mostLeavingPercent;
}
