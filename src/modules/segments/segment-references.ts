import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ruleSchema, type Rule } from '../../models/segment/rule.js';
import { AppError } from '../platform/app-error.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { asksForStage } from './lifecycle/rests-on-stages.js';
import { dealerProblems, dealersIn, memberProblems, refersTo } from './references.js';
import { segmentErrors } from './segments.errors.js';
import { SegmentsRepository } from './segments.repository.js';
import type { RuleProblem } from './validate.js';

/** Most names a message lists. */
const mostNamed = 10;

/** A rule that is whole in itself, and refers to what is not there. */
export class RuleRefused extends Error {
  constructor(readonly problems: readonly RuleProblem[]) {
    super('The rule refers to what is not there.');
  }
}

/** Watches over what rules refer to: segments of their tenant in no circle, and dealers whose place is known. */
@Injectable()
export class SegmentReferences {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: SegmentsRepository,
    private readonly vehicles: VehiclesService,
  ) {}

  /** What is wrong with what a rule refers to at this moment. */
  problems(tenantId: string, rule: Rule): Promise<RuleProblem[]> {
    return this.found(this.dataSource.manager, tenantId, rule, null);
  }

  /**
   * Sees that a rule may be stored, and that what it refers to, stages too, stays until the transaction ends.
   * @throws RuleRefused
   */
  async require(
    manager: EntityManager,
    tenantId: string,
    rule: Rule,
    own: { readonly id: string; readonly name: string },
  ): Promise<void> {
    if (refersTo(rule).length > 0 || asksForStage(rule))
      await this.repository.holdReferences(manager, tenantId);
    const problems = await this.found(manager, tenantId, rule, own);
    if (problems.length > 0) throw new RuleRefused(problems);
  }

  /**
   * Sees that nothing refers to a segment, until the transaction ends.
   * @throws AppError SEGMENT_REFERRED
   */
  async requireNone(manager: EntityManager, tenantId: string, id: string): Promise<void> {
    await this.repository.holdReferences(manager, tenantId);
    const names = (await this.referable(manager, tenantId))
      .filter(({ rule }) => rule !== undefined && refersTo(rule).includes(id))
      .map(({ name }) => `“${name}”`);
    if (names.length === 0) return;
    throw new AppError(
      segmentErrors.referred,
      'conflict',
      `The rules of other segments refer to this one: ${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ' and others' : ''}. Change or archive them first.`,
    );
  }

  private async found(
    manager: EntityManager,
    tenantId: string,
    rule: Rule,
    own: { readonly id: string; readonly name: string } | null,
  ): Promise<RuleProblem[]> {
    const active = refersTo(rule).length > 0 ? await this.referable(manager, tenantId) : [];
    const dealers = dealersIn(rule).length > 0 ? await this.vehicles.dealers({ tenantId }) : [];
    return [...memberProblems(rule, own, active), ...dealerProblems(rule, dealers)];
  }

  private async referable(manager: EntityManager, tenantId: string) {
    const active = await this.repository.active(tenantId, manager);
    return active.map(({ id, name, rule }) => ({ id, name, rule: ruleSchema.safeParse(rule).data }));
  }
}
