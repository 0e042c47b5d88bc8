import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ruleSchema } from '../../models/segment/rule.js';
import type { ActiveSegment } from './evaluate.js';
import { EvaluationRepository } from './evaluation.repository.js';

/**
 * A tenant's active segments, parsed. Which are in force is asked in every evaluation's own transaction, so that a
 * worker can never decide by a rule that a finished backfill has already replaced; rules themselves are remembered by
 * version.
 */
@Injectable()
export class SegmentRules {
  private readonly parsed = new Map<string, ActiveSegment>();

  constructor(private readonly repository: EvaluationRepository) {}

  async active(manager: EntityManager, tenantId: string): Promise<ActiveSegment[]> {
    const inForce = await this.repository.activeVersions(manager, tenantId);
    const unknown = inForce.filter(({ id, version }) => this.parsed.get(id)?.version !== version);
    if (unknown.length > 0)
      for (const row of await this.repository.rules(
        manager,
        tenantId,
        unknown.map(({ id }) => id),
      ))
        this.parsed.set(row.id, { ...row, rule: ruleSchema.parse(row.rule) });
    return inForce.flatMap(({ id }) => this.parsed.get(id) ?? []);
  }
}
