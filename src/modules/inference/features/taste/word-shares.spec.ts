import fc from 'fast-check';
import { Likenesses, placeOf } from './likeness.js';
import { WordShares } from './word-shares.js';

// Ends are alike, so that some words share a hash.
const models = fc.constantFrom('a quattro sportback', 'b quattro sportback', 'golf', 'Golf', 'polo', '');
const cars = fc.array(fc.record({ make: fc.constantFrom('Audi', 'VW'), model: models, share: fc.double({ min: 0, max: 4, noNaN: true }) }), { maxLength: 20 }); // prettier-ignore

it('says of each word what a map would say', () => {
  fc.assert(
    fc.property(cars, cars, (touched, asked) => {
      const page = new Likenesses(touched.length + asked.length);
      [...touched, ...asked].forEach(({ make, model }, row) => page.write(row, { make, model }));
      const place = placeOf('model');
      const [shares, map] = [new WordShares(place), new Map<string, number>()];
      touched.forEach(({ share }, row) => {
        shares.add({ page, row }, share);
        const word = page.word(row, place);
        map.set(word, (map.get(word) ?? 0) + share);
      });
      expect(shares.size).toBe(map.size);
      const rows = [...touched, ...asked].map((_, row) => ({ page, row }));
      const data = new Float32Array(rows.length * 2);
      shares.write({ data, offset: 1, width: 2 }, rows, 2);
      expect([...data]).toEqual(
        rows.flatMap(({ row }) => [0, Math.fround((map.get(page.word(row, place)) ?? 0) / 2)]),
      );
      for (const car of rows) expect(shares.has(car)).toBe(map.has(page.word(car.row, place)));
    }),
  );
});

it('takes no share of a word that is not known', () => {
  const page = new Likenesses(1);
  page.write(0, {});
  const shares = new WordShares(placeOf('make'));
  shares.add({ page, row: 0 }, 1);
  const data = new Float32Array([1]);
  shares.write({ data, offset: 0, width: 1 }, [{ page, row: 0 }], 1);
  expect([shares.size, data[0]]).toEqual([0, 0]);
});
