import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { z } from 'zod';
import type { LeadInterest } from '../../src/models/lead/lead-wish.js';
import type { LeadGrade } from '../../src/models/prediction/scores.js';
import { InferenceService } from '../../src/modules/inference/inference.service.js';
import { LeadFollower } from '../../src/modules/leads/lead-follower.js';
import { LeadsModule } from '../../src/modules/leads/leads.module.js';
import { LeadsService } from '../../src/modules/leads/leads.service.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { AuditService } from '../../src/modules/segments/audit/audit.service.js';
import { SegmentsModule } from '../../src/modules/segments/segments.module.js';
import { createTestTenant } from '../support/carousel.js';
import { settled } from '../support/database.js';
import { TestSegments } from '../support/segments-house.js';

@Module({ imports: [PlatformModule, SegmentsModule, LeadsModule] })
class HouseOfLeads {}

const day = 86_400_000;
const contact = { firstName: 'Ann', email: 'ann@example.com' };
const wish = { contact, interest: 'TEST_DRIVE', message: null, consent: null } as const;
const countOf = z.tuple([z.object({ count: z.string() })]);

describe('the grade of a lead', () => {
  let house: TestSegments;
  let grade: LeadGrade;
  beforeEach(async () => {
    house = await TestSegments.start(HouseOfLeads);
    const inference = house.service(InferenceService);
    const scoreLead = inference.scoreLead.bind(inference);
    inference.scoreLead = async (tenant, history, now) => ({
      ...(await scoreLead(tenant, history, now)),
      grade,
    });
  });
  afterEach(() => house.stop());

  const submit = async (
    anonymousId: string,
    as: LeadGrade,
    idempotencyKey: string = randomUUID(),
    interest: LeadInterest = wish.interest,
  ) => {
    // prettier-ignore
    grade = as;
    const outcome = await house.service(LeadsService).submit(house.caller, { ...wish, interest, anonymousId, idempotencyKey }); // prettier-ignore
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    await house.settle();
    return outcome.lead;
  };
  const segmentsOf = async (anonymousId: string) =>
    (await house.viewer(`anonymousId:${anonymousId}`))?.segmentIds.toSorted() ?? [];
  const notes = async () =>
    countOf.parse(await house.dataSource.query(`select count(*) from events where type = 'LEAD_GRADED'`))[0].count; // prettier-ignore
  const differences = async () => [
    await house.differences(),
    (await house.service(AuditService).audit({ tenantId: house.caller.tenantId })).differences,
  ];

  it('puts people in at once, and lets them go when it is too long ago', async () => {
    const hot = await house.make('Hot', { lead: { grade: ['A', 'B'] } });
    const fresh = await house.make('Fresh', { lead: { grade: ['A'], within: 'P7D' } });
    const cool = await house.make('Cool', { not: { lead: { grade: ['A', 'B'] } } });
    const idle = await house.make('Did anything lately', { did: { within: 'P1D' } });
    await submit('ann', 'A');
    await submit('bob', 'D');
    await house.send({ anonymousId: 'cat' });
    await house.settle();
    expect(await segmentsOf('ann')).toEqual([hot, fresh, idle].toSorted());
    expect(await segmentsOf('bob')).toEqual([cool, idle].toSorted());
    expect(await segmentsOf('cat')).toEqual([cool, idle].toSorted());
    house.pass(7 * day - 1);
    await house.settle();
    // To be graded is nothing that somebody does.
    expect(await segmentsOf('ann')).toEqual([hot, fresh].toSorted());
    house.pass(1);
    await house.settle();
    expect(await segmentsOf('ann')).toEqual([hot]);
    await submit('bob', 'B', undefined, 'BUY');
    expect(await segmentsOf('bob')).toEqual([hot, idle].toSorted());
    expect(await differences()).toEqual([[], 0]);
    expect((await house.segments.sentences(house.caller.tenantId)).get(fresh)).toBe(
      'with a lead of grade A scored in the last 7 days',
    );
  });

  it('goes where the person goes, by a merge and back', async () => {
    const hot = await house.make('Hot', { lead: { grade: ['A'] } });
    await submit('ann', 'A');
    await house.send({ anonymousId: 'phone' });
    await house.settle();
    const idOf = async (anonymousId: string) =>
      (await house.profiles.find(house.caller, { anonymousId }))?.id ?? '';
    const [fromProfileId, intoProfileId] = [await idOf('ann'), await idOf('phone')];
    const request = { fromProfileId, intoProfileId, reason: 'One person', isVerified: true };
    const merged = await house.merging.merge(house.caller, request);
    if (merged.kind !== 'merged') throw new Error(merged.kind);
    await house.settle();
    expect(await segmentsOf('phone')).toEqual([hot]);
    await house.merging.unmerge(house.caller, merged.merge.id);
    await house.settle();
    expect([await segmentsOf('phone'), await segmentsOf('ann')]).toEqual([[], [hot]]);
    expect(await differences()).toEqual([[], 0]);
  });

  it('is noted with the lead or not at all, and once, whoever makes it and however often', async () => {
    const hot = await house.make('Hot', { lead: { grade: ['A'] } });
    await house.dataSource.query(`
      create function refuse() returns trigger language plpgsql as $$ begin raise 'killed'; end $$;
      create trigger refuse before insert on events for each row when (new.type = 'LEAD_GRADED') execute function refuse()`);
    await expect(submit('ann', 'A', 'once')).rejects.toThrow('killed');
    expect(await house.dataSource.query('select 1 from leads')).toEqual([]);
    await house.dataSource.query('drop trigger refuse on events');
    // The event of the raised hand is durable: whoever follows the log makes the lead of it.
    await settled(house.dataSource.manager);
    await house.service(LeadFollower).followAll();
    await house.settle();
    expect([await segmentsOf('ann'), await notes()]).toEqual([[hot], '1']);
    await Promise.all([submit('ann', 'B', 'once'), submit('bob', 'A', 'twice'), submit('bob', 'A', 'twice')]);
    await settled(house.dataSource.manager);
    await house.service(LeadFollower).followAll();
    await house.settle();
    expect([await segmentsOf('ann'), await segmentsOf('bob'), await notes()]).toEqual([[hot], [hot], '2']);
  });

  it('of another tenant’s lead is nothing to a rule', async () => {
    const other = await createTestTenant(house.dataSource, 'other');
    const theirs = { ...house.caller, tenantId: other.id };
    await house.make('Hot', { lead: { grade: ['A'] } });
    grade = 'A';
    await house.service(LeadsService).submit(theirs, { ...wish, anonymousId: 'ann', idempotencyKey: 'k' });
    await house.send({ anonymousId: 'ann' });
    await house.settle();
    expect(await segmentsOf('ann')).toEqual([]);
  });

  it('of leads from before is noted by the migration, as it is noted today', async () => {
    await submit('ann', 'A');
    await submit('bob', 'C');
    const { dataSource } = house;
    const rows = () =>
      dataSource.query<unknown>(
        `select tenant_id, shard, occurred_at, profile_id, identity_id, name, message_id, source_id, properties, class,
           schema_version, vehicle, context, sealed from events where type = 'LEAD_GRADED' order by message_id`,
      );
    const noted = await rows();
    for (;;) {
      const [last]: { name: string }[] = await dataSource.query('select name from migrations order by id desc limit 1'); // prettier-ignore
      await dataSource.undoLastMigration();
      if (last?.name === 'NoteLeadGrades1763970002000') break;
    }
    expect(await rows()).toEqual([]);
    await dataSource.runMigrations();
    expect(await rows()).toEqual(noted);
    const hot = await house.make('Hot', { lead: { grade: ['A'] } });
    await house.settle();
    expect([await segmentsOf('ann'), await segmentsOf('bob')]).toEqual([[hot], []]);
  });
});
