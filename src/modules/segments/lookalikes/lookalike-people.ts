import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';
import { MergesService } from '../../profiles/merges.service.js';
import { LookalikesRepository, type FoundPerson } from './lookalikes.repository.js';

const rankKey = z.coerce.number().int().nonnegative();

/** Whom lookalikes found, as who they are now: a profile that was made one with another since is that one. */
@Injectable()
export class LookalikePeople {
  constructor(
    private readonly repository: LookalikesRepository,
    private readonly merges: MergesService,
  ) {}

  /** The most alike first, one more than the page holds where there are more. @throws AppError BAD_CURSOR */
  async list(caller: Caller, id: string, page: Page): Promise<FoundPerson[]> {
    const after = rankKey.safeParse(page.afterKey?.[0] ?? 0);
    if (!after.success) throw badCursor();
    const key = { tenantId: caller.tenantId, id };
    const found = await this.repository.people(key, after.data, page.limit + 1);
    const living = await this.merges.livingIdsOf(caller, found.map(({ profileId }) => profileId)); // prettier-ignore
    return found.map((person) => ({
      ...person,
      profileId: living.get(person.profileId) ?? person.profileId,
    }));
  }
}
