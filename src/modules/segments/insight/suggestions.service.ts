import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { AudienceQuestion } from '../../../models/segment/audience-question.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { isWhole, partsOf } from '../questions/answered.js';
import { QuestionsService } from '../questions/questions.service.js';
import { sumOfReaches } from '../questions/reaches-sum.js';
import { notCounted } from '../segments.errors.js';
import { sumOfBuyers } from './buyers-sum.js';
import { candidatesOf, chosenFrom, type Sized, type Suggestion } from './suggestions-of.js';

/** Most suggestions that are told at once. */
export const mostTold = 20;
/** Most audiences that are counted, of which the best are told. */
const mostCounted = 200;

/** Audiences that are like those who bought, and have not bought. */
export interface Suggestions {
  /** How many bought lately. */
  readonly buyers: number;
  readonly outOf: number;
  readonly suggestions: readonly Sized<Suggestion>[];
}

/** Suggests audiences from what is over-represented among those who bought lately. Changes nothing. */
@Injectable()
export class SuggestionsService {
  constructor(
    private readonly questions: QuestionsService,
    private readonly clock: Clock,
  ) {}

  /**
   * The best suggestions, at most so many, all of one instant.
   * @throws AppError PAGE_SIZE, AUDIENCE_NOT_COUNTED
   */
  async suggest({ tenantId }: Caller, limit: number, patienceMs: number): Promise<Suggestions> {
    if (limit < 1 || limit > mostTold)
      throw new AppError('PAGE_SIZE', 'invalid', `limit is ${limit}; ask for 1 to ${mostTold} suggestions.`);
    const now = this.clock.now();
    const until = performance.now() + patienceMs;
    const ask = async (question: AudienceQuestion) => {
      const answered = await this.questions.ask(tenantId, question, Math.max(0, until - performance.now()), now); // prettier-ignore
      if (!isWhole(answered)) throw notCounted();
      return answered;
    };
    const sum = sumOfBuyers(partsOf(await ask({ kind: 'buyers' }), 'buyers'));
    const found = candidatesOf(sum, mostCounted);
    if (found.length === 0) return { buyers: sum.buyers, outOf: sum.people, suggestions: [] };
    const counted = await ask({ kind: 'reaches', rules: found.map(({ rule }) => rule) });
    const { sizes, outOf } = sumOfReaches(partsOf(counted, 'reaches'), found.length);
    const sized = found.map((candidate, n) => ({ ...candidate, size: sizes[n] ?? 0 }));
    return { buyers: sum.buyers, outOf, suggestions: chosenFrom(sized, outOf, limit) };
  }
}
