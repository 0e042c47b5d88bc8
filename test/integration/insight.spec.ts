import { ClausesService } from '../../src/modules/segments/insight/clauses.service.js';
import { InsightService, type InsightAsked } from '../../src/modules/segments/insight/insight.service.js';
import { SuggestionsService } from '../../src/modules/segments/insight/suggestions.service.js';
import { QuestionAsker } from '../../src/modules/segments/questions/question-asker.js';
import { TestSegments } from '../support/segments-house.js';

const viewed = { did: { event: 'VEHICLE_VIEWED' } };
const leeds = { trait: { name: 'city', is: 'Leeds' } };

/** No worker runs here: everybody is read from PostgreSQL. */
describe('what is to be learnt of audiences, with no worker running', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  const lives = (userId: string, city: string) => ({ userId, type: 'IDENTIFIED' as const, name: 'identify', traits: { city } }); // prettier-ignore
  const someone = (n: number) => ({ userId: `u-${n}` });
  const insight = async (asked: Pick<InsightAsked, 'audience'> & Partial<InsightAsked>) => {
    const found = await house.service(InsightService).insight(house.caller, { comparedWith: null, traits: null, ...asked }, 1_000); // prettier-ignore
    if ('problems' in found) throw new Error(JSON.stringify(found.problems));
    return found.insight;
  };

  it('is told all the same, and of segments as of rules', async () => {
    await house.send(
      ...[0, 1, 2, 3, 4, 5].map((n) => lives(`u-${n}`, n < 5 ? 'Leeds' : 'York')),
      ...[0, 1, 2, 3, 4].map(someone),
    );
    const segmentId = await house.make('Viewed', viewed);
    await house.settle();
    const told = await insight({ audience: { segmentId } });
    expect(told).toMatchObject({ size: 5, comparedSize: 6, outOf: 6, isExact: true });
    expect(told.dimensions.find(({ dimension }) => dimension === 'CITY')?.values).toMatchObject([
      { value: 'Leeds', people: 5, share: 1, index: 120 },
    ]);
    const rule = { all: [{ member: { of: segmentId } }, leeds] };
    const found = await house.service(ClausesService).clauses(house.caller, { rule }, 1_000);
    expect(found).toMatchObject({
      clauses: { size: 5, outOf: 6, clauses: [{ difference: 0 }, { difference: 0 }] },
    });
    expect(await house.service(SuggestionsService).suggest(house.caller, 5, 1_000)).toEqual({
      ...{ buyers: 0, outOf: 6, suggestions: [] },
    });
  });

  it('is told of whoever appeared since workers were last there, too', async () => {
    await house.send(lives('u-1', 'Leeds'));
    await house.settle();
    await house.send(lives('u-2', 'Leeds'), lives('u-3', 'York'), someone(3));
    expect(await insight({ audience: { rule: leeds } })).toMatchObject({ size: 2, outOf: 3 });
    expect(await insight({ audience: { rule: viewed } })).toMatchObject({ size: 1, outOf: 3 });
  });

  it('refuses rules and traits that are not in order, and says of which audience they are', async () => {
    const { caller } = house;
    const wrong = { did: { within: 'a while' } };
    const service = house.service(InsightService);
    const traits = Array.from({ length: 11 }, (_none, n) => `trait-${n}`);
    expect(
      await service.insight(caller, { audience: { rule: wrong }, comparedWith: { rule: wrong }, traits }, 0),
    ).toMatchObject({
      problems: [
        { path: 'audience.rule.did.within' },
        { path: 'comparedWith.rule.did.within' },
        { path: 'traits' },
      ],
    });
    const nobodys = { segmentId: '00000000-0000-4000-8000-000000000000' };
    await expect(service.insight(caller, { audience: nobodys, comparedWith: null, traits: null }, 0)).rejects.toMatchObject({ code: 'SEGMENT_NOT_FOUND' }); // prettier-ignore
    await expect(house.service(ClausesService).clauses(caller, nobodys, 0)).rejects.toMatchObject({ code: 'SEGMENT_NOT_FOUND' }); // prettier-ignore
    const archived = await house.make('Viewed', viewed);
    await house.segments.archive(caller, archived);
    await expect(
      house.service(ClausesService).clauses(caller, { segmentId: archived }, 0),
    ).rejects.toMatchObject({ code: 'SEGMENT_ARCHIVED' });
  });

  it('says so where workers do not look at everybody in time, rather than tell half of it', async () => {
    await house.send({ userId: 'u-1' });
    house.service(QuestionAsker).isAnybodyThere = () => Promise.resolve(true);
    const rule = { all: [viewed, leeds] };
    for (const asking of [
      house.service(ClausesService).clauses(house.caller, { rule }, 1),
      house.service(SuggestionsService).suggest(house.caller, 5, 1),
    ])
      await expect(asking).rejects.toMatchObject({ code: 'AUDIENCE_NOT_COUNTED', kind: 'unavailable' });
    const { id, ...told } = await insight({ audience: { rule }, traits: [] });
    expect(told).toEqual({ size: 0, comparedSize: 0, outOf: 0, isExact: false, dimensions: [] });
    expect(await house.service(InsightService).find(house.caller, id)).toEqual({ id, ...told });
    expect(await house.previews.find(house.caller, id)).toBeNull();
  });
});
