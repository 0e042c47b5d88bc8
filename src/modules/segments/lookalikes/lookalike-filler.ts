import { Injectable } from '@nestjs/common';
import type { LookalikeEntity } from '../../../models/segment/lookalike.entity.js';
import { hashText, KnownIdsService, type KnownId } from '../../profiles/known-ids.service.js';
import type { Scored } from '../likeness/by-likeness.js';
import { ListEditor } from '../lists/list-editor.service.js';
import { idsAtOnce, ListWriter } from '../lists/list-writer.js';
import { LookalikesRepository } from './lookalikes.repository.js';

/**
 * Remembers people who were found, and in which order, beside those who stand until the making of it is over; then has them
 * take their place on the list. Cut short, it is done again from the beginning.
 */
@Injectable()
export class LookalikeFiller {
  constructor(
    private readonly repository: LookalikesRepository,
    private readonly known: KnownIdsService,
    private readonly lists: ListEditor,
    private readonly writer: ListWriter,
  ) {}

  /**
   * Nobody goes off the list before everybody who was found is on it. It is changed in pieces, as what is read of the log waits
   * for every transaction.
   * @param people the most alike first. Who was erased meanwhile is left out.
   * @returns how many were put on the list
   * @throws AppError AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_ARCHIVED
   */
  async fill(lookalike: LookalikeEntity, people: readonly Scored[]): Promise<number> {
    const list = await this.lists.begin(lookalike, lookalike.listId);
    await this.repository.clear(lookalike);
    const found: KnownId[][] = [];
    let rank = 0;
    for (let from = 0; from < people.length; from += idsAtOnce) {
      const some = people.slice(from, from + idsAtOnce);
      const ids = await this.surestIds(lookalike.tenantId, some);
      rank += await this.rank(lookalike, some, ids, rank);
      found.push([...ids.values()]);
    }
    for (const ids of found) await this.writer.put(list, ids);
    await this.writer.takeOffUnsaid(list);
    return rank;
  }

  private async surestIds(tenantId: string, people: readonly Scored[]): Promise<Map<string, KnownId>> {
    const { manager } = this.repository;
    const ids = await this.known.lastingIdsOf(manager, tenantId, people.map(([profileId]) => profileId)); // prettier-ignore
    return new Map([...ids].flatMap(([profileId, [surest]]) => (surest ? [[profileId, surest]] : [])));
  }

  /** Whoever is erased meanwhile is erased before this looks, or after it has written. */
  private rank(
    lookalike: LookalikeEntity,
    people: readonly Scored[],
    ids: ReadonlyMap<string, KnownId>,
    before: number,
  ): Promise<number> {
    return this.repository.transaction(async (manager) => {
      const leaders = await this.known.leadersKept(manager, lookalike.tenantId, [...ids.values()]);
      const found = people.flatMap(([profileId, score]) => {
        const id = ids.get(profileId);
        const leader = id && leaders.get(hashText(id.hash));
        return leader === undefined ? [] : [{ profileId: leader, score }];
      });
      await this.repository.addPeople(
        manager,
        lookalike,
        found.map((person, n) => ({ ...person, rank: before + n + 1 })),
      );
      return found.length;
    });
  }
}
