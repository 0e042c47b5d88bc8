import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { Decision } from '../../models/decision/decision.js';
import type { OutcomeType } from '../../models/decision/decision-outcome.entity.js';
import { decisioningError } from './decisioning.errors.js';
import { DecisionsRepository } from './decisions.repository.js';
import { shown } from '../platform/shown.js';

/** A decision with what came of it. */
export interface ExplainedDecision {
  readonly decision: Decision;
  readonly outcomes: readonly { position: number; type: OutcomeType; occurredAt: Date }[];
}

/** Reads the decision log: how an answer came about, and what came of it. */
@Injectable()
export class DecisionsService {
  constructor(private readonly repository: DecisionsRepository) {}

  /**
   * A decision appears here a fifth of a second after its answer.
   * @throws AppError DECISION_NOT_FOUND
   */
  async explain({ tenantId }: Caller, id: string): Promise<ExplainedDecision> {
    const decision = z.guid().safeParse(id).success ? await this.repository.find(tenantId, id) : null;
    if (!decision) throw decisioningError('DECISION_NOT_FOUND', `There is no decision ${shown(id)}.`);
    return { decision, outcomes: await this.repository.outcomesOf(tenantId, id) };
  }
}
