import { nothingWords, reasonWords } from './suggestion-words.js';

describe('why an audience is suggested, or none', () => {
  const shares = { buyersShare: 0.314, everybodyShare: 0.0925, index: 339 };

  it('is said in English and Chinese', () => {
    expect(reasonWords(shares, 'ENGLISH')).toBe(
      '31% of buyers did so in the 60 days before they bought, and 9.3% of everybody in the last 60 days: 3.4 times as many.',
    );
    expect(reasonWords(shares, 'CHINESE')).toBe(
      '31%的购车者在下单前60天内有此行为，而全部人群最近60天内为9.3%：是其3.4倍。',
    );
  });

  it('tells few buyers from buyers like everybody', () => {
    expect(nothingWords(29, 'ENGLISH')).toBe(
      '29 people bought in the last 90 days; fewer than 30 are too few to learn from.',
    );
    expect(nothingWords(29, 'CHINESE')).toContain('少于30人');
    expect(nothingWords(30, 'ENGLISH')).toContain('beyond chance');
    expect(nothingWords(30, 'CHINESE')).toContain('没有显著差异');
  });
});
