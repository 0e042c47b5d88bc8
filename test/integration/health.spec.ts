import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Public } from '../../src/modules/platform/access.js';
import { createHttpApp } from '../../src/modules/platform/http.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { Readiness } from '../../src/modules/platform/readiness.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testDataKeys } from '../support/data-keys.js';

@Controller()
@Public()
class GreetingController {
  @Get('greet/:name')
  greet(): string {
    return 'hello';
  }
}

@Module({ imports: [PlatformModule], controllers: [GreetingController] })
class TestModule {}

describe('health and metrics', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
    process.env['DATA_KEYS'] = testDataKeys;
    process.env['LOG_LEVEL'] = 'silent';
    app = await createHttpApp(TestModule);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('is alive', async () => {
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
  });

  it('is ready only while every check holds, and names those which do not', async () => {
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    let warm = false;
    app.get(Readiness).add('models', () => warm);
    app.get(Readiness).add('broken', () => {
      if (!warm) throw new Error('not yet');
      return true;
    });
    const early = await fetch(`${url}/health/ready`);
    expect(early.status).toBe(503);
    expect(await early.json()).toEqual({ status: 'not-ready', missing: ['models', 'broken'] });
    warm = true;
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('says how it runs, and no secret', async () => {
    const text = await (await fetch(`${url}/health`)).text();
    expect(JSON.parse(text)).toMatchObject({ queue: 'postgresql', viewerStore: 'postgresql' });
    expect(text).not.toContain('secret');
    expect(text).not.toContain('postgres://');
  });

  it('counts requests by the pattern of their route, never by address', async () => {
    await fetch(`${url}/greet/ann?email=ann@example.com`);
    await fetch(`${url}/nowhere/ann`);
    const response = await fetch(`${url}/metrics`);
    expect(response.headers.get('content-type')).toContain('text/plain');
    const text = await response.text();
    expect(text).toContain(
      'carousel_http_request_seconds_count{method="GET",route="/greet/:name",status="200"} 1',
    );
    expect(text).toContain('carousel_process_cpu_seconds_total');
    expect(text).not.toContain('ann');
  });
});
