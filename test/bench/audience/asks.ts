import { z } from 'zod';
import type { SnapshotFile } from '../../../src/modules/segments/resident/snapshot/sealed-file.js';

/** What one who holds people can be asked. */
export type Ask =
  /** To take up every `of`-th part of a town. */
  | { readonly kind: 'hold'; readonly people: number; readonly events: number; readonly part: number; readonly of: number }
  /** To find all memberships anew under so many variants of the 20 rules. */
  | { readonly kind: 'full'; readonly variants: number }
  | { readonly kind: 'preview' }
  /** To take so many events a round, and look at those they are of. */
  | { readonly kind: 'touch'; readonly rounds: number; readonly events: number }
  /** To let so many seconds pass. */
  | { readonly kind: 'wait'; readonly seconds: number }
  /** To live a day in which so many events arrive, and then to find all memberships anew. */
  | { readonly kind: 'day'; readonly events: number }
  | { readonly kind: 'members' }
  /** To write everybody down; and, in the place of holding a town, to take everybody up from there. */
  | { readonly kind: 'write'; readonly file: SnapshotFile }
  | { readonly kind: 'takeUp'; readonly people: number; readonly events: number; readonly now: number; readonly file: SnapshotFile }
  | { readonly kind: 'memory' }; // prettier-ignore

const times = z.object({ ms: z.array(z.number()) });

/** What they answer. */
export const answers = {
  hold: z.object({ events: z.number(), ms: z.number() }),
  /** How long it took, and how many came or went. */
  full: z.object({ ms: z.number(), cpuMs: z.number(), changes: z.number() }),
  /** How long each rule took, and how many it reaches. */
  preview: z.object({ ms: z.array(z.number()), sizes: z.array(z.number()) }),
  touch: times,
  wait: times,
  /** How long it took, how many came or went in it, and how many still do when all are found anew: what was missed. */
  day: z.object({ ms: z.number(), changes: z.number(), missed: z.number() }),
  /** Of each person held, a bit for each rule they are in. */
  members: z.object({ rules: z.instanceof(Uint32Array) }),
  /** How long it took in all, the longest that nobody else would have got a turn, and what time it is there. */
  write: z.object({ ms: z.number(), pauseMs: z.number(), now: z.number() }),
  takeUp: z.object({ ms: z.number() }),
  /** The most this process ever had resident, and what it has now. */
  memory: z.object({ peakMb: z.number(), nowMb: z.number() }),
};

export type Answer<K extends Ask['kind']> = z.infer<(typeof answers)[K]>;
