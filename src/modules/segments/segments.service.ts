import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { SegmentEntity } from '../../models/segment/segment.entity.js';
import { AppError } from '../platform/app-error.js';
import { Changes } from '../platform/changes.js';
import { Clock } from '../platform/clock.js';
import type { Page } from '../platform/graphql/connection.js';
import { SegmentBackfills } from './segment-backfills.js';
import { storedIabIds } from './iab/iab-ids.js';
import { judged, stored, type SegmentChange, type SegmentDraft } from './segment-draft.js';
import { RuleRefused, SegmentReferences } from './segment-references.js';
import { segmentBuiltIn, segmentErrors, segmentNotFound } from './segments.errors.js';
import { SegmentHeld, SegmentsRepository, type Member } from './segments.repository.js';
import { storedSentence } from './sentence.js';
import { validateRule, type RuleProblem } from './validate.js';

/** Most segments a tenant may have active; each costs time with every event. */
const mostActive = 500;

/** A stored segment, or what is wrong with what was asked. */
export type SegmentOutcome =
  { readonly segment: SegmentEntity } | { readonly problems: readonly RuleProblem[] };

/** The segment, archived, or as it stays because campaigns count on it. */
export type ArchiveOutcome = { readonly segment: SegmentEntity } | { readonly inUse: SegmentEntity };

interface Words {
  readonly names: ReadonlyMap<string, string>;
  readonly sentences: ReadonlyMap<string, string>;
}

/** Audiences: making, changing and reading them. Who is in them, the worker keeps true (`evaluation.service.ts`). */
@Injectable()
export class SegmentsService implements OnModuleInit {
  private readonly words = new Map<string, Promise<Words>>();

  constructor(
    private readonly repository: SegmentsRepository,
    private readonly backfills: SegmentBackfills,
    private readonly references: SegmentReferences,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.changes.listen('segments', (tenantId) => {
      if (tenantId === null) this.words.clear();
      else this.words.delete(tenantId);
    });
  }

  /**
   * Makes a segment. It answers at once; the segment is `evaluating` until everyone known was looked at.
   * @throws AppError SEGMENT_LIMIT
   */
  async create(caller: Caller, draft: SegmentDraft): Promise<SegmentOutcome> {
    const checked = judged(draft, validateRule(draft.rule));
    if ('problems' in checked) return checked;
    const now = new Date(this.clock.now());
    const segment: SegmentEntity = {
      tenantId: caller.tenantId,
      id: randomUUID(),
      name: draft.name.trim(),
      description: stored(draft.description),
      rule: checked.rule,
      version: 1,
      status: 'ACTIVE',
      unreadableSince: null,
      builtIn: null,
      iabIds: storedIabIds(draft.iabIds ?? null),
      createdAt: now,
      updatedAt: now,
    };
    return this.orProblems(async () => {
      await this.store(segment, caller.keyId);
      return segment;
    });
  }

  /**
   * Changes a segment; a new rule is applied to everyone anew.
   * @throws AppError SEGMENT_NOT_FOUND, SEGMENT_BUILT_IN, SEGMENT_ARCHIVED, SEGMENT_CHANGED
   */
  async update(caller: Caller, id: string, change: SegmentChange): Promise<SegmentOutcome> {
    const { name, description, iabIds, rule } = change;
    const checked = judged(change, rule === undefined || rule === null ? { rule: null } : validateRule(rule));
    if ('problems' in checked) return checked;
    const edit = async (held: SegmentEntity, manager: EntityManager) => {
      if ((change.expectedVersion ?? held.version) !== held.version)
        throw new AppError(
          segmentErrors.changed,
          'conflict',
          `The segment is at version ${held.version}, not the ${change.expectedVersion ?? ''} you expected; read it again and repeat the change.`,
        );
      held.name = name?.trim() ?? held.name;
      if (description !== undefined) held.description = stored(description);
      if (iabIds !== undefined) held.iabIds = storedIabIds(iabIds);
      if (!checked.rule) return;
      await this.references.require(manager, caller.tenantId, checked.rule, held);
      Object.assign(held, { rule: checked.rule, unreadableSince: null });
    };
    return this.orProblems(() => this.change(caller, id, edit));
  }

  /**
   * Ends a segment: everyone leaves it, its history stays. Not while a campaign or a running experiment counts on it: a campaign that excludes it would
   * suddenly be shown to those it must not be shown to. Nor while rules of other segments refer to it.
   * @throws AppError SEGMENT_NOT_FOUND, SEGMENT_BUILT_IN, SEGMENT_ARCHIVED, SEGMENT_REFERRED
   */
  async archive(caller: Caller, id: string): Promise<ArchiveOutcome> {
    const edit = async (held: SegmentEntity, manager: EntityManager) => {
      await this.references.requireNone(manager, caller.tenantId, id);
      held.status = 'ARCHIVED';
    };
    try {
      return { segment: await this.change(caller, id, edit) };
    } catch (fault) {
      if (fault instanceof SegmentHeld) return { inUse: await this.find(caller, id) };
      throw fault;
    }
  }

