import { Standing } from './standing.js';

describe('who stands on lists', () => {
  it('is known of the lists that are asked for, once it was told', () => {
    const standing = new Standing();
    expect(standing.watch('rules', ['fleet'])).toBe(true);
    standing.tell('ann', ['fleet', 'other']);
    expect([standing.has('fleet', 'ann'), standing.has('other', 'ann')]).toEqual([true, false]);
    expect(standing.watch('rules', ['fleet'])).toBe(false);
    standing.tell('ann', []);
    expect(standing.has('fleet', 'ann')).toBe(false);
  });

  it('is let go where no rule asks for a list any more: one that asks for it again has everybody told anew', () => {
    const standing = new Standing();
    standing.watch('rules', ['fleet', 'staff']);
    standing.tell('ann', ['fleet', 'staff']);
    expect(standing.watch('rules', ['staff'])).toBe(false);
    expect(standing.names).toEqual(['staff']);
    expect([standing.has('fleet', 'ann'), standing.has('staff', 'ann')]).toEqual([false, true]);
    expect(standing.watch('rules', ['fleet', 'staff'])).toBe(true);
    expect(standing.has('fleet', 'ann')).toBe(false);
  });

  it('is known for as long as any of those who asked goes on', () => {
    const standing = new Standing();
    standing.watch('question 1', ['fleet']);
    standing.tell('ann', ['fleet']);
    expect(standing.watch('question 2', ['fleet'])).toBe(false);
    expect(standing.watch('rules', [])).toBe(false);
    standing.end('question 1');
    expect(standing.has('fleet', 'ann')).toBe(true);
    standing.end('question 2');
    expect(standing.names).toEqual([]);
  });
});
