import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { AudienceListEntity } from '../../../models/segment/audience-list.entity.js';
import { Changes } from '../../platform/changes.js';
import { Clock } from '../../platform/clock.js';
import { SegmentReferences } from '../segment-references.js';
import type { RuleProblem } from '../validate.js';
import { ListEntriesRepository } from './list-entries.repository.js';
import { idsAtOnce, type ListBeingChanged } from './list-writer.js';
import { listArchived, listNotFound } from './lists.errors.js';
import { ListNameTaken, ListsRepository } from './lists.repository.js';

const longestName = 120;

/** The list, or what is wrong with what was asked. */
export type ListOutcome =
  { readonly list: AudienceListEntity } | { readonly problems: readonly RuleProblem[] };

/** Makes, renames and ends lists. Who stands on them, `people-on-lists.service.ts` changes. */
@Injectable()
export class ListEditor {
  constructor(
    private readonly repository: ListsRepository,
    private readonly entries: ListEntriesRepository,
    private readonly references: SegmentReferences,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /** Makes an empty list. */
  async create({ tenantId }: Pick<Caller, 'tenantId'>, name: string): Promise<ListOutcome> {
    const now = new Date(this.clock.now());
    const list = { tenantId, id: randomUUID(), name: name.trim(), createdAt: now, updatedAt: now, archivedAt: null }; // prettier-ignore
    return this.named(list.name, () => this.repository.transaction((manager) => this.save(manager, list)));
  }

  /** @throws AppError AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_ARCHIVED */
  async rename(caller: Caller, id: string, name: string): Promise<ListOutcome> {
    return this.named(name.trim(), () =>
      this.changing(caller, id, (manager, list) => {
        list.name = name.trim();
        return this.save(manager, list);
      }),
    );
  }

  /**
   * Ends a list: whoever stands on it is forgotten, its name stays. Not while the rule of an active segment asks for it.
   * Cut short, it is ended and not empty yet: asked again, it goes on.
   * @throws AppError AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_REFERRED
   */
  async archive({ tenantId }: Caller, id: string): Promise<AudienceListEntity> {
    const ended = await this.repository.transaction(async (manager) => {
      const list = await this.held(manager, tenantId, id);
      if (list.archivedAt) return list;
      await this.references.requireListFree(manager, list);
      list.archivedAt = list.updatedAt;
      return this.save(manager, list);
    });
    while ((await this.entries.empty(this.repository.manager, ended, idsAtOnce)) > 0);
    return ended;
  }

  /**
   * The list as it is from now on, about to have people put on it or taken off: all that was said of it is older.
   * @throws AppError AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_ARCHIVED
   */
  begin(caller: Pick<Caller, 'tenantId'>, id: string): Promise<ListBeingChanged> {
    return this.changing(caller, id, async (manager, list) => {
      await this.repository.save(manager, list);
      return list;
    });
  }

  private changing(
    { tenantId }: Pick<Caller, 'tenantId'>,
    id: string,
    work: (manager: EntityManager, list: AudienceListEntity) => Promise<AudienceListEntity>,
  ): Promise<AudienceListEntity> {
    return this.repository.transaction(async (manager) => {
      const list = await this.held(manager, tenantId, id);
      if (list.archivedAt) throw listArchived(list.name);
      return work(manager, list);
    });
  }

  /** The list, held against other changes, with the instant of this one: later than any before it. */
  private async held(manager: EntityManager, tenantId: string, id: string): Promise<AudienceListEntity> {
    const list = await this.repository.lock(manager, tenantId, id);
    if (!list) throw listNotFound(id);
    list.updatedAt = new Date(Math.max(this.clock.now(), list.updatedAt.getTime() + 1));
    return list;
  }

  /** Sentences name lists: whoever keeps some in memory hears of it as of a segment. */
  private async save(manager: EntityManager, list: AudienceListEntity): Promise<AudienceListEntity> {
    await this.repository.save(manager, list);
    await this.changes.announce(manager, 'segments', list.tenantId);
    return list;
  }

  private async named(name: string, work: () => Promise<AudienceListEntity>): Promise<ListOutcome> {
    const path = 'name';
    if (name.length === 0 || name.length > longestName)
      return { problems: [{ path, message: `has ${name.length} characters`, remedy: `Give 1 to ${longestName}.` }] }; // prettier-ignore
    try {
      return { list: await work() };
    } catch (fault) {
      if (!(fault instanceof ListNameTaken)) throw fault;
      const remedy = 'Choose another name, or archive that list first.';
      return { problems: [{ path, message: 'is what another list of yours is called', remedy }] };
    }
  }
}
