import fc from 'fast-check';
import { bestOf } from './best.js';
import { lagrangian } from './bound.js';

const [cars, campaigns] = [2, 2];
const worthsOfAPage = fc.array(fc.integer({ min: -1, max: 20 }), { minLength: cars * campaigns, maxLength: cars * campaigns }); // prettier-ignore

/** The most that can be had of pages, by trying everything: each car of each page goes to one of the campaigns, or to none. */
function most(pages: readonly (readonly number[])[], views: readonly number[]): number {
  const slots = pages.flatMap((worths) => Array.from({ length: cars }, (_, car) => worths.slice(car * campaigns, (car + 1) * campaigns))); // prettier-ignore
  const had = (place: number, left: readonly number[]): number => {
    const slot = slots[place];
    if (!slot) return 0;
    const ways = slot.map((worth, campaign) => {
      if (worth < 0 || (left[campaign] ?? 0) < 1) return 0;
      return worth + had(place + 1, left.map((each, n) => (n === campaign ? each - 1 : each))); // prettier-ignore
    });
    return Math.max(had(place + 1, left), ...ways);
  };
  return had(0, views);
}

describe('the most a policy can bring', () => {
  const price = fc.double({ min: 0, max: 30, noNaN: true });
  const view = fc.integer({ min: 0, max: 4 });

  it('is never below what trying everything finds, at whatever prices', () => {
    fc.assert(
      fc.property(
        ...[fc.array(worthsOfAPage, { minLength: 1, maxLength: 3 }), fc.tuple(price, price), fc.tuple(view, view)] as const, // prettier-ignore
        (pages, prices, views) => {
          const bound = lagrangian(pages.map((worths) => Float32Array.from(worths)), Float64Array.from(prices), views); // prettier-ignore
          expect(bound).toBeGreaterThanOrEqual(most(pages, views) - 1e-6);
        },
      ),
    );
  });

  it('is just that where views are no limit and cost nothing', () => {
    fc.assert(
      fc.property(fc.array(worthsOfAPage, { minLength: 1, maxLength: 3 }), (pages) => {
        const bound = lagrangian(pages.map((worths) => Float32Array.from(worths)), new Float64Array(campaigns), [99, 99]); // prettier-ignore
        expect(bound).toBeCloseTo(most(pages, [99, 99]));
      }),
    );
  });
});

describe('the best of a page', () => {
  it('has six cars at most, each once with the campaign it is worth most to, the best first', () => {
    const worths = Float32Array.from([1, 2, 9, -1, 3, 4, 5, 5.5, 6, -1, -1, -1, 7, 8, 0.5, 0.25]);
    const page = bestOf(worths, new Float64Array(2));
    expect(page.map(({ car }) => car)).toEqual([1, 6, 4, 3, 2, 0]);
    expect(page.map(({ net }) => net)).toEqual([9, 8, 6, 5.5, 4, 2]);
  });

  it('leaves a place empty where nothing is worth its price', () => {
    expect(bestOf(Float32Array.from([3, 4]), Float64Array.from([3, 5]))).toEqual([]);
  });
});
