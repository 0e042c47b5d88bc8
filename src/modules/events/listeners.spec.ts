import { setTimeout as sleep } from 'node:timers/promises';
import { Listeners } from './listeners.js';

describe('Listeners', () => {
  it('tells at once, then gathers what comes within the pause', async () => {
    const [told, eager]: number[][][] = [[], []];
    const listeners = new Listeners();
    listeners.add((shards) => told?.push(shards), 20);
    listeners.add((shards) => eager?.push(shards), 0);
    for (const shards of [[1], [2], [2, 3]]) listeners.tell(shards);
    expect(told).toEqual([[1]]);
    expect(eager).toEqual([[1], [2], [2, 3]]);
    while ((told?.length ?? 0) < 2) await sleep(5);
    expect(told).toEqual([[1], [2, 3]]);
  });

  it('leaves nothing untold at the end', () => {
    const told: number[][] = [];
    const listeners = new Listeners();
    listeners.add((shards) => told.push(shards), 60_000);
    listeners.tell([1]);
    listeners.tell([2]);
    listeners.flush();
    expect(told).toEqual([[1], [2]]);
  });
});
