import { QuestionsRepository } from '../../src/modules/segments/questions/questions.repository.js';
import { TestQuestionWorker } from '../support/question-worker.js';
import { TestSegments } from '../support/segments-house.js';

/** Of each of three shards more than twice as many as a sample looks at. */
const people = 123_000;
const aQuarter = { share: { salt: 'estimates', from: 0, below: 25 } };

describe('a preview of which not everybody is counted yet', () => {
  let house: TestSegments;
  let worker: TestQuestionWorker;
  beforeEach(async () => {
    house = await TestSegments.start();
    await putPeople();
    worker = await TestQuestionWorker.start(house);
  });
  afterEach(async () => {
    await worker.stop();
    await house.stop();
  });

  async function putPeople(): Promise<void> {
    const numbered = `select n, md5('person ' || n)::uuid as id from generate_series(1, ${people}) n`;
    const { tenantId } = house.caller;
    await house.dataSource.query(
      `insert into profiles (tenant_id, id, shard, created_at)
       select $1, id, ('x' || right(id::text, 7))::bit(28)::integer % 3, now() from (${numbered}) p`,
      [tenantId],
    );
    await house.dataSource.query(
      `insert into identities (tenant_id, id, kind, hash, sealed_value, profile_id, version, created_at)
       select $1, gen_random_uuid(), 'anonymousId', sha256(convert_to(n::text, 'UTF8')), 'none', id, 1, now() from (${numbered}) p`,
      [tenantId],
    );
  }

  it('says what samples of all shards say, and how far off that can be', async () => {
    const repository = house.service(QuestionsRepository);
    const tell = repository.tell.bind(repository);
    let goOn: () => void = () => undefined;
    const isEnough = new Promise<void>((resolve) => (goOn = resolve));
    repository.tell = async (tenantId, id, shard, told) => {
      if (told.isExact) await isEnough;
      await tell(tenantId, id, shard, told);
    };
    const tried = await house.previews.preview(house.caller, aQuarter, 3_000);
    if ('problems' in tried) throw new Error(JSON.stringify(tried.problems));
    const { id, size, margin, outOf, isExact } = tried.preview;
    goOn();
    expect({ outOf, isExact }).toEqual({ outOf: people, isExact: false });
    expect(margin).toBeGreaterThan(0);
    expect(margin).toBeLessThan(people / 100);
    expect(Math.abs(size - people / 4)).toBeLessThan(margin * 2);

    let after = await house.previews.find(house.caller, id);
    while (!after?.isExact) after = await house.previews.find(house.caller, id);
    expect(after).toMatchObject({ margin: 0, outOf: people });
    expect(Math.abs(after.size - size)).toBeLessThan(margin * 2);
  });
});
