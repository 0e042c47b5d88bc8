import { Controller, Get, Header, Module, Param, Post } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { QueryFailedError } from 'typeorm';
import { Public } from '../../src/modules/platform/access.js';
import { AppError, type ErrorKind } from '../../src/modules/platform/app-error.js';
import { createHttpApp } from '../../src/modules/platform/http.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { testDataKeys } from '../support/data-keys.js';

const kinds: [ErrorKind, number][] = [
  ['invalid', 400],
  ['unauthenticated', 401],
  ['forbidden', 403],
  ['not-found', 404],
  ['conflict', 409],
  ['unavailable', 503],
];

/** Called when the slow request is in hand. */
let arrived: () => void = () => undefined;

@Controller()
@Public()
class FaultyController {
  @Get('kind/:kind')
  kind(@Param('kind') asked: string): void {
    for (const [kind] of kinds) if (kind === asked) throw new AppError('TEST', kind, 'No.', { asked });
  }

  @Get('defect')
  defect(): void {
    throw new QueryFailedError('insert into leads', ['ann@example.com'], new Error('duplicate ann'));
  }

  @Get('page')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'public, max-age=3600')
  page(): string {
    throw new AppError('TEST', 'not-found', 'No.');
  }

  @Get('slow')
  async slow(): Promise<string> {
    arrived();
    await sleep(400);
    return 'done';
  }

  @Post('body')
  body(): string {
    return 'taken';
  }
}

@Module({ imports: [PlatformModule], controllers: [FaultyController] })
class TestModule {}

describe('errors over HTTP', () => {
  let database: TestDatabase;
  let app: NestFastifyApplication;
  let url: string;

  beforeEach(async () => {
    database = await createTestDatabase();
    process.env['DATABASE_URL'] = database.url;
    process.env['SECRET'] = 'a-secret-for-tests-which-is-long-enough';
    process.env['DATA_KEYS'] = testDataKeys;
    process.env['LOG_LEVEL'] = 'silent';
    app = await createHttpApp(TestModule);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterEach(async () => {
    await app.close();
    await database.drop();
  });

  it('answer each kind with its status, the code, the details and the id of the request', async () => {
    for (const [kind, status] of kinds) {
      const response = await fetch(`${url}/kind/${kind}`, { headers: { 'x-request-id': 'r-1' } });
      expect(response.status).toBe(status);
      const error = { code: 'TEST', message: 'No.', details: { asked: kind }, requestId: 'r-1' };
      expect(await response.json()).toEqual({ error });
      expect(response.headers.get('x-request-id')).toBe('r-1');
    }
  });

  it('are JSON and kept by nobody, whatever the route would have answered', async () => {
    const response = await fetch(`${url}/page`);
    expect([response.status, response.headers.get('content-type'), response.headers.get('cache-control')]).toEqual([404, 'application/json; charset=utf-8', 'no-store']); // prettier-ignore
    expect(await response.json()).toMatchObject({ error: { code: 'TEST' } });
  });

  it('say nothing of a defect but that it is ours', async () => {
    const response = await fetch(`${url}/defect`);
    const text = await response.text();
    expect(response.status).toBe(503);
    expect(text).toContain('INTERNAL');
    expect(text).not.toMatch(/ann|insert|stack/);
  });

  it('name an unknown route, an unreadable body and one too large', async () => {
    const post = async (body: string) => {
      const response = await fetch(`${url}/body`, { method: 'POST', body });
      return { status: response.status, text: await response.text() };
    };
    expect((await fetch(`${url}/nowhere`)).status).toBe(404);
    const unreadable = await fetch(`${url}/kind/%zz`);
    expect(unreadable.status).toBe(400);
    expect(await unreadable.json()).toMatchObject({
      error: { code: 'BAD_REQUEST', requestId: unreadable.headers.get('x-request-id') },
    });
    const overlong = await (await fetch(`${url}/kind/${'x'.repeat(1_201)}`)).text();
    expect(overlong).toContain('longer than any key or id');
    expect(overlong).not.toContain('percent');
    const half = await post('{"half":');
    expect(half.status).toBe(400);
    expect(half.text).toContain('BAD_REQUEST');
    const large = await post(JSON.stringify('x'.repeat(600_000)));
    expect(large.status).toBe(400);
    expect(large.text).toContain('BODY_TOO_LARGE');
    expect((await post('{"whole":true}')).status).toBe(201);
  });

  it('do not replace the id of a request by something that could forge a log line', async () => {
    const response = await fetch(`${url}/kind/invalid`, {
      headers: { 'x-request-id': 'a b","level":"fatal' },
    });
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('do not come from a shutdown: a request in flight is answered first', async () => {
    const arrival = new Promise<void>((resolve) => (arrived = resolve));
    const answer = fetch(`${url}/slow`);
    await arrival;
    await app.close();
    expect((await answer).status).toBe(200);
  });
});
