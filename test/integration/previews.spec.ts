import { ChangePreviewService } from '../../src/modules/segments/previews/change-preview.service.js';
import { QuestionsService } from '../../src/modules/segments/questions/questions.service.js';
import { TestSegments } from '../support/segments-house.js';

const viewed = { did: { event: 'VEHICLE_VIEWED' } };
const saved = { did: { event: 'VEHICLE_SAVED', within: 'P30D' } };

describe('trying another rule for a segment', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  const change = (id: string, rule: unknown) =>
    house.service(ChangePreviewService).preview(house.caller, id, rule, 20_000);

  it('tells who would enter and who would leave: those who do when the rule is changed', async () => {
    const id = await house.make('Viewed', viewed);
    await house.send(
      { anonymousId: 'only-viewed' },
      { anonymousId: 'both' },
      { anonymousId: 'both', type: 'VEHICLE_SAVED' },
      { anonymousId: 'only-saved', type: 'VEHICLE_SAVED' },
      { anonymousId: 'saved-too', type: 'VEHICLE_SAVED' },
    );
    await house.settle();
    const members = async () =>
      new Set((await house.segments.members(house.caller, id, { limit: 50, afterKey: null })).map(({ profileId }) => profileId)); // prettier-ignore
    const before = await members();
    const tried = await change(id, saved);
    if ('problems' in tried) throw new Error(JSON.stringify(tried.problems));
    const { after, entering, leaving, version } = tried.change;
    expect([after.size, entering.size, leaving.size]).toEqual([3, 2, 1]);
    expect([after, entering, leaving].every(({ isExact, margin }) => isExact && margin === 0)).toBe(true);

    await house.segments.update(house.caller, id, { rule: saved, expectedVersion: version });
    await house.settle();
    const now = await members();
    expect([...now].filter((one) => !before.has(one)).sort()).toEqual(entering.profileIds.toSorted());
    expect([...before].filter((one) => !now.has(one)).sort()).toEqual(leaving.profileIds.toSorted());
  });

  it('counts each person once: who enters and who leaves make the difference, whatever comes in while it is asked', async () => {
    const id = await house.make('Viewed', viewed);
    await house.send({ anonymousId: 'only-viewed' }, { anonymousId: 'both' });
    await house.send({ anonymousId: 'both', type: 'VEHICLE_SAVED' });
    await house.settle();
    const questions = house.service(QuestionsService);
    const ask = questions.ask.bind(questions);
    let last: Promise<unknown> = Promise.resolve();
    let late = 0;
    // After each question somebody more has saved, who never viewed.
    questions.ask = (...given) => {
      const answered = last.then(() => ask(...given));
      last = answered
        .then(() => house.send({ anonymousId: `late-${late++}`, type: 'VEHICLE_SAVED' }))
        .then(() => house.settle());
      return answered;
    };
    const tried = await change(id, saved);
    await last;
    if ('problems' in tried) throw new Error(JSON.stringify(tried.problems));
    const { after, entering, leaving } = tried.change;
    expect(late).toBeGreaterThan(1);
    expect([after, entering, leaving].every(({ isExact }) => isExact)).toBe(true);
    expect(after.size - entering.size + leaving.size).toBe(2);
    expect(new Set([after, entering, leaving].map(({ outOf }) => outOf)).size).toBe(1);
    for (const { size, profileIds } of [after, entering, leaving])
      expect(profileIds.length).toBeLessThanOrEqual(size);
  });

  it('refuses what could not be stored, and a segment that is not there or is archived', async () => {
    const id = await house.make('Viewed', viewed);
    expect(await change(id, { member: { of: id } })).toMatchObject({
      problems: [{ path: 'rule.member.of' }],
    });
    expect(await change(id, { did: { within: 'a while' } })).toHaveProperty('problems');
    await expect(change('00000000-0000-4000-8000-000000000000', viewed)).rejects.toMatchObject({
      code: 'SEGMENT_NOT_FOUND',
    });
    await house.segments.archive(house.caller, id);
    await expect(change(id, viewed)).rejects.toMatchObject({ code: 'SEGMENT_ARCHIVED' });
  });
});
