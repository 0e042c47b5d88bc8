import { GroupCommit } from './group-commit.js';

const limits = { perWrite: 10, waiting: 20, writes: 1, worthWriting: 100 };
const length = (part: string) => part.length;
const isRefused = (fault: unknown) => fault instanceof Error && fault.message === 'refused';

describe('GroupCommit', () => {
  it('puts what arrives during a write into the next, and answers each its own', async () => {
    const writes: string[][] = [];
    const group = new GroupCommit<string, string>(
      async (parts) => {
        writes.push([...parts]);
        await new Promise((resume) => setTimeout(resume, 5));
        return parts.map((part) => part.toUpperCase());
      },
      length,
      limits,
      isRefused,
    );
    const first = group.add('a');
    await new Promise((resume) => setTimeout(resume, 2));
    const rest = ['b', 'c', 'd'].map((part) => group.add(part));
    expect(await Promise.all([first, ...rest])).toEqual(['A', 'B', 'C', 'D']);
    expect(writes).toEqual([['a'], ['b', 'c', 'd']]);
  });

  /** A group that notes what each of its writes took. */
  const noting = (own: Partial<typeof limits> = {}) => {
    const writes: string[][] = [];
    const write = (parts: readonly string[]) => {
      writes.push([...parts]);
      return Promise.resolve(parts.map(() => true as const));
    };
    return { writes, group: new GroupCommit<string, true>(write, length, { ...limits, ...own }, isRefused) };
  };

  it('keeps a write within its bound, but never leaves a larger part behind', async () => {
    const { writes, group } = noting();
    await Promise.all(['aaaaaa', 'bbbbbb', 'c', 'd'.repeat(15)].map((part) => group.add(part)));
    expect(writes).toEqual([['aaaaaa'], ['bbbbbb', 'c'], ['d'.repeat(15)]]);
  });

  it('writes at once what is worth a write, and has less wait for the company of its turn', async () => {
    const { writes, group } = noting({ writes: 2, worthWriting: 5 });
    const all = ['a', 'bbbbb', 'c'].map((part) => group.add(part));
    // Before this turn of the event loop is over.
    await Promise.resolve();
    expect(writes).toEqual([['a', 'bbbbb']]);
    await Promise.all(all);
    expect(writes).toEqual([['a', 'bbbbb'], ['c']]);
  });

  it('does not let a bad part fail its neighbours', async () => {
    const group = new GroupCommit<string, string>(
      (parts) => (parts.includes('bad') ? Promise.reject(new Error('refused')) : Promise.resolve([...parts])),
      length,
      limits,
      isRefused,
    );
    const outcomes = await Promise.allSettled(['good', 'bad', 'fine'].map((part) => group.add(part)));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails all at once, without trying each, where the fault is in none of them', async () => {
    let writes = 0;
    const group = new GroupCommit<string, string>(
      () => {
        writes++;
        return Promise.reject(new Error('the database is away'));
      },
      length,
      limits,
      isRefused,
    );
    const outcomes = await Promise.allSettled(['a', 'b', 'c'].map((part) => group.add(part)));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(writes).toBe(1);
  });

  it('says when it is full, and has room again once written', async () => {
    const group = new GroupCommit<string, string>(
      (parts) => Promise.resolve([...parts]),
      length,
      limits,
      isRefused,
    );
    const waiting = group.add('x'.repeat(18));
    expect(group.isFull(5)).toBe(true);
    expect(group.isFull(2)).toBe(false);
    await waiting;
    expect(group.isFull(5)).toBe(false);
  });
});
