import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { KnownIdsService, type KnownId } from '../../profiles/known-ids.service.js';
import { ListsRepository } from './lists.repository.js';
import { readPerson, type NamedPerson, type ReadPerson } from './named-by.js';

/** Finds in what marketers write the ids that are to stand on lists. */
@Injectable()
export class ListReader {
  constructor(
    private readonly repository: ListsRepository,
    private readonly known: KnownIdsService,
  ) {}

  /** What each of these people comes down to, in their order. */
  async read(tenantId: string, people: readonly NamedPerson[]): Promise<ReadPerson[]> {
    const surest = await this.surestOf(tenantId, people);
    return people.map((person) =>
      readPerson(person, {
        keyOf: (kind, written) => this.known.keyOf(tenantId, kind, written),
        surestOf: (profileId) => surest.get(profileId.toLowerCase()),
      }),
    );
  }

  /** The id under which somebody named by profile stands on a list: it follows them through merges and back. */
  private async surestOf(tenantId: string, people: readonly NamedPerson[]): Promise<Map<string, KnownId>> {
    const named = people.flatMap(({ profileId }) => z.uuid().safeParse(profileId?.trim()).data ?? []);
    const ids = await this.known.lastingIdsOf(this.repository.manager, tenantId, named);
    return new Map(
      [...ids].flatMap(([profileId, [first]]): [string, KnownId][] => (first ? [[profileId, first]] : [])),
    );
  }
}
