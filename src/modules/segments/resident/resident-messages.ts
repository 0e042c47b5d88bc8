import type { RecentVehicle } from '../../../models/decision/viewer-state.js';
import type { LogPosition } from '../../../models/event/log-entry.js';
import type { Traits } from '../../../models/profile/profile-history.js';
import type { AudienceQuestion } from '../../../models/segment/audience-question.js';
import type { Happening } from '../engine/audience.js';
import type { Told } from '../engine/questions/told.js';
import type { ActiveSegment } from '../active-segment.js';
import type { SurroundingFacts } from '../meaning/surroundings-from.js';
import type { SnapshotFile } from './snapshot/sealed-file.js';

/** A tenant's rules as a thread is given them. */
export interface TenantRules {
  readonly tenantId: string;
  readonly segments: readonly ActiveSegment[];
  readonly facts: SurroundingFacts;
}

/** One person. */
export interface PersonKey {
  readonly tenantId: string;
  readonly profileId: string;
}

/** What is known of a person beside what they did. */
export interface KnownPerson {
  readonly profileId: string;
  readonly traits: Traits;
  /** Of the lists that rules ask for, those they stand on. */
  readonly lists: readonly string[];
}

/** What one step brings of one tenant. */
export interface TenantNews {
  readonly tenantId: string;
  /** In the order of the log. Those up to where the shard already is are left out by it. */
  readonly events: readonly (Happening & LogPosition & { readonly profileId: string })[];
  /** People whose history is no longer what it was, with the events above: it is read anew. */
  readonly changed: readonly string[];
  /** People who are nobody any more. */
  readonly gone: readonly string[];
  /** What is known of people, where rules ask for any of it. */
  readonly known: readonly KnownPerson[];
  /** People to be looked at. */
  readonly look: readonly string[];
}

/** A person as the shard sees them. */
export interface SeenPerson extends PersonKey {
  readonly segmentIds: readonly string[];
  readonly recent: readonly RecentVehicle[];
}

/** What is asked about everybody of a tenant, and the rules in force that it may refer to. */
export interface AskedQuestion {
  readonly id: string;
  readonly question: AudienceQuestion;
  readonly among: TenantRules;
  readonly now: number;
}

/** What a thread is asked. Instants are milliseconds since the epoch. */
export type Ask =
  /** With a snapshot to take people up from, where there is one. */
  | { readonly kind: 'load'; readonly shard: number; readonly rules: readonly TenantRules[]; readonly snapshot: SnapshotFile | null }
  | { readonly kind: 'settle'; readonly shard: number; readonly at: LogPosition; readonly isQuiet: boolean }
  | { readonly kind: 'write'; readonly shard: number; readonly snapshot: SnapshotFile }
  | { readonly kind: 'release'; readonly shard: number }
  | { readonly kind: 'rules'; readonly shard: number; readonly rules: TenantRules }
  | { readonly kind: 'page'; readonly shard: number; readonly tenantId: string; readonly from: number }
  | { readonly kind: 'tell'; readonly shard: number; readonly tenantId: string; readonly known: readonly KnownPerson[] }
  | { readonly kind: 'due'; readonly shard: number; readonly now: number }
  | { readonly kind: 'sweep'; readonly shard: number; readonly tenantId: string; readonly from: number; readonly now: number }
  | { readonly kind: 'step'; readonly shard: number; readonly to: LogPosition; readonly now: number; readonly news: readonly TenantNews[] }
  | { readonly kind: 'watch'; readonly shard: number; readonly asked: AskedQuestion }
  | { readonly kind: 'watched'; readonly shard: number; readonly tenantId: string }
  | { readonly kind: 'abandon'; readonly shard: number; readonly tenantId: string; readonly id: string }
  | { readonly kind: 'answer'; readonly shard: number; readonly asked: AskedQuestion }; // prettier-ignore

/** Names that rules ask for. */
export interface Watched {
  /** Properties of events that are held. */
  readonly properties: readonly string[];
  /** Whether everybody was read anew: nobody has been looked at since. */
  readonly isRead: boolean;
  /** Whether any trait is asked for. */
  readonly asksTraits: boolean;
  /** Lists that are asked for. */
  readonly lists: readonly string[];
  /** Whether a trait or a list is asked for now and was not before: what is known of everybody has to be told. */
  readonly isUntold: boolean;
}

/** What a thread answers. */
export type Answer =
  /** Refused: why the snapshot was of no use; null: it was, or there was none. */
  | { readonly kind: 'loaded'; readonly to: LogPosition; readonly people: number; readonly watched: ReadonlyMap<string, Watched>; readonly refused: string | null }
  | { readonly kind: 'settled'; readonly isSettled: boolean }
  | { readonly kind: 'watched'; readonly watched: Watched }
  | { readonly kind: 'page'; readonly profileIds: readonly string[]; readonly next: number | null }
  | { readonly kind: 'due'; readonly changed: readonly PersonKey[]; readonly nextDue: number }
  | { readonly kind: 'swept'; readonly changed: readonly PersonKey[]; readonly next: number | null; readonly nextDue: number }
  | { readonly kind: 'stepped'; readonly seen: readonly SeenPerson[]; readonly nextDue: number }
  /** Null: there is nothing new to tell yet. */
  | { readonly kind: 'told'; readonly told: Told | null }
  | { readonly kind: 'done' }
  /** The shard is not here: it was never loaded, or its thread died. */
  | { readonly kind: 'absent' }; // prettier-ignore
