import { TenantMemory } from './tenant-memory.js';

/** A source whose reads end when the test says so. */
class Source {
  value = 1;
  reads = 0;
  failing = false;
  private readonly waiting: (() => void)[] = [];
  readonly faults: unknown[] = [];
  readonly memory = new TenantMemory<number>(
    () => this.read(),
    (fault) => this.faults.push(fault),
  );

  private async read(): Promise<number> {
    this.reads++;
    const value = this.value;
    await new Promise<void>((ended) => this.waiting.push(ended));
    if (this.failing) throw new Error('away');
    return value;
  }

  async answer(): Promise<void> {
    this.waiting.shift()?.();
    await new Promise((later) => setImmediate(later));
  }
}

describe('TenantMemory', () => {
  const begun = async () => {
    const source = new Source();
    const first = source.memory.of('t');
    await source.answer();
    expect(await first).toBe(1);
    return source;
  };

  it('reads once, and then answers from memory', async () => {
    const source = await begun();
    expect(await source.memory.of('t')).toBe(1);
    expect(source.memory.peek('t')).toBe(1);
    expect(source.reads).toBe(1);
  });

  it('keeps answering while it reads anew after a change', async () => {
    const source = await begun();
    source.value = 2;
    source.memory.heard('t');
    expect(await source.memory.of('t')).toBe(1);
    await source.answer();
    expect(await source.memory.of('t')).toBe(2);
  });

  it('reads once more when a change is heard during a read', async () => {
    const source = await begun();
    source.memory.heard('t');
    source.value = 2;
    source.memory.heard(null);
    await source.answer();
    await source.answer();
    expect(await source.memory.of('t')).toBe(2);
  });

  it('waits for what was committed when told to catch up', async () => {
    const source = await begun();
    source.value = 2;
    const caughtUp = source.memory.catchUp('t');
    await source.answer();
    expect(await caughtUp).toBe(2);
  });

  it('keeps what is known when a read fails, and tries again with the next reader', async () => {
    const source = await begun();
    source.failing = true;
    source.memory.heard('t');
    await source.answer();
    expect(source.faults).toHaveLength(1);
    source.failing = false;
    source.value = 2;
    expect(await source.memory.of('t')).toBe(1);
    await source.answer();
    expect(await source.memory.of('t')).toBe(2);
  });

  it('holds only tenants that were asked for', () => {
    const source = new Source();
    source.memory.heard('t');
    expect(source.memory.peek('t')).toBeNull();
    expect(source.reads).toBe(0);
  });
});
