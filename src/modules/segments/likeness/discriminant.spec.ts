import fc from 'fast-check';
import { contributionsOf, discriminant, scoreOf, solve } from './discriminant.js';
import { nothingLeftOut, type LeftOut } from './left-out.js';
import { Moments } from './moments.js';

const vectors = fc.array(
  fc.array(fc.double({ min: 0, max: 5, noNaN: true }), { minLength: 3, maxLength: 3 }).map((values) => Float64Array.from(values)), // prettier-ignore
  { minLength: 2, maxLength: 30 },
);

function momentsOf(all: readonly Float64Array[]): Moments {
  const moments = new Moments(3);
  for (const vector of all) moments.add(vector);
  return moments;
}

describe('moments', () => {
  it('of parts add up to those of the whole, through the wire too', () => {
    fc.assert(
      fc.property(vectors, fc.nat(30), (all, cut) => {
        const parts = momentsOf(all.slice(0, cut));
        parts.addAll(Moments.from(3, momentsOf(all.slice(cut)).toData()));
        const whole = momentsOf(all);
        expect(parts.size).toBe(whole.size);
        whole.covariance().forEach((value, place) => expect(parts.covariance()[place]).toBeCloseTo(value, 8));
      }),
    );
  });

  it('are the mean and covariance of their vectors', () => {
    fc.assert(
      fc.property(vectors, (all) => {
        const moments = momentsOf(all);
        const mean = [0, 1, 2].map((place) => all.reduce((sum, vector) => sum + (vector[place] ?? 0), 0) / all.length); // prettier-ignore
        expect([...moments.mean()]).toEqual(mean.map((value): unknown => expect.closeTo(value, 8)));
        const between = all.reduce((sum, vector) => sum + ((vector[2] ?? 0) - (mean[2] ?? 0)) * ((vector[0] ?? 0) - (mean[0] ?? 0)), 0) / all.length; // prettier-ignore
        expect(moments.covariance()[3]).toBeCloseTo(between, 8);
      }),
    );
  });

  it('of other dimensions are refused', () => {
    expect(() => Moments.from(2, momentsOf([]).toData())).toThrow(RangeError);
  });
});

