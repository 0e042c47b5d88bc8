import type { ShardAnswer } from '../../../../models/segment/shard-answer.js';

/** What can be said by now. */
export interface Told {
  readonly answer: ShardAnswer;
  /** Whether everybody was looked at: it is the last that is told. */
  readonly isExact: boolean;
}

/** Counting, bit by bit: null where there is nothing new to tell, and others may have their turn. */
export type Counting = Generator<Told | null, void>;
