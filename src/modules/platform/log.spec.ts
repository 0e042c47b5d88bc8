import { jest } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { Log, withRequestId } from './log.js';

/** What a log wrote, as text and as facts. */
function record(logLevel = 'debug'): { log: Log; text: () => string; last: () => unknown } {
  const lines: string[] = [];
  const log = new Log({ logLevel }, { write: (line: string) => void lines.push(line) });
  return { log, text: () => lines.join(''), last: (): unknown => JSON.parse(lines.at(-1) ?? 'null') };
}

describe('the log', () => {
  it('writes facts, words and the id of the request', () => {
    const { log, last } = record();
    withRequestId('r-1', () => log.log({ rows: 3 }, 'imported'));
    expect(last()).toMatchObject({ level: 'info', rows: 3, msg: 'imported', requestId: 'r-1' });
  });

  it('writes what each request warns of once in a while, and how many were left out', () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(1_000);
    const { log, text, last } = record();
    for (let n = 0; n < 5; n++) log.warnRarely({ n }, 'the store is away');
    log.warnRarely({}, 'something else');
    expect(text().trim().split('\n')).toHaveLength(2);
    clock.mockReturnValue(11_000);
    log.warnRarely({ n: 5 }, 'the store is away');
    expect(last()).toMatchObject({ n: 5, leftOut: 4, level: 'warn' });
    clock.mockRestore();
  });

  it("keeps Nest's boot chatter at debug and its errors as errors", () => {
    const { log, text } = record('info');
    log.log('TenancyModule dependencies initialized', 'InstanceLoader');
    expect(text()).toBe('');
    log.error('it broke', 'Error: it broke\n    at somewhere');
    expect(text()).toContain('it broke');
  });

  it.each([
    ['a trait', { traits: { email: 'ann@example.com' } }],
    ['a name', { lead: { contact: { firstName: 'Ann', lastName: 'Lee' } } }],
    ['a name deep down', { a: { b: { c: { d: { name: 'Ann Lee' } } } } }],
    ['GraphQL variables', { variables: { input: { who: 'Ann' } } }],
    [
      'headers',
      { headers: { authorization: 'Bearer ck_admin_0123456789ab_c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0' } },
    ],
    ['a list', { people: [{ userId: 'Ann' }] }],
    ['an object as message of Nest', new Error('refused for ann@example.com')],
  ])('keeps %s to itself', (_what, facts) => {
    const { log, text } = record();
    log.warn(facts, 'something');
    expect(text()).not.toMatch(/ann|lee|c2VjcmV0/i);
    expect(text()).toContain('something'.slice(0, facts instanceof Error ? 0 : undefined));
  });

  it('scrubs free text: e-mail, phone, VIN, key, password in an address', () => {
    const { log, text } = record();
    log.warn({ note: 'from ann.lee+x@mail.example.co.uk' }, 'call +44 7700 900123 about WVWZZZ1JZXW000001');
    log.warn({}, 'ck_storefront_0123456789ab_abcdefgh-ijk at postgres://carousel:hunter2@db:5432/x');
    expect(text()).not.toMatch(/ann|7700|WVWZ|abcdefgh|hunter2/);
    expect(text()).toContain('ck_storefront_0123456789ab_[redacted]');
  });

  it('leaves ids, numbers and versions readable', () => {
    const { log, last } = record();
    const facts = { profileId: '7c9e6679-7425-40de-944b-e07fc1f90ae7', at: 1763800001000, migration: 'CreateTenants1763800001000' }; // prettier-ignore
    log.log(facts, 'fine');
    expect(last()).toMatchObject(facts);
  });

  it('says which rule a statement broke, and neither the statement nor its data', () => {
    const { log, text, last } = record();
    const driver = Object.assign(new Error('duplicate key value violates unique constraint "leads_email"'), {
      code: '23505',
      detail: 'Key (email)=(ann@example.com) already exists.',
      constraint: 'leads_email',
    });
    log.error({ err: new QueryFailedError('insert into leads values ($1)', ['Ann'], driver) }, 'failed');
    expect(text()).not.toMatch(/ann|insert into/i);
    expect(last()).toMatchObject({
      err: { type: 'QueryFailedError', code: '23505', constraint: 'leads_email' },
    });
  });

  it('does not repeat what a message quotes', () => {
    const { log, text } = record();
    const driver = Object.assign(new Error('invalid input syntax for type uuid: "Ann"'), { code: '22P02' });
    log.error({ err: new QueryFailedError('select', [], driver) }, 'failed');
    try {
      JSON.parse('{"who": Ann');
    } catch (fault) {
      log.error({ err: new Error('unreadable', { cause: fault }) }, 'failed');
    }
    expect(text()).not.toContain('Ann');
    expect(text()).toContain('unreadable');
  });
});
