import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { TenantWords } from '../../../models/event/event-mapping.js';
import type { EventMappingEntity } from '../../../models/event/event-mapping.entity.js';
import { Changes } from '../../platform/changes.js';
import { Log } from '../../platform/log.js';
import { TenantMemory } from '../../platform/tenant-memory.js';
import { MappingsRepository } from './mappings.repository.js';

/** Topic under which a changed mapping is announced. */
const mappingsTopic = 'event-mappings';
/** Most mappings of one tenant. */
const mostMappings = 1_000;

/** Each tenant's own words in memory. Changes reach every process within milliseconds of their commit. */
@Injectable()
export class TenantVocabulary implements OnModuleInit {
  private readonly memory: TenantMemory<TenantWords>;

  constructor(
    private readonly repository: MappingsRepository,
    private readonly changes: Changes,
    log: Log,
  ) {
    this.memory = new TenantMemory(
      async (tenantId) => toWords(await this.repository.list(tenantId)),
      (fault) => {
        log.warn({ err: fault }, 'could not refresh event mappings; what is known stays in use');
      },
    );
  }

  onModuleInit(): void {
    this.changes.listen(mappingsTopic, this.memory.heard);
  }

  /** What the tenant calls things; waits only the first time it is asked for. */
  of(tenantId: string): Promise<TenantWords> {
    return this.memory.of(tenantId);
  }

  /** The same with every change committed before the call, also those of other processes. */
  catchUp(tenantId: string): Promise<TenantWords> {
    return this.memory.catchUp(tenantId);
  }

  /** Adds or replaces; known here when the promise resolves, and elsewhere milliseconds later. False where there are too many. */
  put(mapping: EventMappingEntity): Promise<boolean> {
    const { tenantId } = mapping;
    return this.change(tenantId, (manager) => this.repository.put(manager, mapping, mostMappings));
  }

  /** Removes, and returns what was removed; null where there is none of that key. */
  remove(tenantId: string, key: string): Promise<EventMappingEntity | null> {
    return this.change(tenantId, (manager) => this.repository.remove(manager, tenantId, key));
  }

  private async change<T>(tenantId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const outcome = await this.repository.transaction(async (manager) => {
      await this.changes.announce(manager, mappingsTopic, tenantId);
      return work(manager);
    });
    await this.memory.catchUp(tenantId);
    return outcome;
  }
}

function toWords(mappings: readonly EventMappingEntity[]): TenantWords {
  const [everywhere] = mappings.filter(({ name }) => name === null);
  return {
    events: new Map(mappings.filter(({ name }) => name !== null).map((mapping) => [mapping.key, mapping])),
    properties: everywhere?.properties ?? [],
  };
}
