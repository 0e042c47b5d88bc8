import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Config } from '../platform/config.js';
import { ProfilesService } from '../profiles/profiles.service.js';

/** Comes before every id. */
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Everybody a tenant knows by `profiles`, whatever evaluation has seen of them. */
@Injectable()
export class LivingIds {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly config: Config,
  ) {}

  /** Profile ids, at most so many at a time, shard by shard. */
  async *of(manager: EntityManager, tenantId: string, most: number): AsyncGenerator<string[]> {
    for (let shard = 0; shard < this.config.shards; shard++) {
      for (let after = beforeAll; ;) {
        const page = await this.profiles.page(manager, shard, { tenantId, profileId: after }, most);
        const ids = page.filter((row) => row.tenantId === tenantId).map(({ profileId }) => profileId);
        if (ids.length > 0) yield ids;
        const last = ids.at(-1);
        if (last === undefined || ids.length < most) break;
        after = last;
      }
    }
  }
}
