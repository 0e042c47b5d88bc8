import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { StatedConsent } from '../../models/consent/consent-statement.js';
import type { ViewerState } from '../../models/decision/viewer-state.js';
import type { LogEntry, LogPosition } from '../../models/event/log-entry.js';
import { unitOf } from '../../models/experiment/unit.js';
import { Clock } from '../platform/clock.js';
import { groupBy } from '../platform/group-by.js';
import { ProfilesService, type ProfileAlias } from '../profiles/profiles.service.js';
import { ChangeNotesRepository } from './changes/change-notes.repository.js';
import { EvaluationRepository, type ProfileKey, type Stay } from './evaluation.repository.js';
import { PeopleKnown } from './known-people.js';
import type { SeenPerson, TenantNews } from './resident/resident-messages.js';
import type { Resident } from './resident/resident.js';
import type { StepRules } from './step-rules.js';
import { touchedBy, type OfOthers, type Touched } from './touched.js';

/** A state decided and saved, to be published under its version. */
export interface EvaluatedState extends ProfileKey {
  readonly version: number;
  readonly state: ViewerState;
  readonly aliases: readonly ProfileAlias[];
}

/** What makes a step look at people. */
export interface News {
  readonly entries: readonly LogEntry[];
  /** People whose history has to be read anew. */
  readonly asked: readonly ProfileKey[];
  /** People who only have to be looked at. */
  readonly others: readonly ProfileKey[];
  /** Up to where in the log the entries go. */
  readonly to: LogPosition;
}

/** A person and what is decided of them. */
interface Decided extends ProfileKey {
  readonly state: ViewerState;
  readonly aliases: readonly ProfileAlias[];
}

/** All that decides on some people of one tenant, but what they did and the time. */
interface Read {
  readonly news: TenantNews;
  readonly aliases: ReadonlyMap<string, readonly ProfileAlias[]>;
  /** What each of them allows and denies. */
  readonly said: ReadonlyMap<string, StatedConsent>;
  /** Where they are members now. */
  readonly open: readonly Stay[];
  /** Segments whose rule cannot be read: who is in goes on to be. */
  readonly held: readonly string[];
}

/** Decides profiles anew, with the shard in memory, and writes the differences from what is stored. */
@Injectable()
export class MembershipWriter {
  constructor(
    private readonly repository: EvaluationRepository,
    private readonly profiles: ProfilesService,
    private readonly people: PeopleKnown,
    private readonly changes: ChangeNotesRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Evaluates people of one shard, of any tenants, and writes what changed. The caller holds the shard. The instant of
   * the decision comes after all that it rests on was read: nobody enters a segment before the event that brought them.
   */
  async evaluate(
    manager: EntityManager,
    resident: Resident,
    rules: StepRules,
    { entries, asked, others, to }: News,
  ): Promise<{ evaluated: EvaluatedState[]; ofOthers: OfOthers[] }> {
    const shardOf = (profileId: string) => this.profiles.shardOf(profileId);
    const { own, ofOthers } = touchedBy(resident.shard, shardOf, entries, asked, others);
    const read: Read[] = [];
    for (const each of own) read.push(await this.read(manager, resident, rules, each));
    const now = this.clock.now();
    const seen = await resident.step(
      read.map(({ news }) => news),
      to,
      now,
    );
    const decided = decide(read, seen);
    const open = read.flatMap((each) => each.open);
    await this.writeDifferences(manager, decided, open, new Date(now));
    await this.repository.noteChanged(manager, resident, read.flatMap(anew));
    const evaluated = await this.save(manager, resident.shard, decided, new Date(now));
    return { evaluated, ofOthers };
  }

  private async read(
    manager: EntityManager,
    resident: Resident,
    rules: StepRules,
    { tenantId, profileIds, changed, events }: Touched,
  ): Promise<Read> {
    const open = await this.repository.openStays(manager, tenantId, profileIds);
    const { held } = await rules.of(tenantId);
    const watched = resident.asksFor(tenantId);
    const { aliases, said, known } = await this.people.of(manager, tenantId, profileIds, watched);
    return {
      news: {
        tenantId,
        events: events(watched.properties),
        changed: changed.filter((id) => aliases.has(id)),
        gone: profileIds.filter((id) => !aliases.has(id)),
        known,
        look: profileIds,
      },
      aliases,
      said,
      open,
      held,
    };
  }

  private async writeDifferences(
    manager: EntityManager,
    decided: readonly Decided[],
    open: readonly Stay[],
    now: Date,
  ): Promise<void> {
    const wanted = decided.flatMap(({ tenantId, profileId, state: { segmentIds } }) =>
      segmentIds.map((segmentId) => ({ tenantId, profileId, segmentId })),
    );
    const wantedKeys = new Set(wanted.map(stayKey));
    const openKeys = new Set(open.map(stayKey));
    const left = open.filter((stay) => !wantedKeys.has(stayKey(stay)));
    const entered = wanted.filter((stay) => !openKeys.has(stayKey(stay)));
    await this.repository.leave(manager, left, now);
    await this.repository.enter(manager, entered, now);
    await this.changes.note(manager, entered, left, now);
  }

  /** Who is nobody and never was evaluated has nothing to be published. */
  private async save(
    manager: EntityManager,
    shard: number,
    decided: readonly Decided[],
    now: Date,
  ): Promise<EvaluatedState[]> {
    const profiles = decided.map(({ tenantId, profileId, aliases }) => ({
      tenantId,
      profileId,
      isSomebody: aliases.length > 0,
    }));
    const saved = await this.repository.save(manager, shard, profiles, now);
    const versions = new Map(saved.map((row) => [personKey(row), row.version]));
    return decided.flatMap((each) => {
      const version = versions.get(personKey(each));
      return version === undefined ? [] : [{ ...each, version }];
    });
  }
}

function decide(read: readonly Read[], seen: readonly SeenPerson[]): Decided[] {
  const people = new Map(seen.map((person) => [personKey(person), person]));
  return read.flatMap(({ news: { tenantId, look }, aliases, said, open, held }) => {
    const heldStays = groupBy(
      open.filter(({ segmentId }) => held.includes(segmentId)),
      ({ profileId }) => profileId,
    );
    return look.map((profileId) => {
      const person = people.get(personKey({ tenantId, profileId }));
      const isSomebody = aliases.has(profileId);
      const kept = (isSomebody && heldStays.get(profileId)) || [];
      const segmentIds = isSomebody ? (person?.segmentIds ?? []) : [];
      return {
        tenantId,
        profileId,
        aliases: aliases.get(profileId) ?? [],
        state: {
          profileId,
          segmentIds: [...segmentIds, ...kept.map(({ segmentId }) => segmentId)],
          recent: isSomebody ? [...(person?.recent ?? [])] : [],
          consent: said.get(profileId) ?? {},
          ...unitIn(aliases.get(profileId) ?? []),
        },
      };
    });
  });
}

function unitIn(aliases: readonly ProfileAlias[]): Pick<ViewerState, 'unit'> {
  const unit = unitOf(aliases);
  return unit === null ? {} : { unit };
}

/** Those whose history is no longer what it was, with one more event or without. */
function anew({ news: { tenantId, changed, gone } }: Read): ProfileKey[] {
  return [...changed, ...gone].map((profileId) => ({ tenantId, profileId }));
}

function personKey({ tenantId, profileId }: ProfileKey): string {
  return `${tenantId} ${profileId}`;
}

function stayKey({ segmentId, ...person }: Stay): string {
  return `${personKey(person)} ${segmentId}`;
}
