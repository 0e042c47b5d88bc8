import type { Look } from '../../events/looks.service.js';
import { mostSteps, pauseMs, walkOf } from './walk-of.js';

const minute = 60_000;
const look = (at: number, vehicleId: string | null, model: string | null = vehicleId): Look => ({
  at,
  vehicleId,
  make: 'Kia',
  model,
});

describe('a walk', () => {
  it('goes from car to car, oldest first, back to a pause', () => {
    const looks = [look(pauseMs + 3 * minute, 'c'), look(pauseMs + 2 * minute, 'b'), look(minute, 'a')];
    expect(walkOf(looks)).toEqual({ cars: ['b', 'c'], models: ['kia|b', 'kia|c'] });
    expect(walkOf([...looks.slice(0, 2), look(2 * minute, 'a')]).cars).toEqual(['a', 'b', 'c']);
  });

  it('takes what is looked at again at once for one step, also where only the model is the same', () => {
    const looks = [look(4, 'a', 'EV6'), look(3, 'b', 'EV9'), look(2, 'b', 'EV9'), look(1, 'c', 'EV9')];
    expect(walkOf(looks)).toEqual({ cars: ['c', 'b', 'a'], models: ['kia|ev9', 'kia|ev6'] });
  });

  it('leaves out what it does not know, and keeps the end of a long one', () => {
    expect(walkOf([look(3, null, 'EV6'), look(2, 'a', null), look(1, 'b', 'EV9')])).toEqual({
      cars: ['b', 'a'],
      models: ['kia|ev9', 'kia|ev6'],
    });
    const long = Array.from({ length: mostSteps + 5 }, (_, n) => look(100 - n, `car ${n}`));
    expect(walkOf(long).cars).toHaveLength(mostSteps);
    expect(walkOf(long).cars.at(-1)).toBe('car 0');
    expect(walkOf([])).toEqual({ cars: [], models: [] });
  });
});
