import fc from 'fast-check';
import { houseTerms } from '../../../models/campaign/campaign-terms.js';
import { budgetSpans } from './budget-spans.js';

const hourMs = 3_600_000;
const at = (text: string) => Date.parse(text);

function campaign(daily: number | null, total: number | null, { timeZone = 'Europe/London', startsAt = null, endsAt = null }: { timeZone?: string; startsAt?: number | null; endsAt?: number | null } = {}) {
  return { terms: { ...houseTerms, bid: { kind: 'PER_THOUSAND' as const, amount: 1_000 }, budget: { daily, total } }, timeZone, startsAt, endsAt };
} // prettier-ignore

describe('the budgets that have to last', () => {
  it('are none without a bid, without a budget, or of a whole budget without an end', () => {
    const now = at('2026-11-27T12:00:00Z');
    expect(budgetSpans({ ...campaign(5, 5), terms: houseTerms }, now)).toEqual([]);
    expect(budgetSpans(campaign(null, 500), now)).toEqual([]);
    expect(budgetSpans(campaign(null, 500, { endsAt: now }), now)).toEqual([]);
  });

  it('are a day from midnight to midnight of the campaign, short and long ones too', () => {
    const lengthOn = (now: string, timeZone: string) => {
      const [span] = budgetSpans(campaign(9, null, { timeZone }), at(now));
      return span && [span.of, new Date(span.from).toISOString(), (span.until - span.from) / hourMs];
    };
    expect(lengthOn('2026-11-27T03:00:00Z', 'America/New_York')).toEqual(['DAY', '2026-11-26T05:00:00.000Z', 24]); // prettier-ignore
    expect(lengthOn('2026-03-29T12:00:00Z', 'Europe/London')).toEqual(['DAY', '2026-03-29T00:00:00.000Z', 23]); // prettier-ignore
    expect(lengthOn('2026-10-25T12:00:00Z', 'Europe/London')).toEqual(['DAY', '2026-10-24T23:00:00.000Z', 25]); // prettier-ignore
  });

  it('are cut to the flight, and spread what is left where the flight never began', () => {
    const now = at('2026-11-27T12:00:00Z');
    const [startsAt, endsAt] = [now - hourMs, now + 2 * hourMs];
    expect(budgetSpans(campaign(9, 90, { startsAt, endsAt }), now)).toEqual([
      { of: 'DAY', budget: 9, from: startsAt, until: endsAt },
      { of: 'FLIGHT', budget: 90, from: startsAt, until: endsAt },
    ]);
    expect(budgetSpans(campaign(null, 90, { endsAt }), now)).toEqual([
      { of: 'FLIGHT', budget: 90, from: now, until: endsAt },
    ]);
  });

  it('hold the instant they are asked for, in every zone', () => {
    fc.assert(fc.property(
      fc.constantFrom('Europe/London', 'America/Los_Angeles', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia'),
      fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2028-01-01T00:00:00Z') }),
      (timeZone, now) => {
        const [day] = budgetSpans(campaign(9, null, { timeZone }), now);
        expect(day && day.from <= now && now < day.until).toBe(true);
      },
    ));
  }); // prettier-ignore
});
