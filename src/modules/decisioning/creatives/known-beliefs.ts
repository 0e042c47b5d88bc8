import { Injectable } from '@nestjs/common';
import { Changes } from '../../platform/changes.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { TenantMemory } from '../../platform/tenant-memory.js';
import { creativesTopic } from './creative-news.js';
import { CreativeSumsRepository } from './creative-sums.repository.js';
import { TenantBeliefs } from './tenant-beliefs.js';

/**
 * What is believed of creatives in the memory of a process: read when a tenant is first asked for, and what changed again when that
 * is heard of. Nobody waits for it: until it is there, the model's word alone decides.
 */
@Injectable()
export class KnownBeliefs {
  private readonly memory = new TenantMemory<TenantBeliefs>(
    (tenantId, known) => this.follow(tenantId, known),
    (fault) => this.failed(fault),
  );
  /** For tenants of which nothing could be read yet. */
  private readonly bare = new Map<string, TenantBeliefs>();
  private readonly away;

  constructor(
    private readonly repository: CreativeSumsRepository,
    private readonly log: Log,
    changes: Changes,
    metrics: Metrics,
  ) {
    this.away = metrics.counter('creative_beliefs_away_total', 'Requests that chose creatives by the model alone, as sums were not read yet'); // prettier-ignore
    changes.listen(creativesTopic, this.memory.heard);
  }

  /** As they are known now. Never waits, never fails. */
  of(tenantId: string): TenantBeliefs {
    const known = this.memory.peek(tenantId);
    void this.memory.of(tenantId).catch((fault: unknown) => this.failed(fault));
    if (known) {
      this.bare.delete(tenantId);
      return known;
    }
    this.away.inc();
    const bare = this.bare.get(tenantId) ?? new TenantBeliefs();
    this.bare.set(tenantId, bare);
    return bare;
  }

  private async follow(tenantId: string, known: TenantBeliefs | null): Promise<TenantBeliefs> {
    const beliefs = known ?? new TenantBeliefs();
    beliefs.take(await this.repository.since(tenantId, beliefs.news));
    return beliefs;
  }

  private failed(fault: unknown): void {
    this.log.warnRarely({ err: fault }, 'sums of creatives could not be read; tried again later');
  }
}
