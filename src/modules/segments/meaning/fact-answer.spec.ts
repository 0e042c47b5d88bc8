import { factAnswer, type Fact } from './fact-answer.js';
import type { FactConditions } from '../../../models/segment/fact-conditions.js';

const now = Date.parse('2026-03-29T12:00:00Z');
const holds = (wanted: FactConditions, fact: Fact) => factAnswer(wanted, fact, now, 'Europe/London').holds;

describe('facts', () => {
  it('compare as elements of a list ignoring case, even where small letters are more than large ones', () => {
    expect(holds({ containsAny: ['i̇zmir'] }, ['İzmir'])).toBe(true);
    expect(holds({ containsAny: ['izmir'] }, ['İzmir'])).toBe(false);
  });
});
