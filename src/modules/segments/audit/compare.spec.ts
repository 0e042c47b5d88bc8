import { compare } from './compare.js';

const membership = (segmentId: string, profileId: string) => ({ segmentId, profileId });

describe('two lists of memberships', () => {
  it('differ in what one of them has alone', () => {
    const should = [membership('suv', 'ann'), membership('suv', 'bob'), membership('van', 'ann')];
    const is = [membership('suv', 'ann'), membership('van', 'ann'), membership('van', 'bob')];
    expect(compare(should, is)).toEqual([
      { segmentId: 'suv', profileId: 'bob', kind: 'missing' },
      { segmentId: 'van', profileId: 'bob', kind: 'stray' },
    ]);
  });

  it('are the same in whatever order', () => {
    const list = [membership('suv', 'ann'), membership('van', 'bob')];
    expect(compare(list, list.toReversed())).toEqual([]);
  });
});
