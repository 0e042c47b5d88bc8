import { Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import { mostAlike } from '../../../models/segment/likeness.js';
import type { LookalikeEntity } from '../../../models/segment/lookalike.entity.js';
import { Clock } from '../../platform/clock.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';
import { ListEditor } from '../lists/list-editor.service.js';
import type { RuleProblem } from '../validate.js';
import { LookalikeSeeds, smallestSeed, type AskedSeed } from './lookalike-seeds.js';
import { LookalikeWakeUps } from './lookalike-wake-ups.js';
import { lookalikeNotFound, noRoom, seedTooSmall, wrongSize } from './lookalikes.errors.js';
import { LookalikesRepository } from './lookalikes.repository.js';

const fewest = 100;
const cursorKey = z.tuple([z.iso.datetime(), z.uuid()]);

/** Lists that grow a seed: asking for one, and what became of it. */
@Injectable()
export class LookalikesService {
  constructor(
    private readonly repository: LookalikesRepository,
    private readonly seeds: LookalikeSeeds,
    private readonly lists: ListEditor,
    private readonly wakeUps: LookalikeWakeUps,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a list of that name, which a worker fills with the people most like the seed.
   * @param size how many seed and found are to be together
   * @throws AppError LOOKALIKE_SIZE, LOOKALIKE_SEED, and those of `LookalikeSeeds.require`
   */
  async request(
    caller: Caller,
    name: string,
    seed: AskedSeed,
    size: number,
  ): Promise<{ lookalike: LookalikeEntity } | { problems: readonly RuleProblem[] }> {
    await this.require(caller, seed, size);
    const made = await this.lists.create(caller, name);
    if ('problems' in made) return made;
    const now = this.clock.now();
    const key = { tenantId: caller.tenantId, id: uuidv7({ msecs: now }) };
    await this.repository.add({
      ...key,
      ...{ segmentId: seed.segmentId ?? null, seedListId: seed.listId ?? null, size, listId: made.list.id },
      ...{ requestedAt: new Date(now), requestedBy: caller.keyId },
    });
    await this.wakeUps.wake(key);
    return { lookalike: await this.find(caller, key.id) };
  }

  /**
   * Has it made anew, by what people have done since. @param size another one, or null
   * @throws AppError LOOKALIKE_NOT_FOUND, LOOKALIKE_SIZE, LOOKALIKE_SEED, and those of `LookalikeSeeds.require`
   */
  async refresh(caller: Caller, id: string, size: number | null): Promise<LookalikeEntity> {
    const known = await this.find(caller, id);
    const wanted = size ?? known.size;
    await this.require(caller, { segmentId: known.segmentId, listId: known.seedListId }, wanted);
    await this.repository.reopen(known, wanted);
    await this.wakeUps.wake(known);
    return this.find(caller, id);
  }

  /** @throws AppError LOOKALIKE_NOT_FOUND */
  async find({ tenantId }: Caller, id: string): Promise<LookalikeEntity> {
    const known = z.uuid().safeParse(id).success ? await this.repository.find({ tenantId, id }) : null;
    if (!known) throw lookalikeNotFound(id);
    return known;
  }

  /** Newest first, one more than the page's limit where there are more. @throws AppError BAD_CURSOR */
  list({ tenantId }: Caller, page: Page): Promise<LookalikeEntity[]> {
    const before = page.afterKey === null ? null : cursorKey.safeParse(page.afterKey);
    if (before?.success === false) throw badCursor();
    return this.repository.list(tenantId, before?.data ?? null, page.limit + 1);
  }

  /** Sees that a seed is there and can grow so far, as far as that is known before everybody is looked at. */
  private async require(caller: Caller, seed: AskedSeed, size: number): Promise<void> {
    if (size < fewest || size > mostAlike) throw wrongSize(size, mostAlike);
    await this.seeds.require(caller, seed);
    const people = await this.seeds.peopleIn(caller, seed);
    if (people === null) return;
    if (people < smallestSeed) throw seedTooSmall(people, smallestSeed);
    if (people >= size) throw noRoom(size, people, mostAlike);
  }
}
