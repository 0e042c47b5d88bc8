import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { isWhole, partsOf } from '../questions/answered.js';
import { QuestionsService } from '../questions/questions.service.js';
import { sumOfReaches } from '../questions/reaches-sum.js';
import { notCounted } from '../segments.errors.js';
import type { RuleProblem } from '../validate.js';
import { AskedAudiences, type AskedAudience } from './asked-audiences.js';
import { clausesOf, type Clause } from './clauses-of.js';

/** A clause, and what leaving it out would do. */
export interface WeighedClause extends Clause {
  /** How many the rule reaches without it. */
  readonly size: number;
  /** How many more that are. */
  readonly difference: number;
}

/** A rule's clauses, those that hold most people back first. */
export interface WeighedClauses {
  /** How many the whole rule reaches. */
  readonly size: number;
  readonly outOf: number;
  readonly clauses: readonly WeighedClause[];
}

/** Tells which clause of a rule holds an audience back. Changes nothing. */
@Injectable()
export class ClausesService {
  constructor(
    private readonly audiences: AskedAudiences,
    private readonly questions: QuestionsService,
  ) {}

  /**
   * How many more or fewer people there would be without each clause, counted at one instant.
   * @throws AppError SEGMENT_NOT_FOUND, SEGMENT_ARCHIVED, SEGMENT_UNREADABLE, AUDIENCE_NOT_COUNTED
   */
  async clauses(
    { tenantId }: Caller,
    asked: AskedAudience,
    patienceMs: number,
  ): Promise<{ clauses: WeighedClauses } | { problems: readonly RuleProblem[] }> {
    const found = await this.audiences.ruleOf(tenantId, asked);
    if ('problems' in found) return found;
    const clauses = clausesOf(found.rule);
    const rules = [found.rule, ...clauses.map(({ without }) => without)];
    const answered = await this.questions.ask(tenantId, { kind: 'reaches', rules }, patienceMs);
    if (!isWhole(answered)) throw notCounted();
    const { sizes, outOf } = sumOfReaches(partsOf(answered, 'reaches'), rules.length);
    const [size = 0, ...others] = sizes;
    const weighed = clauses.map((clause, n) => ({
      ...clause,
      size: others[n] ?? 0,
      difference: (others[n] ?? 0) - size,
    }));
    return {
      clauses: { size, outOf, clauses: weighed.sort((one, other) => other.difference - one.difference) },
    };
  }
}
