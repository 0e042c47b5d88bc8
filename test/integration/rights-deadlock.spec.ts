import type { EntityManager } from 'typeorm';
import { RightsRepository } from '../../src/modules/rights/rights.repository.js';
import { eventually } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe('a step of granting a right', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  const lock = (manager: EntityManager, key: number) =>
    manager.query('select pg_advisory_xact_lock($1)', [key]);
  const waiting = () => database.dataSource.query<unknown[]>(`select from pg_locks where locktype = 'advisory' and not granted`); // prettier-ignore

  it('is done again where it and another waited for each other', async () => {
    const repository = new RightsRepository(database.dataSource);
    const steps: Promise<string>[] = [];
    let tries = 0;
    await database.dataSource.transaction(async (other) => {
      // The other never is the one to give way.
      await other.query(`set local deadlock_timeout = '10min'`);
      await lock(other, 1);
      const step = repository.transaction(async (manager) => {
        tries++;
        await lock(manager, 2);
        await lock(manager, 1);
        return 'done';
      });
      step.catch(() => undefined);
      await eventually(waiting, ({ length }) => length === 1);
      await lock(other, 2);
      steps.push(step);
    });
    expect(await Promise.all(steps)).toEqual(['done']);
    expect(tries).toBe(2);
  });
});
