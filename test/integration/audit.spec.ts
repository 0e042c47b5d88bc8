import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { AuditService, type Audit } from '../../src/modules/segments/audit/audit.service.js';
import { TestSegments } from '../support/segments-house.js';

const day = 86_400_000;
const viewed = { did: { event: 'VEHICLE_VIEWED' } };
const lately = { did: { event: 'VEHICLE_VIEWED', within: 'P14D' } };
const rules = {
  viewed,
  lately,
  'twice an SUV': { did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] }, times: { atLeast: 2 } } },
  'paid on the web': { did: { event: 'ORDER_PLACED', properties: [{ name: 'channel', is: 'web' }] } },
  'paid much': { did: { event: 'ORDER_PLACED', sum: { of: 'deposit', atLeast: 500 } } },
  'in Leeds': { trait: { name: 'city', is: 'Leeds' } },
  'not in Leeds': { not: { trait: { name: 'city', is: 'Leeds' } } },
  'viewed, then ordered': { sequence: { steps: [{ event: 'VEHICLE_VIEWED' }, { event: 'ORDER_PLACED' }] } },
  bought: { stage: { journey: ['PURCHASE'] } },
  'without a hot lead': { not: { lead: { grade: ['A'] } } },
  half: { share: { salt: 'autumn', from: 0, below: 50 } },
};

