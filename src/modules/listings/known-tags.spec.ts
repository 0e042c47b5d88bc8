import { isKnownTo, KnownTags } from './known-tags.js';

describe('the tag of a list', () => {
  it('is that of its text, reckoned once for each state of what it is made of', async () => {
    const tags = new KnownTags();
    let written = 0;
    const text =
      (...pieces: string[]) =>
      () => (written++, pieces);
    const first = await tags.of({ list: 'a', state: '1' }, text('x', 'y'));
    expect(await tags.of({ list: 'a', state: '1' }, text('never read'))).toBe(first);
    expect(written).toBe(1);
    expect(await tags.of({ list: 'a', state: '2' }, text('xy'))).toBe(first);
    expect(await tags.of({ list: 'b', state: '1' }, text('xz'))).not.toBe(first);
    expect(await new KnownTags().of({ list: 'c', state: '9' }, text('xy'))).toBe(first);
  });

  it('is known to who sends it, alone, among others or weak', () => {
    for (const sent of ['"t"', 'W/"t"', '"s", "t"', '*']) expect(isKnownTo(sent, '"t"')).toBe(true);
    for (const sent of [undefined, '', '"s"', 't']) expect(isKnownTo(sent, '"t"')).toBe(false);
  });
});
