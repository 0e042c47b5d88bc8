import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { EventMapping } from '../../../models/event/event-mapping.js';
import type { EventMappingEntity } from '../../../models/event/event-mapping.entity.js';
import { Clock } from '../../platform/clock.js';
import { keyOfName } from '../vocabulary/type-of-name.js';
import { mappingOf, type MappingDraft, type MappingProblem } from './mapping-draft.js';
import { MappingsRepository } from './mappings.repository.js';
import { TenantVocabulary } from './tenant-vocabulary.js';

/** A mapping, and when it was last changed. */
export type KeptMapping = EventMapping & Pick<EventMappingEntity, 'updatedAt'>;

/** What a tenant means by its own names: listed, set and removed by those who know. Events that are to come follow it. */
@Injectable()
export class MappingsService {
  constructor(
    private readonly repository: MappingsRepository,
    private readonly vocabulary: TenantVocabulary,
    private readonly clock: Clock,
  ) {}

  /** All of them, by name; the one for every event first. */
  list({ tenantId }: Caller): Promise<KeptMapping[]> {
    return this.repository.list(tenantId);
  }

  /** Adds a mapping, or replaces the one of that name in any spelling. */
  async set(
    { tenantId }: Caller,
    draft: MappingDraft,
  ): Promise<KeptMapping | { problems: MappingProblem[] }> {
    const mapping = mappingOf(draft);
    if ('problems' in mapping) return mapping;
    const updatedAt = new Date(this.clock.now());
    const key = keyOf(mapping.name);
    const isPut = await this.vocabulary.put({ tenantId, key, ...mapping, updatedAt });
    return isPut ? { ...mapping, updatedAt } : { problems: [tooMany] };
  }

  /** Removes the mapping of that name in any spelling, or with null the one for every event; null where there is none. */
  remove({ tenantId }: Caller, name: string | null): Promise<KeptMapping | null> {
    return this.vocabulary.remove(tenantId, keyOf(name));
  }
}

const tooMany: MappingProblem = {
  path: 'name',
  message: 'There are as many mappings as a tenant may have.',
  remedy: 'Remove one that no sender needs any more.',
};

function keyOf(name: string | null): string {
  return name === null ? '' : keyOfName(name);
}
