import { eventually, TestCarousel } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testDataKeys } from '../support/data-keys.js';

describe('the doors', () => {
  let database: TestDatabase;
  let carousel: TestCarousel;
  beforeAll(async () => {
    database = await createTestDatabase();
    carousel = await TestCarousel.start({ databaseUrl: database.url });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  it('are both ready, and the worker answers nothing but health and metrics', async () => {
    const [worker] = carousel.workers;
    for (const url of [carousel.url, worker?.url ?? ''])
      for (const path of ['health/ready', 'metrics']) expect(await statusOf(`${url}/${path}`)).toBe(200);
    expect(await statusOf(`${worker?.url ?? ''}/graphql`, { method: 'POST', body: '{}' })).toBe(404);
  });

  it('log a request by the pattern of its route, and nothing of its address', async () => {
    await statusOf(`${carousel.url}/nowhere/ann?email=ann@example.com`, {
      headers: { 'x-request-id': 'r-17' },
    });
    await statusOf(`${carousel.url}/graphql?query={tenant{id}}&variables={"who":"ann"}`);
    const output = await eventually(
      () => Promise.resolve(carousel.apis[0]?.output() ?? ''),
      (text) => text.includes('"route":"/graphql"'),
    );
    expect(output).toMatch(/"requestId":"r-17".*"route":"none","status":404,"ms":/);
    expect(output).not.toContain('ann');
  });

  it('end cleanly when told to', async () => {
    const door = await carousel.startWorker();
    await carousel.close(door);
    expect(door.process.exitCode).toBe(0);
  });

  it.each([
    ['a port in use', () => ({ PORT: new URL(carousel.url).port }), /the port is in use .*set PORT/],
    [
      'no server',
      () => ({ DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x' }),
      /nothing answers at the address in DATABASE_URL/,
    ],
    [
      'no such database',
      () => ({ DATABASE_URL: `${database.url}x` }),
      /database named in DATABASE_URL does not exist/,
    ],
    [
      'a wrong password',
      () => ({ DATABASE_URL: database.url.replace(/:[^:@]+@/, ':hunter2@') }),
      /user or password in DATABASE_URL is refused/,
    ],
    [
      'settings that make no sense',
      () => ({ PORT: 'hunter2', SECRET: 'hunter2' }),
      /2 fault[^]*SECRET[^]*PORT/,
    ],
    [
      'a lost key of personal data',
      () => ({ DATA_KEYS: testDataKeys.replace('k1:', 'k2:') }),
      /could not start: DATA_KEYS lacks the key k1, under which personal data in this database is kept/,
    ],
    [
      'another key under its name',
      () => ({ DATA_KEYS: testDataKeys.replace('lookup:0', 'lookup:f') }),
      /DATA_KEYS gives another key as lookup/,
    ],
    [
      'no Redis',
      () => ({ REDIS_URL: 'redis://:hunter2@127.0.0.1:1' }),
      /Redis does not answer at the address in REDIS_URL: ECONNREFUSED/,
    ],
  ])('say why they cannot open: %s', async (_what, env, sentence) => {
    const failure = carousel.startApi(env());
    await expect(failure).rejects.toThrow(sentence);
    await expect(failure).rejects.not.toThrow(/hunter2|node_modules|0a0a|1b1b/);
  });
});

/** Reads the whole answer: a door that is told to end waits for who has not, as long as it may. */
async function statusOf(url: string, request: RequestInit = {}): Promise<number> {
  const answer = await fetch(url, request);
  await answer.arrayBuffer();
  return answer.status;
}
