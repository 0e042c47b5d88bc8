import type { Surroundings } from '../meaning/surroundings.js';
import type { Facts } from './facts.js';
import type { Histories } from './histories.js';
import type { Kinds } from './kinds.js';
import type { People } from './people.js';

/** Everybody of one tenant in one shard, and what is known of them, as whoever counts them sees it. */
export interface Everybody {
  readonly people: People;
  readonly histories: Histories;
  readonly kinds: Kinds;
  readonly facts: Facts;
  readonly around: Surroundings;
}
