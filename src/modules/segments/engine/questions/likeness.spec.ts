import fc from 'fast-check';
import { firstLifecycle } from '../../../../models/segment/lifecycle-settings.js';
import type { ShardAnswer } from '../../../../models/segment/shard-answer.js';
import { BehaviourVector, dimensionsOf } from '../../likeness/behaviour-vector.js';
import { dimensions } from '../../likeness/dimensions.js';
import { scoreOf } from '../../likeness/discriminant.js';
import { isHeldOut } from '../../likeness/held-out.js';
import { Moments } from '../../likeness/moments.js';
import { stepOf } from '../../likeness/score-histogram.js';
import { surroundingsFrom } from '../../meaning/surroundings-from.js';
import type { AudienceQuestion } from '../../../../models/segment/audience-question.js';
import { Audience, type Happening } from '../audience.js';

const now = Date.UTC(2026, 10, 22);
const day = 86_400_000;
const around = surroundingsFrom({ zone: 'UTC', places: new Map(), stages: firstLifecycle }, () => undefined, () => false); // prettier-ignore
const seed = { rule: { did: { event: 'SHOWROOM_VISITED' as const } }, salt: 'a salt' };
const direction = {
  weights: dimensions.map((_, place) => Math.sin(place + 1)),
  mean: dimensions.map((_, place) => (place % 3) / 10),
  spread: 1.5,
};

const anyHappening = fc.record({
  at: fc.integer({ min: now - 400 * day, max: now + day }),
  type: fc.constantFrom('VEHICLE_VIEWED' as const, 'SHOWROOM_VISITED' as const, 'PAGE_VIEWED' as const),
  name: fc.constant('it'),
  vehicle: fc.constantFrom(
    null,
    { bodyStyle: 'SUV' as const, price: 30_000 },
    { bodyStyle: 'VAN' as const, fuelType: 'DIESEL' as const },
  ),
});
const anyPeople = fc.array(fc.array(anyHappening, { maxLength: 8 }), { minLength: 1, maxLength: 25 });
const idOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function answerOf(people: readonly (readonly Happening[])[], question: AudienceQuestion): ShardAnswer {
  const audience = new Audience(around);
  people.forEach(
    (events, n) =>
    audience.replace(idOf(n), events.toSorted((one, other) => one.at - other.at)), // prettier-ignore
  );
  for (const told of audience.answer(question, now, 4)) if (told?.isExact) return told.answer;
  throw new Error('It was not answered.');
}

/** Thought through one person at a time. */
function naive(people: readonly (readonly Happening[])[]) {
  return people.map((events, n) => {
    const vector = new BehaviourVector(now);
    vector.begin();
    for (const event of events) vector.add(event.at, dimensionsOf(event));
    vector.end();
    const isOfSeed = events.some(({ type, at }) => type === 'SHOWROOM_VISITED' && at <= now);
    const part = isOfSeed ? (isHeldOut(seed, idOf(n)) ? 'heldOut' : 'seed') : 'other';
    return { id: idOf(n), part, vector: vector.values, score: scoreOf(direction, vector.values) };
  });
}

describe('what workers answer of likeness', () => {
  it('is what comes of looking at one person after another', () => {
    fc.assert(
      fc.property(anyPeople, (people) => {
        const each = naive(people);
        const moments = (those: typeof each) => {
          const all = new Moments(dimensions.length);
          for (const { vector } of those) all.add(vector);
          return all.toData();
        };
        const near = (numbers: readonly number[]) =>
          numbers.map((number): unknown => expect.closeTo(number, 6));
        const of = (part: string) => each.filter((one) => one.part === part);

        const behaviour = answerOf(people, { kind: 'behaviour', seed });
        if (behaviour.kind !== 'behaviour') throw new Error(behaviour.kind);
        expect(behaviour.heldOut).toBe(of('heldOut').length);
        expect([behaviour.seed.count, behaviour.everybody.count]).toEqual([of('seed').length, people.length]);
        expect(behaviour.seed.products).toEqual(near(moments(of('seed')).products));
        expect(behaviour.everybody.sums).toEqual(near(moments(each).sums));

        const alike = answerOf(people, { kind: 'alike', seed, direction });
        if (alike.kind !== 'alike') throw new Error(alike.kind);
        for (const [step, others, heldOut] of alike.histogram) {
          expect(others).toBe(of('other').filter(({ score }) => stepOf(score) === step).length);
          expect(heldOut).toBe(of('heldOut').filter(({ score }) => stepOf(score) === step).length);
        }

        const likest = answerOf(people, { kind: 'likest', seed, direction, fromStep: 0, most: 5 });
        if (likest.kind !== 'likest') throw new Error(likest.kind);
        const best = of('other').map(({ score }) => score).toSorted((one, other) => other - one).slice(0, 5); // prettier-ignore
        expect(likest.people.map(([, score]) => score)).toEqual(near(best));
        for (const [id, score] of likest.people) {
          const one = each.find((other) => other.id === id);
          expect(one?.part).toBe('other');
          expect(one?.score).toBeCloseTo(score, 6);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is the same people where many are equally alike, in whatever order they came into the shard', () => {
    const looked = [{ at: now - day, type: 'VEHICLE_VIEWED' as const, name: 'it', vehicle: null }];
    const likest = (order: readonly number[]) => {
      const audience = new Audience(around);
      for (const n of order) audience.replace(idOf(n), looked);
      const question = { kind: 'likest' as const, seed, direction, fromStep: 0, most: 3 };
      const told = [...audience.answer(question, now, 4)].at(-1);
      return told?.answer.kind === 'likest' ? told.answer.people.map(([id]) => id) : [];
    };
    const once = likest([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(once).toHaveLength(3);
    expect(likest([8, 7, 6, 5, 4, 3, 2, 1, 0])).toEqual(once);
    expect(likest([4, 1, 8, 0, 6, 2, 7, 3, 5])).toEqual(once);
  });
});
