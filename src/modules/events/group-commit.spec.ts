import fc from 'fast-check';
import { GroupCommit } from './group-commit.js';

const limits = { perWrite: 10, waiting: 20, writes: 1, worthWriting: 100, patienceMs: 60_000 };
const length = (part: string) => part.length;
const isRefused = (fault: unknown) => fault instanceof Error && fault.message === 'refused';

describe('GroupCommit', () => {
  it('puts what arrives during a write into the next, and answers each its own', async () => {
    const writes: string[][] = [];
    let release: () => void = () => undefined;
    const isReleased = new Promise<void>((done) => (release = done));
    const group = new GroupCommit<string, string>(
      async (parts) => {
        writes.push([...parts]);
        await isReleased;
        return parts.map((part) => part.toUpperCase());
      },
      length,
      limits,
      isRefused,
    );
    const first = group.add('a');
    await nextTurn();
    const rest = ['b', 'c', 'd'].map((part) => group.add(part));
    release();
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

  it('has writes of little go one after another, together with what came meanwhile, but beside one of much', async () => {
    const writes: { parts: string[]; end: () => void }[] = [];
    const write = (parts: readonly string[]) =>
      new Promise<true[]>((done) => {
        writes.push({ parts: [...parts], end: () => done(parts.map(() => true)) });
      });
    const started = () => writes.map(({ parts }) => parts);
    const group = new GroupCommit<string, true>(write, length, { ...limits, writes: 2, worthWriting: 5 }, isRefused); // prettier-ignore
    const all = [group.add('a')];
    await nextTurn();
    all.push(group.add('b'), group.add('c'));
    await nextTurn();
    expect(started()).toEqual([['a']]);
    all.push(group.add('ddddd'));
    expect(started()).toEqual([['a'], ['b', 'c', 'ddddd']]);
    writes[0]?.end();
    await nextTurn();
    all.push(group.add('e'));
    await nextTurn();
    expect(started()).toEqual([['a'], ['b', 'c', 'ddddd'], ['e']]);
    for (const { end } of writes) end();
    await Promise.all(all);
  });

  it('lets the next go when one of little takes long', async () => {
    let release: () => void = () => undefined;
    const write = async (parts: readonly string[]) => {
      if (parts.includes('a')) await new Promise<void>((done) => (release = done));
      return [...parts];
    };
    const group = new GroupCommit<string, string>(write, length, { ...limits, writes: 2, patienceMs: 1 }, isRefused); // prettier-ignore
    const slow = group.add('a');
    await nextTurn();
    expect(await group.add('b')).toBe('b');
    expect(await group.add('c')).toBe('c');
    release();
    expect(await slow).toBe('a');
    await nextTurn();
    expect(await group.add('d')).toBe('d');
  });

  it('leaves nothing behind, whatever comes when and however long writes take', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ size: fc.integer({ min: 1, max: 12 }), turns: fc.nat(3), wait: fc.nat(2) })),
        async (sent) => {
          const { pauses, texts } = planOf(sent);
          let under = 0;
          let most = 0;
          const seen: string[] = [];
          const group = new GroupCommit<string, string>(
            async (parts) => {
              most = Math.max(most, ++under);
              seen.push(...parts);
              for (let turns = pauses.get(parts[0] ?? '') ?? 0; turns > 0; turns--) await nextTurn();
              under--;
              return parts;
            },
            length,
            { perWrite: 10, waiting: 1_000, writes: 2, worthWriting: 6, patienceMs: 0 },
            isRefused,
          );
          const answers: Promise<string>[] = [];
          for (const [at, text] of texts.entries()) {
            for (let turns = sent[at]?.wait ?? 0; turns > 0; turns--) await nextTurn();
            answers.push(group.add(text));
          }
          expect(await Promise.all(answers)).toEqual(texts);
          expect(seen).toEqual(texts);
          expect(most).toBeLessThanOrEqual(2);
        },
      ),
    );
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

const nextTurn = () => new Promise((resume) => setImmediate(resume));

/** Parts of these sizes, each told from the others, and for how many turns of the event loop a write that begins with it takes. */
function planOf(sent: readonly { readonly size: number; readonly turns: number }[]) {
  const texts = sent.map(({ size }, at) => String(at).padEnd(size, '.'));
  return { texts, pauses: new Map(texts.map((text, at) => [text, sent[at]?.turns ?? 0])) };
}
