import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { ruleSchema, type Rule } from '../../models/segment/rule.js';
import { AppError } from '../platform/app-error.js';
import { DealersService } from '../vehicles/dealers.service.js';
import { asksForStage } from './lifecycle/rests-on-stages.js';
import { listErrors } from './lists/lists.errors.js';
import { ListsService } from './lists/lists.service.js';
import { dealerProblems, dealersIn, listProblems, listsIn, memberProblems, refersTo, type UploadedList } from './references.js'; // prettier-ignore
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

/** Watches over what rules refer to: segments of their tenant in no circle, lists that are there, dealers whose place is known. */
@Injectable()
export class SegmentReferences {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: SegmentsRepository,
    private readonly dealers: DealersService,
    private readonly lists: ListsService,
  ) {}

  /** What is wrong with what a rule refers to at this moment. @param own whose rule it would be; null: none's yet */
  problems(
    tenantId: string,
    rule: Rule,
    own: { readonly id: string; readonly name: string } | null = null,
  ): Promise<RuleProblem[]> {
    return this.found(this.dataSource.manager, tenantId, rule, own);
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
    if (refersTo(rule).length + listsIn(rule).length > 0 || asksForStage(rule))
      await this.repository.holdReferences(manager, tenantId);
    const problems = await this.found(manager, tenantId, rule, own);
    if (problems.length > 0) throw new RuleRefused(problems);
  }

  /**
   * Sees that nothing refers to a segment, until the transaction ends.
   * @throws AppError SEGMENT_REFERRED
   */
  async requireNone(manager: EntityManager, tenantId: string, id: string): Promise<void> {
    const names = await this.namesReferring(manager, tenantId, (rule) => refersTo(rule).includes(id));
    if (names === null) return;
    throw new AppError(
      segmentErrors.referred,
      'conflict',
      `The rules of other segments refer to this one: ${names}. Change or archive them first.`,
    );
  }

  /**
   * Sees that no active segment asks for a list, until the transaction ends.
   * @throws AppError AUDIENCE_LIST_REFERRED
   */
  async requireListFree(
    manager: EntityManager,
    { tenantId, id }: { readonly tenantId: string; readonly id: string },
  ): Promise<void> {
    const names = await this.namesReferring(manager, tenantId, (rule) => listsIn(rule).includes(id));
    if (names === null) return;
    throw new AppError(
      listErrors.referred,
      'conflict',
      `The rules of segments ask for this list: ${names}. Change or archive them first.`,
    );
  }

  /** What every list of a tenant is called, archived ones too. */
  listNames(tenantId: string): Promise<ReadonlyMap<string, string>> {
    return this.lists.names(tenantId);
  }

  /** Active segments whose rules refer so; null for none. */
  private async namesReferring(
    manager: EntityManager,
    tenantId: string,
    refers: (rule: Rule) => boolean,
  ): Promise<string | null> {
    await this.repository.holdReferences(manager, tenantId);
    const names = (await this.referable(manager, tenantId))
      .filter(({ rule }) => rule !== undefined && refers(rule))
      .map(({ name }) => `“${name}”`);
    if (names.length === 0) return null;
    return `${names.slice(0, mostNamed).join(', ')}${names.length > mostNamed ? ' and others' : ''}`;
  }

  private async found(
    manager: EntityManager,
    tenantId: string,
    rule: Rule,
    own: { readonly id: string; readonly name: string } | null,
  ): Promise<RuleProblem[]> {
    const active = refersTo(rule).length > 0 ? await this.referable(manager, tenantId) : [];
    const lists: UploadedList[] = listsIn(rule).length > 0 ? await this.lists.all(manager, tenantId) : [];
    const dealers = dealersIn(rule).length > 0 ? await this.dealers.list({ tenantId }) : [];
    return [
      ...memberProblems(rule, own, active),
      ...listProblems(rule, lists),
      ...dealerProblems(rule, dealers),
    ];
  }

  private async referable(manager: EntityManager, tenantId: string) {
    const active = await this.repository.active(tenantId, manager);
    return active.map(({ id, name, rule }) => ({ id, name, rule: ruleSchema.safeParse(rule).data }));
  }
}
