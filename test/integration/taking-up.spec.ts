import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Config } from '../../src/modules/platform/config.js';
import { EvaluationLoop } from '../../src/modules/segments/evaluation-loop.js';
import { PostgresHistories } from '../../src/modules/segments/resident/postgres-histories.js';
import { ResidentShard } from '../../src/modules/segments/resident/resident-shard.js';
import { Residents } from '../../src/modules/segments/resident/residents.service.js';
import { WakeUps } from '../../src/modules/segments/wake-ups.js';
import { TestSegments } from '../support/segments-house.js';

const shards = [0, 1, 2];

describe('shards that are taken up', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
    await house.make('Viewed', { did: { event: 'VEHICLE_VIEWED' } });
    await house.send(...['a', 'b', 'c', 'd', 'e', 'f'].map((anonymousId) => ({ anonymousId })));
    await house.settle();
  });
  afterEach(() => house.stop());

  const reading = async (wanted: readonly number[]) => {
    const source = new PostgresHistories(house.service(Config).databaseUrl);
    try {
      const all = await ResidentShard.load(source, wanted.map((shard) => ({ shard, rules: [] }))); // prettier-ignore
      return all.map(({ loaded }) => loaded.people);
    } finally {
      await source.close();
    }
  };

  it('have the same people together as alone, in the order they were asked for', async () => {
    const alone = (await Promise.all(shards.map((shard) => reading([shard])))).flat();
    expect(alone.reduce((sum, people) => sum + people, 0)).toBe(6);
    expect(await reading([2, 0, 1])).toEqual([2, 0, 1].map((shard) => alone[shard]));
  });

  it('are refused when one is wanted twice, as one of the two would have nobody', async () => {
    await expect(reading([0, 1, 0])).rejects.toThrow('wanted twice');
  });

  it('do not wait for each other’s connections, however few there are', async () => {
    process.env['DATABASE_POOL'] = '2';
    const other = await house.another();
    delete process.env['DATABASE_POOL'];
    const begun = performance.now();
    await Promise.all(shards.map((shard) => other.service(Residents).of(shard)));
    // Whoever waits for a connection that is never free is told so after ten seconds.
    expect(performance.now() - begun).toBeLessThan(9_000);
    await other.stop();
  });

  it('rest for a while when they cannot be, whatever comes in meanwhile', async () => {
    const [loop, residents, wakeUps] = [house.service(EvaluationLoop), house.service(Residents), house.service(WakeUps)]; // prettier-ignore
    let isWoken = 0;
    wakeUps.hear(() => isWoken++);
    jest.spyOn(residents, 'inHand').mockReturnValue(undefined);
    const of = jest.spyOn(residents, 'of').mockImplementation(async () => {
      await wakeUps.tell([0]);
      await sleep(50);
      throw new Error('not now');
    });
    loop.own(0, () => undefined);
    await sleep(400);
    expect(isWoken).toBeGreaterThan(0);
    expect(of).toHaveBeenCalledTimes(1);
    house.pass(501);
    await sleep(1_200);
    expect(of.mock.calls.length).toBeGreaterThan(1);
    jest.restoreAllMocks();
    await loop.disown(0);
  });
});
