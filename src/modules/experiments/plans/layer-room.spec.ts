import fc from 'fast-check';
import { grown, roomFor, slotsFor, type Slots } from './layer-room.js';

const overlap = (a: Slots, b: Slots) => a.from < b.to && b.from < a.to;

describe('the room in a layer', () => {
  it('is given to each once, whoever comes and goes', () => {
    const step = fc.record({ wanted: fc.integer({ min: 1, max: 6_000 }), leaves: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let taken: Slots[] = [];
        for (const { wanted, leaves } of steps) {
          const room = roomFor(taken, wanted);
          if (room) {
            expect(room.to - room.from).toBe(wanted);
            expect(room.from).toBeGreaterThanOrEqual(0);
            expect(room.to).toBeLessThanOrEqual(10_000);
            expect(taken.filter((other) => overlap(room, other))).toEqual([]);
            taken.push(room);
          }
          const [own] = taken;
          const others = taken.slice(1);
          const more = own && grown(own, others, own.to - own.from + wanted);
          if (own && more) {
            expect(more.from).toBe(own.from);
            expect(others.filter((other) => overlap(more, other))).toEqual([]);
          }
          taken = taken.filter((_, place) => place !== leaves);
        }
      }),
    );
  });

  it('is found between two, and refused where no piece is large enough', () => {
    const taken = [{ from: 0, to: 3_000 }, { from: 5_000, to: 8_000 }]; // prettier-ignore
    expect(roomFor(taken, 2_000)).toEqual({ from: 3_000, to: 5_000 });
    expect(roomFor(taken, 2_001)).toBeNull();
    expect(roomFor([], 10_000)).toEqual({ from: 0, to: 10_000 });
    expect(grown({ from: 0, to: 3_000 }, [{ from: 5_000, to: 8_000 }], 5_000)).toEqual({
      from: 0,
      to: 5_000,
    });
    expect(grown({ from: 0, to: 3_000 }, [{ from: 5_000, to: 8_000 }], 5_001)).toBeNull();
    expect([slotsFor(1), slotsFor(0.5), slotsFor(0.0001)]).toEqual([10_000, 5_000, 1]);
  });
});
