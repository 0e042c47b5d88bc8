import { factAnswer, toFact } from './fact-answer.js';
import type { FactConditions } from '../../../models/segment/fact-conditions.js';

const now = Date.parse('2026-03-29T12:00:00Z');
const holds = (wanted: FactConditions, told: unknown) =>
  factAnswer(wanted, toFact(told), now, 'Europe/London').holds;

describe('facts', () => {
  it('compare as elements of a list ignoring case, even where small letters are more than large ones', () => {
    expect(holds({ containsAny: ['i̇zmir'] }, ['İzmir'])).toBe(true);
    expect(holds({ containsAny: ['izmir'] }, ['İzmir'])).toBe(false);
  });

  const [whole, apart] = ['Orléans'.normalize('NFC'), 'Orléans'.normalize('NFD')];
  it.each([[whole, apart], [apart, whole], [apart, apart]])('compare as texts, however accents are written: %j and %j', (asked, told) => {
    for (const wanted of [{ is: asked }, { oneOf: ['York', asked] }, { contains: asked.slice(2) }, { startsWith: asked.toUpperCase() }, { endsWith: asked }])
      expect([wanted, holds(wanted, told)]).toEqual([wanted, true]);
    for (const wanted of [{ isNot: asked }, { noneOf: [asked] }, { containsNot: asked }]) expect([wanted, holds(wanted, told)]).toEqual([wanted, false]);
    for (const wanted of [{ containsAny: [asked] }, { containsAll: [asked] }, { contains: asked }]) expect([wanted, holds(wanted, ['York', told])]).toEqual([wanted, true]);
    expect(holds({ containsNone: [asked] }, [told])).toBe(false);
  }); // prettier-ignore

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
