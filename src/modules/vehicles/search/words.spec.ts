import { needleOf, searchable, wordsOf } from './words.js';

describe('words to be found by', () => {
  it.each([
    ['Škoda Octavia', ['skoda', 'octavia']],
    ['F-150  XLT', ['f', '150', 'xlt']],
    ['ID.4', ['id', '4']],
    ['小米SU7', ['小米su7']],
    ['  ', []],
  ])('are %s without case, accents and marks', (text, words) => {
    expect(wordsOf(text)).toEqual(words);
  });

  it('are found where they begin, and names with marks also without them', () => {
    const text = searchable(['Ford', 'F-150']);
    expect(text).toBe(' ford f 150 f150');
    expect(text.includes(needleOf('f15'))).toBe(true);
    expect(text.includes(needleOf('ord'))).toBe(false);
  });

  it('may stand anywhere where they are Chinese, which has no gaps', () => {
    expect(searchable(['广汽丰田']).includes(needleOf('丰田'))).toBe(true);
  });
});
