import { Leftovers } from '../../src/modules/segments/leftovers.js';
import { SegmentsPersonalData } from '../../src/modules/segments/personal-data.service.js';
import { QuestionsRepository } from '../../src/modules/segments/questions/questions.repository.js';
import { TestQuestionWorker } from '../support/question-worker.js';
import { TestSegments } from '../support/segments-house.js';

const viewed = { did: { event: 'VEHICLE_VIEWED' } };

describe('a question under way', () => {
  let house: TestSegments;
  let worker: TestQuestionWorker;
  beforeEach(async () => {
    house = await TestSegments.start();
    await house.send(...[1, 2, 3].map((n) => ({ userId: `u-${n}` })));
    await house.settle();
    worker = await TestQuestionWorker.start(house);
  });
  afterEach(async () => {
    await worker.stop();
    await house.stop();
  });

  /** Has shards wait with what they tell until they are let. */
  function holdAnswers(): () => void {
    const repository = house.service(QuestionsRepository);
    const tell = repository.tell.bind(repository);
    let letGo: () => void = () => undefined;
    const isLet = new Promise<void>((resolve) => (letGo = resolve));
    repository.tell = (...told) => isLet.then(() => tell(...told));
    return letGo;
  }

  async function erase(): Promise<void> {
    const profile = await house.profiles.find(house.caller, { userId: 'u-1' });
    const person = { tenantId: house.caller.tenantId, profileIds: [profile?.id ?? ''], identityIds: [] };
    const all: unknown[] = [];
    while (all.length === 0) all.push(...(await questions()));
    await house.dataSource.transaction((manager) => house.service(SegmentsPersonalData).erase(manager, person)); // prettier-ignore
  }

  const questions = (): Promise<unknown[]> => house.dataSource.query('select id from audience_questions');
  const preview = async (patienceMs: number) => {
    const tried = await house.previews.preview(house.caller, viewed, patienceMs);
    if ('problems' in tried) throw new Error(JSON.stringify(tried.problems));
    return tried.preview;
  };

  it('is asked anew when somebody is erased meanwhile', async () => {
    const letGo = holdAnswers();
    const asking = preview(20_000);
    await erase();
    letGo();
    const { id, size, outOf, isExact } = await asking;
    expect({ size, outOf, isExact }).toEqual({ size: 3, outOf: 3, isExact: true });
    expect(await house.previews.find(house.caller, id)).toMatchObject({ size: 3, isExact: true });
  });

  it('is known for ten minutes, and then nothing is kept of it, asks the tenant anything again or not', async () => {
    const { id } = await preview(20_000);
    const kept = (): Promise<unknown[]> => house.dataSource.query('select question_id from audience_answers');
    const leftovers = house.service(Leftovers);
    const age = (minutes: number) =>
      house.dataSource.query('update audience_questions set asked_at = asked_at - make_interval(mins => $1)', [minutes]); // prettier-ignore
    await age(9);
    await leftovers.clear();
    expect(await house.previews.find(house.caller, id)).toMatchObject({ size: 3, isExact: true });
    await age(1);
    expect(await house.previews.find(house.caller, id)).toBeNull();
    expect(await kept()).toHaveLength(3);
    await leftovers.clear();
    expect([await kept(), await questions()]).toEqual([[], []]);
  });

  it('is not answered with nothing when there is no time to ask it anew', async () => {
    const letGo = holdAnswers();
    const asking = preview(500);
    const refused = expect(asking).rejects.toMatchObject({ code: 'AUDIENCE_NOT_COUNTED', kind: 'unavailable' }); // prettier-ignore
    await erase();
    await refused;
    letGo();
  });
});
