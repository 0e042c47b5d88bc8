import { nameCellsOf } from './name-cells.js';
import { sha256 } from './sha256.js';

const told = { firstName: " Anne-Marie ", lastName: "O'Neill", country: 'gb', postalCode: 'LS1 1AA', identityIds: ['i'] }; // prettier-ignore

describe('names as a target matches by them', () => {
  it('are hashed for Google, beside country and postal code as they are', () => {
    expect(nameCellsOf('GOOGLE_CUSTOMER_MATCH', told)).toEqual([
      sha256('anne-marie'),
      sha256("o'neill"),
      'GB',
      'LS1 1AA',
    ]);
  });

  it.each([
    { firstName: null },
    { lastName: ' ' },
    { country: 'Great Britain' },
    { country: null },
    { postalCode: 'x,"y' },
    { postalCode: null },
  ])('are left out for Google where a part is not known: %j', (missing) => {
    expect(nameCellsOf('GOOGLE_CUSTOMER_MATCH', { ...told, ...missing })).toEqual(['', '', '', '']);
  });

  it('are hashed for Meta without punctuation, each that is known', () => {
    expect(nameCellsOf('META_CUSTOM_AUDIENCE', told)).toEqual([sha256('annemarie'), sha256('oneill')]);
    expect(nameCellsOf('META_CUSTOM_AUDIENCE', { ...told, lastName: null })).toEqual([sha256('annemarie'), '']); // prettier-ignore
    expect(nameCellsOf('META_CUSTOM_AUDIENCE', { ...told, firstName: '-', lastName: '王' })).toEqual(['', sha256('王')]); // prettier-ignore
  });

  it('are none of TikTok’s business', () => {
    expect(nameCellsOf('TIKTOK_CUSTOM_AUDIENCE', told)).toEqual([]);
  });
});
