import { factAnswer, type Fact } from './fact-answer.js';
import type { FactConditions } from '../../../models/segment/fact-conditions.js';

const now = Date.parse('2026-03-29T12:00:00Z');
const holds = (wanted: FactConditions, fact: Fact) => factAnswer(wanted, fact, now, 'Europe/London').holds;

describe('facts', () => {
  it('compare as elements of a list ignoring case, even where small letters are more than large ones', () => {
    expect(holds({ containsAny: ['i̇zmir'] }, ['İzmir'])).toBe(true);
    expect(holds({ containsAny: ['izmir'] }, ['İzmir'])).toBe(false);
  });

  it.each([
    '10:00',
    '12',
    '2026',
    '2026-03',
    '20260329',
    '2026-W13-7',
    '2026-088',
    '2026-03-29 10:00',
    '2026-03-29t10:00z',
  ])('know no instant in %s', (written) => {
    expect(holds({ agoAtMost: 'P366D' }, written)).toBe(false);
    expect(holds({ aheadAtMost: 'P366D' }, written)).toBe(false);
    expect(holds({ atLeast: '1900-01-01' }, written)).toBe(false);
  });

  it.each([
    '2026-03-29',
    '2026-03-29T10:00',
    '2026-03-29T10:00:00,5Z',
    '2026-03-29T13:00+0300',
    '2026-03-29T08:00-02',
  ])('know the instant in %s', (written) => {
    expect(holds({ agoAtMost: 'P1D' }, written)).toBe(true);
  });
});
