import { iabProblems, storedIabIds } from './iab-ids.js';

describe('ids of IAB audiences', () => {
  it('are those that have to do with cars', () => {
    expect(iabProblems(['810', '243', '1390'])).toEqual([]);
    expect(iabProblems(null)).toEqual([]);
    expect(iabProblems(['810', '1', ' 810', 'SUV']).map(({ path }) => path)).toEqual([
      'iabIds[1]',
      'iabIds[2]',
      'iabIds[3]',
    ]);
  });

  it('are kept once each, in order', () => {
    expect(storedIabIds(['1390', '810', '243', '810'])).toEqual(['243', '810', '1390']);
    expect(storedIabIds(null)).toEqual([]);
  });
});
