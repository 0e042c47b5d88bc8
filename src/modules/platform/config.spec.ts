import { ConfigError, readConfig } from './config.js';
import { testDataKeys } from '../../../test/support/data-keys.js';

const good = {
  DATABASE_URL: 'postgres://carousel:hunter2@db/carousel',
  SECRET: 'a-secret-for-tests-which-is-long-enough',
  DATA_KEYS: testDataKeys,
};

/** What a person reads when these settings do not do. */
function complaint(env: Record<string, string>): string {
  try {
    readConfig(env);
  } catch (fault) {
    if (fault instanceof ConfigError) return fault.message;
  }
  throw new Error('it was accepted');
}

describe('the settings', () => {
  it('have defaults for all that can have one', () => {
    expect(readConfig(good)).toMatchObject({
      port: 3000,
      workerPort: 3001,
      host: '127.0.0.1',
      shards: 8,
      collectRate: undefined,
    });
  });

  it('name every fault in one message, with the remedy and without a value', () => {
    const text = complaint({
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      REDIS_URL: 'http://:hunter2@cache',
      SECRET: 'hunter2',
      DATA_KEYS: 'hunter2',
      PORT: 'hunter2',
      SHARDS: '0',
      CLOCK_OFFSET: 'hunter2',
      LOG_LEVEL: 'hunter2',
      RETENTION_DAYS: 'hunter2',
      COLLECT_RATE: 'hunter2',
    });
    for (const name of [
      'DATABASE_URL',
      'REDIS_URL',
      'SECRET',
      'DATA_KEYS',
      'PORT',
      'SHARDS',
      'CLOCK_OFFSET',
      'LOG_LEVEL',
      'RETENTION_DAYS',
      'COLLECT_RATE',
    ])
      expect(text).toContain(`  ${name} `);
    expect(text).toContain('10 fault');
    expect(text).toContain('openssl rand');
    expect(text).not.toContain('hunter2');
  });

  it('keep events by class, as long as they are told and otherwise as long as is sensible', () => {
    expect(readConfig({ ...good, RETENTION_DAYS: 'browsing=90' }).retentionDays).toEqual({
      browsing: 90,
      dealing: 1_125,
      ownership: null,
      car: 395,
    });
    expect(complaint({ ...good, RETENTION_DAYS: 'car=1' })).toContain(
      'RETENTION_DAYS must give car a whole number of days from 30 to 36500, or forever',
    );
  });

  it('put the worker on the port after the API, or on any where the API takes any', () => {
    const workerPort = (env: object) => readConfig({ ...good, ...env }).workerPort;
    expect(workerPort({ PORT: '3100' })).toBe(3101);
    expect(workerPort({ PORT: '3100', WORKER_PORT: '9000' })).toBe(9000);
    expect(workerPort({ PORT: '0' })).toBe(0);
    expect(workerPort({ PORT: '65535' })).toBe(0);
  });

  it('say what is missing', () => {
    expect(complaint({})).toMatch(/DATABASE_URL is not set[^]*SECRET is not set[^]*DATA_KEYS is not set/);
  });

  it('take an empty variable for an absent one', () => {
    expect(readConfig({ ...good, REDIS_URL: '', PORT: '' })).toMatchObject({
      redisUrl: undefined,
      port: 3000,
    });
  });

  it('cannot be changed afterwards', () => {
    expect(Object.isFrozen(readConfig(good))).toBe(true);
  });
});
