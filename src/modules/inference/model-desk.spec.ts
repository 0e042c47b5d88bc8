import fc from 'fast-check';
import { Desk } from './model-desk.js';
import { newPaper } from './paper.js';

const tensor = fc
  .array(fc.integer({ min: 0, max: 6 }), { maxLength: 3 })
  .chain((dims) =>
    fc
      .float32Array({ minLength: sizeOf(dims), maxLength: sizeOf(dims), noNaN: true })
      .map((data) => ({ dims, data })),
  );
const tensors = fc.dictionary(fc.stringMatching(/^[a-z_]{1,12}$/), tensor, { maxKeys: 6 });

function sizeOf(dims: readonly number[]): number {
  return dims.reduce((size, dim) => size * dim, 1);
}

it('gives what was put there to whoever sees the same memory, to the last digit', () => {
  const desk = Desk.open();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1_000 }), tensors, (about, put) => {
      const names = Object.keys(put);
      expect(desk.put(about, names, put)).toBe(true);
      const other = Desk.at(desk.memory);
      expect(other.about).toBe(about);
      expect({ ...other.take(names, newPaper) }).toEqual({ ...put });
    }),
  );
});

it('gives back a tensor of whatever name', () => {
  const desk = Desk.open();
  desk.put(0, ['__proto__'], { ['__proto__']: { dims: [1], data: Float32Array.of(7) } });
  const taken = desk.take(['__proto__'], newPaper);
  expect(Object.entries(taken)).toEqual([['__proto__', { dims: [1], data: Float32Array.of(7) }]]);
});

it('keeps what was taken when something else is put there', () => {
  const desk = Desk.open();
  desk.put(0, ['x'], { x: { dims: [2], data: Float32Array.of(1, 2) } });
  const taken = desk.take(['x'], newPaper);
  desk.put(0, ['x'], { x: { dims: [2], data: Float32Array.of(3, 4) } });
  expect(taken['x']?.data).toEqual(Float32Array.of(1, 2));
});

it('says what does not fit: too many numbers, or too many tensors', () => {
  const desk = Desk.open();
  const many = new Float32Array(70_000);
  expect(desk.put(0, ['x'], { x: { dims: [70_000], data: many } })).toBe(false);
  const small = { dims: [1], data: Float32Array.of(1) };
  const names = Array.from({ length: 200 }, (_, n) => `x${n}`);
  expect(desk.put(0, names, Object.fromEntries(names.map((name) => [name, small])))).toBe(false);
});

it('takes the tensors it is told the names of, no other and no fewer', () => {
  const desk = Desk.open();
  const [x, y] = [1, 2].map((value) => ({ dims: [1], data: Float32Array.of(value) }));
  if (!x || !y) throw new Error('there are two');
  expect(desk.put(0, ['x', 'y'], { x })).toBe(false);
  expect(desk.put(0, ['x'], { x, y })).toBe(false);
  expect(desk.put(0, ['x', 'y'], { y, x })).toBe(true);
  expect({ ...desk.take(['x', 'y'], newPaper) }).toEqual({ x, y });
  expect(() => desk.take(['x'], newPaper)).toThrow(/2 tensors lie on a desk/);
});
