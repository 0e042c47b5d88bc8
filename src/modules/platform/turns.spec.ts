import { Turns } from './turns.js';

describe('turns', () => {
  it('are taken one after the other under one key, also after a fault, and at once under two', async () => {
    const turns = new Turns();
    const told: string[] = [];
    const say = (word: string, fault?: Error) => async () => {
      told.push(`${word} begins`);
      await Promise.resolve();
      told.push(`${word} ends`);
      if (fault) throw fault;
      return word;
    };
    const all = [turns.take('a', say('one', new Error('no'))), turns.take('a', say('two')), turns.take('b', say('other'))]; // prettier-ignore
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']); // prettier-ignore
    const ofA = told.filter((word) => !word.startsWith('other'));
    expect(ofA).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
    expect(told.indexOf('other begins')).toBeLessThan(told.indexOf('two begins'));
    expect(await turns.take('a', say('three'))).toBe('three');
  });
});