describe('a discriminant', () => {
  it('solves what it says it solves', () => {
    fc.assert(
      fc.property(vectors, (all) => {
        const triangle = momentsOf(all).covariance();
        for (const diagonal of [0, 2, 5]) triangle[diagonal] = (triangle[diagonal] ?? 0) + 0.5;
        const b = Float64Array.of(1, -2, 3);
        const x = solve(triangle, b);
        const full = (row: number, column: number) => triangle[row >= column ? (row * (row + 1)) / 2 + column : (column * (column + 1)) / 2 + row] ?? 0; // prettier-ignore
        b.forEach((wanted, row) => expect(x.reduce((sum, value, column) => sum + full(row, column) * value, 0)).toBeCloseTo(wanted, 6)); // prettier-ignore
      }),
    );
  });

  it('scores everybody 0 on average, and who is like the seed above', () => {
    const people = Array.from({ length: 300 }, (_, n) => Float64Array.of(n % 7, n % 5, n % 3 === 0 ? 2 : 0));
    const seed = people.filter((vector) => vector[2] === 2 && (vector[0] ?? 0) > 3);
    const found = discriminant(momentsOf(seed), momentsOf(people));
    if (!found) throw new Error('It tells nothing apart.');
    const scores = people.map((vector) => scoreOf(found, vector));
    expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeCloseTo(0, 8);
    const spread = Math.sqrt(scores.reduce((sum, score) => sum + score * score, 0) / scores.length);
    expect(spread).toBeGreaterThan(0.9);
    expect(spread).toBeLessThan(1.1);
    const best = people.toSorted((one, other) => scoreOf(found, other) - scoreOf(found, one)).slice(0, seed.length); // prettier-ignore
    expect(best.filter((vector) => seed.includes(vector)).length).toBeGreaterThan(seed.length * 0.8);
  });

  describe('with something left out', () => {
    /** The first two say who is of the seed; of the others a third is like it. */
    const people = Array.from({ length: 600 }, (_, n) => {
      const isOfSeed = n % 6 === 0;
      const isLike = n % 3 === 0;
      return Float64Array.of(
        isOfSeed ? 3 : 0,
        isOfSeed ? 2 : (n % 5) / 10,
        isLike ? 1 + (n % 4) / 4 : (n % 7) / 7,
      );
    });
    const seed = momentsOf(people.filter((_, n) => n % 6 === 0));
    const others = people.filter((_, n) => n % 6 !== 0);
    const like = people.filter((_, n) => n % 6 === 3);
    const best = (leftOut: LeftOut) => {
      const found = discriminant(seed, momentsOf(people), leftOut);
      if (!found) throw new Error('It tells nothing apart.');
      const ranked = others.toSorted((one, other) => scoreOf(found, other) - scoreOf(found, one));
      return { found, alike: ranked.slice(0, like.length).filter((vector) => like.includes(vector)).length };
    };

    it('learns from the rest what it would not have seen beside it', () => {
      const whole = best(nothingLeftOut);
      expect(contributionsOf(whole.found, seed)[0]).toBeGreaterThan(1);
      const { found, alike } = best({ places: [0, 1], amounts: [] });
      expect(found.weights.slice(0, 2)).toEqual([0, 0]);
      expect(contributionsOf(found, seed)[2]).toBeGreaterThan(0.5);
      expect(alike).toBe(like.length);
      expect(whole.alike).toBeLessThan(alike);
    });

    it('scores everybody by the rest in its own standard deviations', () => {
      const { found } = best({ places: [0, 1], amounts: [] });
      const scores = people.map((vector) => scoreOf(found, vector));
      const spread = Math.sqrt(scores.reduce((sum, score) => sum + score * score, 0) / scores.length);
      expect(spread).toBeGreaterThan(0.9);
      expect(spread).toBeLessThan(1.1);
    });

    describe('as an amount', () => {
      const leftOut = { places: [], amounts: [[0, 1, 2]] };
      const byMix = (mixes: readonly (readonly number[])[], amountOf: (n: number) => number) =>
        Array.from({ length: 600 }, (_, n) =>
          Float64Array.from(mixes[n % mixes.length] ?? [], (share) => share * amountOf(n)),
        );
      const ofSeed = (all: readonly Float64Array[]) => momentsOf(all.filter((_, n) => n % 6 === 0));

      it('is blind to who has more of the same mix, also where nobody has any of a kind', () => {
        const all = byMix([[0.6, 0.4, 0]], (n) => (n % 6 === 0 ? 0.9 : 0.1 + (n % 5) / 10));
        expect(discriminant(ofSeed(all), momentsOf(all))).not.toBeNull();
        expect(discriminant(ofSeed(all), momentsOf(all), leftOut)).toBeNull();
      });

      it('sees who mixes otherwise, and gives nobody more for having more of what everybody has', () => {
        const all = byMix([[0.9, 0.1, 0], [0.2, 0.8, 0], [0.3, 0.7, 0]], (n) => 0.3 + (n % 7) / 10); // prettier-ignore
        const found = discriminant(ofSeed(all), momentsOf(all), leftOut);
        if (!found) throw new Error('It tells nothing apart.');
        const scores = all.map((vector) => scoreOf(found, vector));
        const lowest = Math.min(...scores.filter((_, n) => n % 3 === 0));
        expect(lowest).toBeGreaterThan(Math.max(...scores.filter((_, n) => n % 3 !== 0)));
        const usual = Float64Array.from(found.mean);
        expect(
          scoreOf(
            found,
            usual.map((share) => share * 2),
          ),
        ).toBeCloseTo(scoreOf(found, usual), 8);
      });
    });

    it('is none where nothing is left', () => {
      expect(discriminant(seed, momentsOf(people), { places: [0, 1, 2], amounts: [] })).toBeNull();
    });
  });

  it('is none where nothing tells the seed from everybody', () => {
    const same = Array.from({ length: 5 }, () => Float64Array.of(1, 1, 1));
    expect(discriminant(momentsOf(same), momentsOf(same))).toBeNull();
    expect(discriminant(new Moments(3), momentsOf(same))).toBeNull();
  });
});
