import type { ScoredRow } from '../sources/scored-row.js';
import { binOf, unknownBin, zeroBin } from './bins.js';
import { countRows } from './count-rows.js';

const inputs = [
  { name: 'views', categories: null },
  { name: 'body', categories: ['SUV', 'ESTATE'] },
];
const row = (day: string, views: number | null, body: number | null, outcome: ScoredRow['outcome'] = 'OPEN', score = 0.25): ScoredRow => ({ day, score, values: [views, body], outcome }); // prettier-ignore

async function* stream(rows: readonly ScoredRow[]): AsyncGenerator<ScoredRow> {
  for (const each of rows) yield await Promise.resolve(each);
}
const count = (rows: readonly ScoredRow[], from = '2026-11-01') => countRows(stream(rows), inputs, from);

describe('counting what was scored', () => {
  it('spreads measures and words of each day over bins, with what is not known in one of its own', async () => {
    const { inputs: days } = await count([row('2026-11-01', 0, 0), row('2026-11-01', 3, 1), row('2026-11-01', null, null), row('2026-11-02', 3, 1)]); // prettier-ignore
    const first = days.get('2026-11-01');
    expect(first?.get('views')).toEqual({ total: 3, bins: new Map([[zeroBin, 1], [binOf(3), 1], [unknownBin, 1]]) }); // prettier-ignore
    expect(first?.get('body')).toEqual({ total: 0, bins: new Map([[0, 1], [1, 1], [unknownBin, 1]]) }); // prettier-ignore
    expect(first?.get('score')).toEqual({ total: 0.75, bins: new Map([[binOf(0.25), 3]]) });
    expect(days.get('2026-11-02')?.get('views')?.total).toBe(3);
  });

  it('adds up what is settled by score, and knows how many are not', async () => {
    const { outcomes } = await count([row('2026-11-01', 1, 0, 'CAME'), row('2026-11-01', 1, 0, 'DID_NOT'), row('2026-11-01', 1, 0), row('2026-11-01', 1, 0, 'NOTHING_ASKED')]); // prettier-ignore
    expect(outcomes.get('2026-11-01')).toEqual({ rows: 3, bins: new Map([[binOf(0.25), [2, 0.5, 1]]]) });
  });

  it('counts inputs of days not counted yet, and outcomes of all', async () => {
    const { inputs: days, outcomes } = await count([row('2026-11-01', 1, 0), row('2026-11-02', 1, 0)], '2026-11-02'); // prettier-ignore
    expect([...days.keys()]).toEqual(['2026-11-02']);
    expect([...outcomes.keys()]).toEqual(['2026-11-01', '2026-11-02']);
  });
});
