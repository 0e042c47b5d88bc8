import { DueWork } from './due-work.js';

describe('work that is due', () => {
  it('is done behind whatever cannot be, which is tried again after a minute', async () => {
    let now = 0;
    const faults: string[] = [];
    const done: string[] = [];
    let broken = true;
    const ids = ['a1', 'a2', 'a3', 'a4', 'a5', 'b1', 'b2', 'b3'];
    const due = new DueWork(
      () => now,
      (_, id) => faults.push(id),
    );
    const run = () =>
      due.run(
        (but) => Promise.resolve(ids.filter((id) => !but.includes(id) && !done.includes(id)).slice(0, 2).map((id) => ({ id }))),
        ({ id }) => (broken && id.startsWith('a') ? Promise.reject(new Error(id)) : Promise.resolve(done.push(id))),
        2,
      ); // prettier-ignore
    await run();
    expect([done, faults]).toEqual([
      ['b1', 'b2', 'b3'],
      ['a1', 'a2', 'a3', 'a4', 'a5'],
    ]);
    broken = false;
    now = 59_999;
    await run();
    expect(done).toHaveLength(3);
    now = 60_000;
    await run();
    expect(done).toEqual(['b1', 'b2', 'b3', 'a1', 'a2', 'a3', 'a4', 'a5']);
  });

  it('ends also where what is done stays due', async () => {
    let times = 0;
    const due = new DueWork(() => 0, () => undefined); // prettier-ignore
    await due.run(() => Promise.resolve([{ id: 'x' }]), () => Promise.resolve((times += 1)), 1); // prettier-ignore
    expect(times).toBe(2);
  });
});
