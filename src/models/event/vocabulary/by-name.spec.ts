import { byName } from './by-name.js';

describe('byName', () => {
  it('asks once for a name, and again only for those that are too long or came before a great many', () => {
    let asked = 0;
    const length = byName((name) => (asked++, name.length));
    expect([length('one'), length('one'), length('')]).toEqual([3, 3, 0]);
    expect(asked).toBe(2);
    const long = 'x'.repeat(65);
    expect([length(long), length(long)]).toEqual([65, 65]);
    expect(asked).toBe(4);
    for (let n = 0; n < 10_000; n++) length(`name-${n}`);
    asked = 0;
    expect([length('one'), length('name-9999')]).toEqual([3, 9]);
    expect(asked).toBe(1);
  });
});
