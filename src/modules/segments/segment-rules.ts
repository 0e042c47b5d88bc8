import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ruleSchema } from '../../models/segment/rule.js';
import { Log } from '../platform/log.js';
import type { ActiveSegment } from './active-segment.js';
import { EvaluationRepository } from './evaluation.repository.js';
import type { Surroundings } from './meaning/surroundings.js';
import type { SurroundingFacts } from './meaning/surroundings-from.js';
import { refersTo } from './references.js';
import { SurroundingsService } from './surroundings.service.js';

/** What is in force for a tenant. */
export interface RulesInForce {
  readonly segments: readonly ActiveSegment[];
  /** Ids of segments whose rule, or one it refers to, cannot be read: who is in stays in, nobody comes or goes. */
  readonly held: readonly string[];
  /** Of what the rules mean beside the person, all that is the same for everybody. */
  readonly facts: SurroundingFacts;
}

/**
 * A tenant's active segments, parsed. Which are in force is asked in every evaluation's own transaction, so that a
 * worker can never decide by a rule that a finished backfill has already replaced; rules themselves are remembered by
 * version. A rule that cannot be read (written by a newer program, or spoilt) holds its own segment and those
 * that refer to it.
 */
@Injectable()
export class SegmentRules {
  private readonly parsed = new Map<string, { version: number; segment: ActiveSegment | null }>();

  constructor(
    private readonly repository: EvaluationRepository,
    private readonly surroundings: SurroundingsService,
    private readonly log: Log,
  ) {}

  /** Marks segments found unreadable as held since `now`, in the same transaction as what is decided without them. */
  async inForce(manager: EntityManager, tenantId: string, now: Date): Promise<RulesInForce> {
    const active = await this.repository.activeVersions(manager, tenantId);
    const unknown = active.filter(({ id, version }) => this.parsed.get(id)?.version !== version);
    if (unknown.length > 0) await this.parse(manager, tenantId, unknown);
    const unreadable = active.filter(({ id }) => !this.parsed.get(id)?.segment);
    for (const { id, version, isHeld } of unreadable) {
      if (isHeld) continue;
      this.log.error({ segmentId: id, version }, 'the rule of a segment cannot be read; it is held as it is');
      await this.repository.holdSegment(manager, tenantId, id, now);
    }
    const readable = active.flatMap(({ id }) => this.parsed.get(id)?.segment ?? []);
    const held = withDependents(
      unreadable.map(({ id }) => id),
      readable,
    );
    const segments = readable.filter(({ id }) => !held.has(id));
    const facts = await this.surroundings.facts(
      tenantId,
      segments.map(({ rule }) => rule),
      manager,
    );
    return { segments, held: [...held], facts };
  }

  /** What rules in force mean beside the person: with who of these profiles stands on the lists they ask for. */
  around(
    manager: EntityManager,
    tenantId: string,
    { segments }: RulesInForce,
    profileIds: readonly string[],
  ): Promise<Surroundings> {
    return this.surroundings.of(tenantId, segments, { manager, profileIds });
  }

  /** What is in force for every tenant that has segments. */
  async ofAll(manager: EntityManager, now: Date): Promise<(RulesInForce & { readonly tenantId: string })[]> {
    const all: (RulesInForce & { readonly tenantId: string })[] = [];
    for (const tenantId of await this.repository.tenantsWithSegments(manager))
      all.push({ tenantId, ...(await this.inForce(manager, tenantId, now)) });
    return all;
  }

  private async parse(
    manager: EntityManager,
    tenantId: string,
    unknown: readonly { readonly id: string }[],
  ): Promise<void> {
    const ids = unknown.map(({ id }) => id);
    for (const row of await this.repository.rules(manager, tenantId, ids)) {
      const { data: rule } = ruleSchema.safeParse(row.rule);
      this.parsed.set(row.id, { version: row.version, segment: rule ? { ...row, rule } : null });
    }
  }
}

/** These, and all segments whose rules come down to one of them. */
function withDependents(ids: readonly string[], segments: readonly ActiveSegment[]): Set<string> {
  const held = new Set(ids);
  for (let size = -1; held.size > 0 && size !== held.size;) {
    size = held.size;
    for (const { id, rule } of segments) if (refersTo(rule).some((of) => held.has(of))) held.add(id);
  }
  return held;
}
