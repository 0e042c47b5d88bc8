import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { AudienceQuestion } from '../../../models/segment/audience-question.js';
import { Clock } from '../../platform/clock.js';
import type { Answered } from './answered.js';
import { EveryoneReader } from './everyone-reader.js';
import { QuestionAsker } from './question-asker.js';

/** What is known of a question by now. */
export interface AnsweredQuestion extends Answered {
  /** By which the rest can be asked for while it is not whole. */
  readonly id: string;
  readonly question: AudienceQuestion;
}

/**
 * Asks about everybody, without changing anything: the workers that hold people in memory, or, with no worker running,
 * the histories in PostgreSQL.
 */
@Injectable()
export class QuestionsService {
  constructor(
    private readonly asker: QuestionAsker,
    private readonly reader: EveryoneReader,
    private readonly clock: Clock,
  ) {}

  /**
   * What shards say within so long.
   * @param now the instant it is asked about
   * @throws AppError AUDIENCE_NOT_COUNTED
   */
  async ask(
    tenantId: string,
    question: AudienceQuestion,
    patienceMs: number,
    now = this.clock.now(),
  ): Promise<AnsweredQuestion> {
    const asked = { tenantId, question, now };
    const answered = (await this.asker.isAnybodyThere())
      ? await this.asker.ask(asked, patienceMs)
      : { ...(await this.reader.answer(asked)), id: randomUUID() };
    return { ...answered, question };
  }

  /** What has become of a question that was not answered whole; null when it is not known any more. */
  async find(tenantId: string, id: string): Promise<AnsweredQuestion | null> {
    return z.uuid().safeParse(id).success ? this.asker.find(tenantId, id) : null;
  }
}
