import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CreativeNews } from './creatives/creative-news.js';
import { DecisionsRepository, type Outcome } from './decisions.repository.js';

/** Writes down what came of offers, each once, with what it teaches of creatives: in one transaction. */
@Injectable()
export class OutcomeWriter {
  constructor(
    private readonly repository: DecisionsRepository,
    private readonly creatives: CreativeNews,
  ) {}

  /** For who only reads. */
  get manager(): EntityManager {
    return this.repository.dataSource.manager;
  }

  /** Those of the outcomes that were not known yet. */
  async write(manager: EntityManager, outcomes: readonly Outcome[]): Promise<Outcome[]> {
    if (outcomes.length === 0) return [];
    const seen = await this.creatives.hold(manager, outcomes);
    const fresh = await this.repository.insertOutcomes(manager, outcomes);
    await this.creatives.take(manager, fresh, seen);
    return fresh;
  }
}
