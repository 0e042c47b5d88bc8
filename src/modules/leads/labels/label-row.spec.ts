import type { LeadStatus } from '../../../models/lead/lead-status.js';
import { labelColumns, labelRow } from './label-row.js';

const made = Date.UTC(2026, 0, 1);
const day = 86_400_000;
const labels = (daysNow: number, ...moves: [LeadStatus, number, string?][]) => {
  const lead = {
    ...{ createdAt: new Date(made), interest: 'BUY', grade: 'A' as const, probability: 0.25, modelVersion: '1' },
    features: { set: 'lead-v1', values: [1, 0.5] },
    moves: moves.map(([to, days, reason]) => ({ to, at: new Date(made + days * day), reason: reason ?? null })),
  };
  const row = labelRow(lead, made + daysNow * day);
  return Object.fromEntries(labelColumns.map((column, place) => [column, row[place]]));
}; // prettier-ignore

describe('the label of a lead', () => {
  it('is open until it is sold, lost, or too late', () => {
    expect(labels(10)).toMatchObject({
      made_on: '2026-01-01',
      contacted: '0',
      sold: '0',
      sold_within_90d: '',
    });
    expect(labels(10, ['CONTACTED', 1])).toMatchObject({
      contacted: '1',
      appointment: '0',
      sold_within_90d: '',
    });
    expect(labels(10, ['SOLD', 9])).toMatchObject({ contacted: '1', appointment: '1', sold: '1', sold_within_90d: '1' }); // prettier-ignore
    expect(labels(10, ['LOST', 9, 'PRICE'])).toMatchObject({ lost: '1', lost_reason: 'PRICE', sold_within_90d: '0' }); // prettier-ignore
    expect(labels(90)).toMatchObject({ sold_within_90d: '0' });
  });

  it('goes by how it ended: a sale that fell through is none, and one after 90 days not the model’s', () => {
    expect(labels(20, ['SOLD', 9], ['LOST', 12, 'OTHER'])).toMatchObject({ sold: '0', lost: '1', sold_within_90d: '0' }); // prettier-ignore
    expect(labels(200, ['SOLD', 91])).toMatchObject({ sold: '1', sold_within_90d: '0' });
    expect(labels(20, ['LOST', 2, 'OTHER'], ['NEW', 3])).toMatchObject({ lost: '0', lost_reason: '', sold_within_90d: '' }); // prettier-ignore
  });
});
