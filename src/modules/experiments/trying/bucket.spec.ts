import fc from 'fast-check';
import { armOf, pointOf, type Draw } from './bucket.js';

const halves: Draw = { layer: 'one', from: 0, to: 1, salt: 'one', shares: [0.5, 0.5] };
const people = Array.from({ length: 20_000 }, (_, n) => `viewer-${n}`);
const sharesOf = (draw: Draw, of = people) =>
  [...draw.shares.keys()].map((arm) => of.filter((who) => armOf(draw, who) === arm).length / of.length);
const part = fc.double({ min: 0, max: 1, noNaN: true });

describe('who is in which arm', () => {
  it('is the same each time, as planned, and of no relation between experiments', () => {
    const arms = people.map((who) => armOf(halves, who));
    expect(people.map((who) => armOf(halves, who))).toEqual(arms);
    const [a = 0] = sharesOf(halves);
    expect(Math.abs(a - 0.5)).toBeLessThan(0.015);
    const inA = people.filter((_, place) => arms[place] === 0);
    const [other = 0] = sharesOf({ ...halves, layer: 'two', salt: 'two' }, inA);
    expect(Math.abs(other - 0.5)).toBeLessThan(0.02);
  });

  it('keeps shares within bounds, whatever they are', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 2, maxLength: 6 });
    fc.assert(
      fc.property(fc.uuid(), weights, part, (salt, each, to) => {
        const sum = each.reduce((all, one) => all + one, 0);
        const draw = { layer: salt, from: 0, to, salt, shares: each.map((one) => one / sum) };
        const some = people.slice(0, 4_000);
        const taking = some.filter((who) => armOf(draw, who) !== null);
        // Five standard deviations: by chance one in millions is further off.
        const bound = (share: number, of: number) => 5 * Math.sqrt((share * (1 - share)) / of) + 2 / of;
        expect(Math.abs(taking.length / some.length - to)).toBeLessThan(bound(to, some.length));
        if (taking.length > 200)
          for (const [arm, share] of sharesOf(draw, taking).entries())
            expect(Math.abs(share - (draw.shares[arm] ?? 0))).toBeLessThan(bound(draw.shares[arm] ?? 0, taking.length)); // prettier-ignore
      }),
      { numRuns: 25 },
    );
  });

  it('moves nobody when more traffic is let in, and lets in nobody but the new', () => {
    fc.assert(
      fc.property(fc.uuid(), part, part, part, (who, one, other, third) => {
        const [from = 0, less = 0, more = 0] = [one, other, third].toSorted((a, b) => a - b);
        const before = armOf({ ...halves, from, to: less }, who);
        const after = armOf({ ...halves, from, to: more }, who);
        if (before !== null) expect(after).toBe(before);
        const point = pointOf('one:traffic', who);
        expect(before === null && after !== null).toBe(point >= less && point < more && point >= from);
      }),
    );
  });

  it('moves no more than the difference where one of two arms grows before the start', () => {
    fc.assert(
      fc.property(fc.uuid(), part, part, (who, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        const before = armOf({ ...halves, shares: [less, 1 - less] }, who);
        const after = armOf({ ...halves, shares: [more, 1 - more] }, who);
        if (before !== after) {
          expect([before, after]).toEqual([1, 0]);
          const point = pointOf('one:arm', who);
          expect(point >= less && point < more).toBe(true);
        }
      }),
    );
  });

  it('shares nobody between experiments of one layer', () => {
    fc.assert(
      fc.property(fc.uuid(), part, part, part, (who, one, two, three) => {
        const [a = 0, b = 0, c = 0] = [one, two, three].toSorted((x, y) => x - y);
        const first = armOf({ ...halves, layer: 'shared', from: a, to: b }, who);
        const second = armOf({ ...halves, layer: 'shared', salt: 'two', from: b, to: c }, who);
        expect(first !== null && second !== null).toBe(false);
      }),
    );
  });

  it('is what anybody can work out again', () => {
    // The first six bytes of SHA-256 of "salt", a zero byte and "a-17", over 2^48.
    expect(pointOf('salt', 'a-17')).toBeCloseTo(0.09590288955342174, 14);
    expect(armOf({ ...halves, to: 0 }, 'a-17')).toBeNull();
    expect(armOf({ ...halves, shares: [0.4, 0.599999999] }, 'a-17')).not.toBeNull();
  });
});
