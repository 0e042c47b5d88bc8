import fc from 'fast-check';
import { ByteTexts } from './byte-texts.js';

const viewOf = ({ buffer, byteOffset, length }: Uint8Array) => new DataView(buffer, byteOffset, length);

describe('texts by their bytes', () => {
  it('have one number each, counted as they are first met, wherever they lie', () => {
    const text = fc.uint8Array({ maxLength: 12, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text, text), { maxLength: 800 }), (rows) => {
        const texts = new ByteTexts();
        const known = new Map<string, number>();
        for (const [before, said, behind] of rows) {
          const key = Buffer.from(said).toString('hex');
          const number = known.get(key) ?? known.size;
          known.set(key, number);
          const bytes = Buffer.concat([before, said, behind]);
          expect(texts.of(viewOf(bytes), before.length, before.length + said.length)).toBe(number);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('are kept apart by the thousand, long ones too', () => {
    const texts = new ByteTexts();
    const said = Array.from({ length: 5_000 }, (_, n) => Buffer.from(`${'x'.repeat(n % 700)}${n}`));
    for (const round of [1, 2])
      said.forEach((bytes, n) =>
        expect([round, texts.of(viewOf(bytes), 0, bytes.length)]).toEqual([round, n]),
      );
  });

  it('are remembered no further than there may be', () => {
    const texts = new ByteTexts(2);
    expect(['a', 'b', 'c', 'b'].map((said) => texts.of(viewOf(Buffer.from(said)), 0, 1))).toEqual([
      0, 1, -1, 1,
    ]);
  });
});