  /** @throws AppError SEGMENT_NOT_FOUND */
  async find({ tenantId }: Pick<Caller, 'tenantId'>, id: string): Promise<SegmentEntity> {
    return (await this.repository.find(tenantId, id)) ?? notFound(id);
  }

  /** Those that marketers made, newest first, one more than the page holds. */
  list(caller: Caller, page: Page, includeArchived: boolean): Promise<SegmentEntity[]> {
    return this.repository.page(caller.tenantId, page, includeArchived);
  }

  /** How many are in it now. */
  size(caller: Caller, id: string): Promise<number> {
    return this.repository.size(caller.tenantId, id);
  }

  /** Whether a new, changed or archived segment is still being applied to everyone known. */
  isEvaluating(caller: Caller, id: string): Promise<boolean> {
    return this.repository.isEvaluating(caller.tenantId, id);
  }

  /** Who is in it, in the order of entering, one more than the page holds. */
  members(caller: Caller, id: string, page: Page): Promise<Member[]> {
    return this.repository.members(caller.tenantId, id, page);
  }

  /** Name of every segment and every list by id, from memory. */
  async names(tenantId: string): Promise<ReadonlyMap<string, string>> {
    return (await this.wordsOf(tenantId)).names;
  }

  /** Ids of those that are kept up to date, as the database has them now. */
  async activeIds(tenantId: string): Promise<ReadonlySet<string>> {
    return new Set((await this.repository.active(tenantId)).map(({ id }) => id));
  }

  /** Every segment's rule in words by id, from memory. */
  async sentences(tenantId: string): Promise<ReadonlyMap<string, string>> {
    return (await this.wordsOf(tenantId)).sentences;
  }

  private async store(segment: SegmentEntity, keyId: string): Promise<void> {
    const { tenantId, rule } = segment;
    await this.repository.transaction(async (manager) => {
      await this.references.require(manager, tenantId, rule, segment);
      if ((await this.repository.countActive(manager, tenantId)) >= mostActive)
        throw new AppError(
          segmentErrors.limit,
          'conflict',
          `There are ${mostActive} active segments already; archive one that is no longer used.`,
        );
      await this.backfills.save(manager, segment, true, keyId);
    });
    await this.backfills.wake();
  }

  private async orProblems(work: () => Promise<SegmentEntity>): Promise<SegmentOutcome> {
    try {
      return { segment: await work() };
    } catch (fault) {
      if (fault instanceof RuleRefused) return { problems: fault.problems };
      throw fault;
    }
  }

  /** Applies `edit` to the segment while holding it. An edit that changes nothing leaves no trace. */
  private async change(
    caller: Caller,
    id: string,
    edit: (held: SegmentEntity, manager: EntityManager) => Promise<void>,
  ): Promise<SegmentEntity> {
    const changed = await this.repository.transaction(async (manager) => {
      const held = (await this.repository.lock(manager, caller.tenantId, id)) ?? notFound(id);
      if (held.builtIn !== null) throw segmentBuiltIn(held);
      if (held.status === 'ARCHIVED')
        throw new AppError(
          segmentErrors.archived,
          'conflict',
          `Segment ${id} is archived and cannot change; make a new one from its rule.`,
        );
      const before = structuredClone(held);
      await edit(held, manager);
      const after = structuredClone(held);
      if (isDeepStrictEqual(before, after)) return held;
      const hasNewRule = !isDeepStrictEqual(after.rule, before.rule);
      held.version++;
      held.updatedAt = new Date(this.clock.now());
      const isAffected = hasNewRule || held.status !== before.status;
      await this.backfills.save(manager, held, isAffected, hasNewRule ? caller.keyId : null);
      return held;
    });
    await this.backfills.wake();
    return changed;
  }

  private wordsOf(tenantId: string): Promise<Words> {
    const known = this.words.get(tenantId);
    if (known) return known;
    const lists = this.references.listNames(tenantId);
    const reading = Promise.all([this.repository.all(tenantId), lists]).then(([segments, listNames]) => {
      const names = new Map([...listNames, ...segments.map(({ id, name }) => [id, name] as const)]);
      const words = { language: 'ENGLISH', names } as const;
      return { names, sentences: new Map(segments.map(({ id, rule }) => [id, storedSentence(rule, words)])) };
    });
    this.words.set(tenantId, reading);
    reading.catch(() => this.words.delete(tenantId));
    return reading;
  }
}

function notFound(id: string): never {
  throw segmentNotFound(id);
}
