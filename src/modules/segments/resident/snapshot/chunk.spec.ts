import fc from 'fast-check';
import { beginningBytes, chunkBytes, readBeginning, readChunk, type Chunk } from './chunk.js';

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const place = fc.record({ xid: fc.nat(), seq: fc.maxSafeNat() });
const kind = fc.record({
  type: fc.constantFrom('VEHICLE_VIEWED' as const, 'CUSTOM' as const),
  name: fc.string(),
  vehicle: fc.option(fc.record({ make: fc.string({ minLength: 1, maxLength: 20 }) })),
  properties: fc.record({ pages: fc.nat(), title: fc.string({ unit: 'grapheme' }) }),
});
const columns = fc.array(fc.array(fc.tuple(fc.maxSafeInteger(), word), { maxLength: 5 }), { maxLength: 6 }).chain((histories) => fc.record({ words: fc.array(word, { minLength: histories.length * 4, maxLength: histories.length * 4 }) }).map(({ words }) => ({ ids: Uint32Array.from(words), lengths: Uint32Array.from(histories, ({ length }) => length), at: Float64Array.from(histories.flat(), ([at]) => at), kind: Uint32Array.from(histories.flat(), ([, of]) => of) }))); // prettier-ignore
const chunk: fc.Arbitrary<Chunk> = fc.record({
  tenantId: fc.uuid(),
  place,
  properties: fc.array(fc.string()),
  kinds: fc.array(kind),
  columns,
});

describe('a part of a snapshot', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(chunk, (written) => {
        expect(readChunk(Uint8Array.from(chunkBytes(written)))).toEqual(written);
      }),
    );
  });

  it('that is cut off or longer than it says is none', () => {
    fc.assert(
      fc.property(chunk, fc.nat(), (written, cut) => {
        const bytes = Uint8Array.from(chunkBytes(written));
        expect(() => readChunk(bytes.slice(0, cut % bytes.length))).toThrow();
        expect(() => readChunk(Uint8Array.from([...bytes, 0, 0, 0, 0]))).toThrow();
      }),
    );
  });

  it('comes after where in the log all of them begin', () => {
    fc.assert(fc.property(place, (from) => expect(readBeginning(beginningBytes(from))).toEqual(from)));
  });
});