describe('an audit of memberships by SQL', () => {
  let house: TestSegments;
  const ids = new Map<string, string>();
  beforeEach(async () => {
    house = await TestSegments.start();
    for (const [name, rule] of Object.entries(rules)) ids.set(name, await house.make(name, rule));
    ids.set('not lately', await house.make('not lately', { not: { member: { of: idOf('lately') } } }));
    for (const n of Array.from({ length: 12 }, (_, at) => at)) await house.send(...deedsOf(n));
    await house.send({ anonymousId: 'a-1', userId: 'u-0', type: 'IDENTIFIED', vehicle: null });
    await house.settle();
  });
  afterEach(() => house.stop());

  const idOf = (name: string) => ids.get(name) ?? '';
  const deedsOf = (n: number) => {
    const who = { anonymousId: `a-${n}`, userId: `u-${n % 8}` };
    const order = { ...who, type: 'ORDER_PLACED', name: 'Order Completed', vehicle: null } as const;
    return [
      ...(n % 2 ? [{ ...who, occurredAt: house.now - n * day }, who] : []),
      ...(n % 3 ? [] : [{ ...order, properties: { channel: n % 2 ? 'web' : 'desk', deposit: 200 * n } }]),
      { ...who, type: 'IDENTIFIED' as const, vehicle: null, traits: { city: n % 5 ? (n % 2 ? 'Leeds' : 'York') : null } }, // prettier-ignore
    ];
  };
  const audit = (segmentId?: string): Promise<Audit> =>
    house.service(AuditService).audit({ tenantId: house.caller.tenantId, segmentId });
  const of = ({ segments }: Audit, name: string) =>
    segments.find(({ segmentId }) => segmentId === idOf(name));
  const profileOf = async (userId: string) => (await house.profiles.find(house.caller, { userId }))?.id ?? '';

  it('finds no difference where all is as it should be, and counts who is in', async () => {
    const found = await audit();
    expect(found).toMatchObject({ differences: 0, people: 8 });
    expect(found.segments).toHaveLength(ids.size);
    for (const { segmentId, isIn, shouldBeIn } of found.segments)
      expect([segmentId, isIn, shouldBeIn]).toEqual([segmentId, await house.segments.size(house.caller, segmentId), isIn]); // prettier-ignore
    const sizes = found.segments.map(({ shouldBeIn }) => shouldBeIn);
    expect(sizes.filter((size) => size > 0 && size < 8).length).toBeGreaterThan(7);
    expect(of(found, 'paid on the web')?.isIn).toBeGreaterThan(0);
    house.pass(20 * day);
    await house.settle();
    expect(await audit()).toMatchObject({ differences: 0 });
  });

  it('finds a membership that was taken away by hand, and those that were added', async () => {
    const { tenantId } = house.caller;
    const [gone, added, nobody] = [await profileOf('u-1'), await profileOf('u-4'), randomUUID()];
    await house.dataSource.query('delete from segment_memberships where segment_id = $1 and profile_id = $2', [idOf('viewed'), gone]); // prettier-ignore
    await house.dataSource.query(
      'insert into segment_memberships (tenant_id, profile_id, segment_id, entered_at) select $1, unnest($2::uuid[]), $3, now()',
      [tenantId, [added, nobody], idOf('twice an SUV')],
    );
    const found = await audit();
    expect(found.differences).toBe(3);
    expect(of(found, 'viewed')).toMatchObject({ missing: { count: 1, profileIds: [gone] }, stray: { count: 0 }, stillWaiting: 0 }); // prettier-ignore
    const { stray, missing } = of(found, 'twice an SUV') ?? {};
    expect(new Set(stray?.profileIds)).toEqual(new Set([added, nobody]));
    expect(missing).toEqual({ count: 0, profileIds: [] });
    expect(await audit(idOf('in Leeds'))).toMatchObject({ differences: 0, segments: [{ name: 'in Leeds' }] });
    expect(await audit(idOf('viewed'))).toMatchObject({ differences: 1, segments: [{ name: 'viewed' }] });
  });

  it('waits a moment for what is being evaluated, by news, by time or anew', async () => {
    await house.send({ anonymousId: 'newcomer' });
    const auditing = audit();
    await sleep(1_500);
    await house.settle();
    const found = await auditing;
    expect(found.differences).toBe(0);
    expect(of(found, 'viewed')).toMatchObject({ settledMeanwhile: 1, isIn: (of(found, 'viewed')?.shouldBeIn ?? 0) - 1 }); // prettier-ignore

    house.pass(20 * day);
    const stale = await audit(idOf('lately'));
    expect(stale.differences).toBeGreaterThan(0);
    expect(of(stale, 'lately')).toMatchObject({ stray: { count: stale.differences }, missing: { count: 0 } });

    await house.settle();
    const anew = await house.make('anew', viewed);
    expect((await audit(anew)).segments[0]).toMatchObject({ isIn: 0, stillWaiting: found.people - 4 });
  });

  it('leaves alone a segment whose rule cannot be read', async () => {
    await house.dataSource.query(`update segments set rule = '{"foretold": 1}', version = version + 1 where id = $1`, [idOf('lately')]); // prettier-ignore
    const found = await audit();
    expect(found.differences).toBe(0);
    expect(found.segments.filter(({ isHeld }) => isHeld).map(({ name }) => name).toSorted()).toEqual(['lately', 'not lately']); // prettier-ignore
  });

  it('is a command that ends with 1 where there are differences', async () => {
    const run = async (...args: string[]) => {
      const command = ['dist/programs/run-here.js', 'audit-segments', ...args];
      const ended = promisify(execFile)(process.execPath, command, { env: process.env }).then(
        ({ stdout }) => ({ code: 0, stdout, stderr: '' }),
        (fault: unknown) => z.object({ code: z.number(), stdout: z.string(), stderr: z.string() }).parse(fault), // prettier-ignore
      );
      return ended;
    };
    const one = ['--tenant', house.caller.tenantId, '--segment', idOf('viewed')];
    const sound = await run(...one);
    expect(sound.stdout).toMatch(/ok .*“viewed”.*\n\n1 segment, 8 people: 0 differences\.\n$/s);
    expect(sound.code).toBe(0);
    await house.dataSource.query('delete from segment_memberships where segment_id = $1', [idOf('viewed')]);
    const tampered = await run('--tenant', 'demo');
    expect(tampered.stdout).toMatch(/DIFF .*“viewed”.* missing: profiles /);
    expect(tampered.code).toBe(1);
    const { code, stdout } = await run(...one, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ segments: [{ name: 'viewed', isIn: 0 }] });
  });
});
