import { idOf, liveCampaign, liveCreative } from '../../../../test/factories/showroom.js';
import { weightAt } from './creative-sums.js';
import type { KeptSums } from './creative-sums.repository.js';
import { TenantBeliefs } from './tenant-beliefs.js';

const day = 86_400_000;
const began = Date.parse('2026-11-22T12:00:00Z');
const creatives = ['price', 'finance', 'lifestyle'].map((name) => liveCreative(name));
const campaign = liveCampaign('A', { creatives });
const foretold = [0.03, 0.02, 0.01];
const average = 0.02;

/** Sums as they are kept after so many impressions and clicks, decided at an instant. */
function kept(place: number, { shown, clicked, news, at = began, context = 'home' }: { shown: number; clicked: number; news: number; at?: number; context?: string }): KeptSums {
  const weight = weightAt(at);
  return {
    ...{ tenantId: idOf('tenant'), campaignId: campaign.id, creativeId: creatives[place]?.id ?? '', context, shown, clicked, news },
    ...{ clicks: clicked * weight, expected: shown * (foretold[place] ?? 0) * weight, average: shown * average * weight },
  };
} // prettier-ignore

function believing(rows: readonly KeptSums[]): TenantBeliefs {
  const beliefs = new TenantBeliefs();
  beliefs.take(rows);
  return beliefs;
}

const chancesIn = (beliefs: TenantBeliefs, context = 'home', now = began) =>
  beliefs.table(campaign, context, now).table.chances(foretold);

describe('what a process believes of creatives', () => {
  const learned = [
    kept(0, { shown: 2_000, clicked: 40, news: 1 }),
    kept(2, { shown: 2_000, clicked: 120, news: 2 }),
  ];

  it('is by the model alone before anything was told, and says so', () => {
    const beliefs = new TenantBeliefs();
    expect(beliefs.table(campaign, 'home', began).isTold).toBe(false);
    const [first = 0, , third = 0] = chancesIn(beliefs);
    expect(first).toBeGreaterThan(third);
  });

  it('is the same in every process that knows the same', () => {
    expect(chancesIn(believing(learned))).toEqual(chancesIn(believing(learned)));
    const stepwise = believing(learned.slice(0, 1));
    chancesIn(stepwise);
    stepwise.take([kept(0, { shown: 1_000, clicked: 30, news: 2 })]); // and then more of it
    stepwise.take(learned.map((row, place) => ({ ...row, news: 3 + place })));
    const [, , third = 0] = chancesIn(stepwise);
    expect(third).toBeGreaterThan(0.7); // the second was never seen, and may be as good
    expect(stepwise.news).toBe(4);
  });

  it('stays while little is new, and follows what is', () => {
    const beliefs = believing(learned);
    const { table } = beliefs.table(campaign, 'home', began);
    beliefs.take([kept(2, { shown: 2_001, clicked: 121, news: 3 })]);
    expect(beliefs.table(campaign, 'home', began).table).toBe(table);
    expect(beliefs.table(campaign, 'search', began).table).not.toBe(table);
    beliefs.take([kept(2, { shown: 2_200, clicked: 126, news: 4 })]);
    expect(beliefs.table(campaign, 'home', began).table).not.toBe(table);
  });

  it('holds for the creatives there are now: of a campaign that changed anew', () => {
    const beliefs = believing(learned);
    beliefs.table(campaign, 'home', began);
    const fewer = liveCampaign('A', { creatives: creatives.slice(0, 2) });
    expect(beliefs.table(fewer, 'home', began).table.chances([0.03, 0.02])).toHaveLength(2);
  });

  it('fades: after half a year without news the others are tried again', () => {
    const beliefs = believing(learned);
    const [before = 0] = chancesIn(beliefs);
    const [after = 0] = chancesIn(beliefs, 'home', began + 180 * day);
    expect(before).toBeLessThan(0.02);
    expect(after).toBeGreaterThan(0.05);
  });
});
