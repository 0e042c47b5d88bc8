import type { EventEnvelope } from '../../src/models/event/event-envelope.js';
import { LookalikePeople } from '../../src/modules/segments/lookalikes/lookalike-people.js';
import { LookalikeWork } from '../../src/modules/segments/lookalikes/lookalike-work.service.js';
import { LookalikesService } from '../../src/modules/segments/lookalikes/lookalikes.service.js';
import { TestLists } from '../support/lists-of.js';
import { TestSegments } from '../support/segments-house.js';

type Did = Partial<EventEnvelope> & { userId: string };
const day = 86_400_000;
const ev6 = { make: 'Kia', model: 'EV6', bodyStyle: 'SUV', fuelType: 'ELECTRIC' } as const;
const van = { make: 'Ford', model: 'Transit', bodyStyle: 'VAN', fuelType: 'DIESEL' } as const;
const brochure = { type: 'CUSTOM', name: 'Brochure Ordered', vehicle: null } as const;
const names = (begin: number, end: number) =>
  Array.from({ length: end - begin }, (_, n) => `ev6-${begin + n}`);

describe('a lookalike of who ordered a brochure, half of those who looked at an EV6', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
    const looked = (userId: string, n: number, vehicle: typeof ev6 | typeof van): Did[] =>
      Array.from({ length: 1 + (n % 4) }, (_, k) => ({
        userId,
        vehicle,
        occurredAt: house.now - (2 + k) * day,
      }));
    const ordered = (userId: string): Did => ({ ...brochure, userId, occurredAt: house.now - day });
    await house.send(
      ...names(0, 120).flatMap((userId, n) => looked(userId, n, ev6)),
      ...Array.from({ length: 300 }, (_, n) => looked(`van-${n}`, n, van)).flat(),
      ...names(0, 60).map(ordered),
    );
  });
  afterEach(() => house.stop());

  it.each([
    ['itself', false],
    ['by another segment that it refers to', true],
  ])('finds the other half first where its rule asks for the brochure %s', async (_, isReferred) => {
    const asking = await house.make('Ordered a brochure', { did: { event: 'CUSTOM', name: brochure.name } });
    const segmentId = isReferred
      ? await house.make('The same', { all: [{ member: { of: asking } }] })
      : asking;
    await house.settle();
    const lookalikes = house.service(LookalikesService);
    const outcome = await lookalikes.request(house.caller, 'Like these', { segmentId }, 130);
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    const { tenantId, id } = outcome.lookalike;
    await house.service(LookalikeWork).take({ tenantId, id });
    const found = await house.service(LookalikePeople).list(house.caller, id, { limit: 100, afterKey: null });
    const lists = new TestLists(house);
    const others = await Promise.all(names(60, 120).map((userId) => lists.profileOf(userId)));
    expect(found).toHaveLength(70);
    expect(new Set(found.slice(0, 60).map(({ profileId }) => profileId))).toEqual(new Set(others));
    const { findings } = await lookalikes.find(house.caller, id);
    expect(findings?.signs.map(({ what }) => what)).not.toContain('did CUSTOM');
  });
});
