import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { FinanceQuotesRepository } from './finance-quotes.repository.js';

/** Quotes removed by one statement. */
const stride = 1_000;

/** Forgets quotes `QUOTES_DAYS` after they expired. That somebody was quoted stays in their history as long as its events do. */
@Injectable()
export class QuoteRetention {
  constructor(
    private readonly repository: FinanceQuotesRepository,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Removes what is due of every tenant; says how many. */
  async tidy(): Promise<number> {
    const expiredBefore = new Date(this.clock.now() - this.config.quotesDays * 86_400_000);
    for (let removed = 0; ;) {
      const count = await this.repository.forget(expiredBefore, stride);
      removed += count;
      if (count < stride) return removed;
    }
  }
}
