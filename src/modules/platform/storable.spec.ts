import { isStorable, storableJson, storableText } from './storable.js';

describe('what PostgreSQL cannot hold', () => {
  it.each([
    ['a nul \u0000', 'a nul \ufffd'],
    ['half \ud800', 'half \ufffd'],
    ['\udc00\ud800', '\ufffd\ufffd'],
    ['whole 😀', 'whole 😀'],
  ])('is replaced in %j, every time it is asked', (text, stored) => {
    for (let turn = 0; turn < 3; turn++) expect(storableText(text)).toBe(stored);
    expect(JSON.parse(storableJson({ [text]: [text] }))).toEqual({ [stored]: [stored] });
    expect(isStorable(text)).toBe(text === stored);
  });
});
