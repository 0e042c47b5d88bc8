import type { CreativeChoices } from '../../../src/modules/decisioning/creatives/creative-choices.js';
import type { Answering } from '../../../src/modules/decisioning/creatives/creative-choices.js';
import { offerKey, sumsOf } from '../../../src/modules/decisioning/creatives/creative-sums.js';
import type { KeptSums } from '../../../src/modules/decisioning/creatives/creative-sums.repository.js';
import { sayerOf, type Sayer } from '../../../src/modules/decisioning/creatives/say-creative.js';
import { TenantBeliefs } from '../../../src/modules/decisioning/creatives/tenant-beliefs.js';
import type { Outcome } from '../../../src/modules/decisioning/decisions.repository.js';

/** What is learned of creatives, in memory: outcomes added up, believed and drawn from by the house's own rules. */
export class Learned implements Pick<CreativeChoices, 'sayer' | 'count'> {
  private readonly beliefs = new TenantBeliefs();
  private readonly sums = new Map<string, KeptSums>();
  private readonly seen = new Set<string>();
  private news = 0;

  sayer({ placement, now, scored }: Answering, barred: ReadonlySet<string>, isDrawn = true): Sayer {
    const tableOf = (campaign: Parameters<TenantBeliefs['table']>[0]) => this.beliefs.table(campaign, placement, now); // prettier-ignore
    return sayerOf({ scored, barred, tableOf, isDrawn });
  }

  count(): void {
    // Nobody reads metrics here.
  }

  /** Takes in outcomes that nobody told before. */
  hear(outcomes: readonly Outcome[]): void {
    const fresh = sumsOf(outcomes, this.seen);
    for (const outcome of outcomes) this.seen.add(offerKey(outcome));
    if (fresh.length === 0) return;
    this.news++;
    this.beliefs.take(fresh.map((sum) => this.add(sum)));
  }

  private add(sum: ReturnType<typeof sumsOf>[number]): KeptSums {
    const key = [sum.campaignId, sum.creativeId, sum.context].join(' ');
    const known = this.sums.get(key);
    const [shown, clicked] = [sum.shown + (known?.shown ?? 0), sum.clicked + (known?.clicked ?? 0)];
    const [clicks, expected, average] = [sum.clicks + (known?.clicks ?? 0), sum.expected + (known?.expected ?? 0), sum.average + (known?.average ?? 0)]; // prettier-ignore
    const kept = { ...sum, shown, clicked, clicks, expected, average, news: this.news };
    this.sums.set(key, kept);
    return kept;
  }
}
