import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Changes } from '../../platform/changes.js';
import { Clock } from '../../platform/clock.js';
import { Log } from '../../platform/log.js';
import { TenantMemory } from '../../platform/tenant-memory.js';
import { ExperimentsRepository } from '../plans/experiments.repository.js';
import { toLive, type LiveExperiment } from './tries.js';

const topic = 'experiments';

/**
 * Every asked-for tenant's running experiments in this process's memory, read again when a change is announced: a decision
 * never reads them from anywhere else.
 */
@Injectable()
export class LiveExperiments implements OnModuleInit {
  private readonly memory: TenantMemory<LiveExperiment[]>;

  constructor(
    repository: ExperimentsRepository,
    private readonly changes: Changes,
    clock: Clock,
    log: Log,
  ) {
    this.memory = new TenantMemory(
      async (tenantId) => (await repository.running(tenantId, clock.now())).map(toLive),
      (fault) => {
        log.warn({ err: fault }, 'could not refresh experiments; what is known stays in use');
      },
    );
  }

  onModuleInit(): void {
    this.changes.listen(topic, this.memory.heard);
  }

  /** Those running, begun or to begin; waits only the first time a tenant is asked for. */
  of(tenantId: string): Promise<readonly LiveExperiment[]> {
    return this.memory.of(tenantId);
  }

  /** Tells every process with the transaction's commit. */
  announce(manager: EntityManager, tenantId: string): Promise<void> {
    return this.changes.announce(manager, topic, tenantId);
  }

  /** Reads what was committed before the call, so that whoever made a change sees it here with their next call. */
  async catchUp(tenantId: string): Promise<void> {
    await this.memory.catchUp(tenantId);
  }
}
