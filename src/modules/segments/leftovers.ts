import { Injectable } from '@nestjs/common';
import { QuestionsRepository } from './questions/questions.repository.js';

/** Removes what nobody needs any more: what was answered minutes ago counts and names people of every tenant. */
@Injectable()
export class Leftovers {
  constructor(private readonly questions: QuestionsRepository) {}

  async clear(): Promise<void> {
    await this.questions.forgetOld();
  }
}
