import type { EntityManager } from 'typeorm';
import type { Resident } from './resident/resident.js';
import type { RulesInForce, SegmentRules } from './segment-rules.js';

/** The rules in force in one step's transaction, which the shard in memory holds as soon as they were asked for. */
export class StepRules {
  private readonly known = new Map<string, RulesInForce>();

  constructor(
    private readonly rules: SegmentRules,
    private readonly manager: EntityManager,
    private readonly resident: Resident,
    private readonly now: number,
  ) {}

  async of(tenantId: string): Promise<RulesInForce> {
    const known = this.known.get(tenantId);
    if (known) return known;
    const inForce = await this.rules.inForce(this.manager, tenantId, new Date(this.now));
    await this.resident.hold(tenantId, inForce);
    this.known.set(tenantId, inForce);
    return inForce;
  }
}
