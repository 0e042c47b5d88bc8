import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { SegmentsRepository } from '../segments.repository.js';
import { usualTraits } from './usual-traits.js';

/** People who are looked at to see what is told of them. */
const sampled = 1_000;

/** Finds out which traits a tenant's people have: what is told of them lies sealed, so some of them are read. */
@Injectable()
export class TenantTraits {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: SegmentsRepository,
    private readonly profiles: ProfilesService,
  ) {}

  /** The traits worth looking at first. */
  async usual(tenantId: string): Promise<string[]> {
    const ids = await this.some(tenantId);
    const told = await this.profiles.traitsOf(this.dataSource.manager, tenantId, ids);
    return usualTraits([...told.values()], ids.length);
  }

  /** Ids are drawn by chance, so those next to any are as good as drawn. */
  private async some(tenantId: string): Promise<string[]> {
    const after = await this.repository.profilesAfter(tenantId, randomUUID(), sampled);
    const first = after.length < sampled ? await this.repository.profilesAfter(tenantId, null, sampled) : [];
    return [...new Set([...after, ...first])].slice(0, sampled);
  }
}
