import type { EntityManager } from 'typeorm';

/** A person as every room knows them: opaque ids, none of which says anything by itself. */
export interface Person {
  readonly tenantId: string;
  /** Their profile first, then every profile that was emptied into it. */
  readonly profileIds: readonly string[];
  readonly identityIds: readonly string[];
}

/** One thing kept of a person, as it is shown to them. */
export interface PersonalRecord {
  /** What it is one of: `events`, `leads`. Records of one section come together. */
  readonly section: string;
  /** They gave it themselves or made it by what they did; what we inferred is not theirs to take elsewhere. */
  readonly isTheirs: boolean;
  readonly record: Readonly<Record<string, unknown>>;
}

/** How many records of one kind are gone; or stay without the person, as they tie what is somebody else's. */
export interface ErasedRecords {
  readonly what: string;
  readonly count: number;
  /** Of those that stay: what ends it (`its car is back`), or the instant in ISO 8601. Left out: they are gone. */
  readonly keptUntil?: string;
}

/**
 * What one room keeps of people: all of it can be shown to them, and all of it can be erased. A room that begins to keep
 * anything of people offers this, and takes its place in `modules/rights/rights.module.ts`.
 */
export interface PersonalData {
  /** Everything kept of the person, section by section; large sections are read page by page. */
  records(person: Person): AsyncIterable<PersonalRecord>;

  /**
   * Erases it, or as much as one transaction may take, in the caller's transaction. Done again until it finds nothing, so
   * that what is noted of it is what was done, whenever the work is cut short; done again later, it erases what came in
   * between.
   */
  erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]>;
}
