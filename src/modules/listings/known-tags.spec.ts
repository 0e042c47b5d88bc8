import { isKnownTo, KnownTags } from './known-tags.js';

describe('the tag of a list', () => {
  it('is that of its text, reckoned once for each state of what it is made of', async () => {
    const tags = new KnownTags();
    let written = 0;
    const text =
      (...pieces: string[]) =>
      () => (written++, pieces);
    const { tag: first } = await tags.of({ list: 'a', state: '1' }, text('x', 'y'));
    const tagOf = async (list: string, state: string, ...pieces: string[]) => (await tags.of({ list, state }, text(...pieces))).tag; // prettier-ignore
    expect(await tagOf('a', '1', 'never read')).toBe(first);
    expect(written).toBe(1);
    expect(await tagOf('a', '2', 'xy')).toBe(first);
    expect(await tagOf('b', '1', 'xz')).not.toBe(first);
    expect((await new KnownTags().of({ list: 'c', state: '9' }, text('xy'))).tag).toBe(first);
  });

  it('comes with the text it was reckoned of, where that is short enough to be kept', async () => {
    const tags = new KnownTags(3);
    expect((await tags.of({ list: 'a', state: '1' }, () => ['x', 'yz'])).pieces).toEqual(['x', 'yz']);
    expect((await tags.of({ list: 'a', state: '1' }, () => ['x', 'yz'])).pieces).toBeNull();
    expect((await tags.of({ list: 'a', state: '2' }, () => ['x', 'yz', '!'])).pieces).toBeNull();
  });

  it('is reckoned once for all who ask at once, and anew where that failed', async () => {
    const tags = new KnownTags();
    let written = 0;
    const text = () => (written++, ['x', 'y']);
    const all = await Promise.all(Array.from({ length: 3 }, () => tags.of({ list: 'a', state: '1' }, text)));
    expect([written, new Set(all).size]).toEqual([1, 1]);
    const fails = () => {
      throw new Error('no text');
    };
    const asked = [1, 2].map(() => tags.of({ list: 'a', state: '2' }, fails).catch(String));
    expect(await Promise.all(asked)).toEqual(['Error: no text', 'Error: no text']);
    expect(await tags.of({ list: 'a', state: '2' }, text)).toMatchObject({ tag: all[0]?.tag });
  });

  it('is known to who sends it, alone, among others or weak', () => {
    for (const sent of ['"t"', 'W/"t"', '"s", "t"', '*']) expect(isKnownTo(sent, '"t"')).toBe(true);
    for (const sent of [undefined, '', '"s"', 't']) expect(isKnownTo(sent, '"t"')).toBe(false);
  });
});
