import { hashOf, seededRandom } from '../chance.js';
import { Beliefs } from './beliefs.js';
import { DrawTable } from './chances.js';
import { weightAt } from './creative-sums.js';
import type { KeptSums } from './creative-sums.repository.js';
import { levelled } from './levelled.js';

/** News that add up to less than this share of all that is known of a campaign move no chance worth a new table. */
const worthwhile = 1 / 32;
/** What is old counts less as time goes by: a table is made anew so often, whether there are news or not. */
const freshMs = 3_600_000;

/** A campaign as far as it is known by its creatives: the same object as long as nothing about it changes. */
interface Showing {
  readonly id: string;
  readonly creatives: readonly { readonly id: string }[];
}

/** The sums of one campaign, and how much they are in all: clicks, and clicks foretold, by their weights. */
interface OfCampaign {
  news: number;
  evidence: number;
  readonly rows: Map<string, KeptSums>;
}

/** What is believed before anything was told depends on how many creatives there are, and on nothing else: by their number. */
const bare = new Map<number, DrawTable>();

interface Made {
  readonly table: DrawTable;
  readonly isTold: boolean;
  /** What it was made of. */
  readonly news: number;
  readonly evidence: number;
  readonly until: number;
}

/**
 * What is believed of the creatives of one tenant's campaigns, by what came of them. Tables of draws are made when first asked for, and anew
 * once there is enough news: with the same sums they are the same in every process.
 */
export class TenantBeliefs {
  private readonly campaigns = new Map<string, OfCampaign>();
  private readonly made = new WeakMap<Showing, Map<string, Made>>();
  private newest = 0;

  /** The number of the last news that were taken in. */
  get news(): number {
    return this.newest;
  }

  /** Takes in sums as they are now, in the place of what they were. */
  take(rows: readonly KeptSums[]): void {
    for (const row of rows) {
      const known = this.campaigns.get(row.campaignId) ?? {
        news: 0,
        evidence: 0,
        rows: new Map<string, KeptSums>(),
      };
      const key = `${row.creativeId} ${row.context}`;
      known.evidence += evidenceOf(row) - evidenceOf(known.rows.get(key));
      known.news = Math.max(known.news, row.news);
      known.rows.set(key, row);
      this.campaigns.set(row.campaignId, known);
      this.newest = Math.max(this.newest, row.news);
    }
  }

  /** The draws for a campaign in a context, and whether anything was told of it yet. `now` in milliseconds since the epoch. */
  table(campaign: Showing, context: string, now: number): { table: DrawTable; isTold: boolean } {
    const tables = this.made.get(campaign) ?? new Map<string, Made>();
    const known = tables.get(context);
    if (known && this.isGood(known, campaign.id, now)) return known;
    const fresh = this.make(campaign, context, now);
    tables.set(context, fresh);
    this.made.set(campaign, tables);
    return fresh;
  }

  private isGood(made: Made, campaignId: string, now: number): boolean {
    if (now >= made.until) return false;
    const its = this.campaigns.get(campaignId);
    if (!its || its.news === made.news) return true;
    const one = weightAt(now);
    return its.evidence - made.evidence < worthwhile * (its.evidence + one);
  }

  private make(campaign: Showing, context: string, now: number): Made {
    const its = this.campaigns.get(campaign.id);
    const ids = campaign.creatives.map(({ id }) => id);
    if (!its) return { table: bareTable(ids), isTold: false, news: 0, evidence: 0, until: now + freshMs };
    const beliefs = new Beliefs(ids);
    const one = weightAt(now);
    const told = [...its.rows.values()].map(({ creativeId, context: where, clicks, expected, average }) => ({
      ...{ creativeId, context: where },
      ...{ clicks: clicks / one, expected: expected / one, average: average / one },
    }));
    for (const each of levelled(told)) beliefs.tell(each.creativeId, each.context, each);
    const { news, evidence } = its;
    const random = seededRandom(hashOf(`${campaign.id} ${context}`, news));
    const table = new DrawTable(beliefs, ids.length, context, random);
    return { table, isTold: true, news, evidence, until: now + freshMs };
  }
}

function bareTable(ids: readonly string[]): DrawTable {
  const known = bare.get(ids.length);
  const table = known ?? new DrawTable(new Beliefs(ids), ids.length, '', seededRandom(ids.length));
  bare.set(ids.length, table);
  return table;
}

function evidenceOf(row: KeptSums | undefined): number {
  return row ? row.clicks + row.expected : 0;
}
