import { creativeAngles } from '../../src/models/prediction/scores.js';
import { leadFeatures, type LeadFeature } from '../../src/modules/inference/features/lead-features.js';
import { liveOf } from './lives.js';
import { Random } from './random.js';
import { makeRows, playLive, type WrittenLog } from './replay.js';
import { worldOf } from './world.js';

const seeds = Array.from({ length: 24 }, (_, seed) => seed + 1);
const hourMs = 3_600_000;

/**
 * One shopper's life as a log gets to see it: a fifth of the events come late, by up to three days, some are dated to the
 * minute, so that several share an instant, and some are dated ahead of the clock that accepted them.
 */
function logOf(seed: number): WrittenLog {
  const world = worldOf(seed, 200);
  const random = Random.of(seed, 1_000_000);
  const life = [...Array(40).keys()]
    .map((index) => liveOf(world, index))
    .find(({ history }) => history.events.length > 60);
  if (!life) throw new Error(`nobody of seed ${seed} did much`);
  const coarse = random.chance(0.5) ? 15 * 60_000 : 1;
  const entries = life.history.events
    .map((event) => ({
      event: { ...event, at: event.at - (event.at % coarse) + (random.chance(0.02) ? hourMs : 0) },
      acceptedAt: event.at + (random.chance(0.2) ? random.whole(72) * hourMs : random.whole(5_000)),
    }))
    .sort((one, other) => one.acceptedAt - other.acceptedAt)
    .map(({ event, acceptedAt }, seq) => ({ event: { ...event, seq }, acceptedAt }));
  const instants = entries
    .filter(() => random.chance(0.3))
    .map(({ event, acceptedAt }) => (random.chance(0.5) ? event.at : acceptedAt));
  return {
    traits: life.history.traits,
    entries,
    moments: [...instants, ...instants.map((at) => at + random.whole(10 * 24) * hourMs)].sort(
      (a, b) => a - b,
    ),
    candidates: creativeAngles.map((angle) => ({
      vehicle: world.stockFor(random),
      creative: { creativeId: angle, angle },
    })),
  };
}
const logs = seeds.map(logOf);

/** How many numbers of all rows differ between serving and training. */
function differences(one: typeof playLive, other: typeof makeRows, features = () => leadFeatures): number {
  let count = 0;
  for (const log of logs) {
    const served = one(log, features());
    const taught = other(log, features());
    served.forEach(({ lead, offers }, place) => {
      const row = taught[place];
      count += lead.filter((value, column) => !Object.is(value, row?.lead[column])).length;
      for (const [name, values] of Object.entries(offers))
        count += values.filter((value, column) => !Object.is(value, row?.offers[name]?.[column])).length;
    });
  }
  return count;
}

it('plays logs with late events and events of one instant', () => {
  const entries = logs.flatMap(({ entries }) => entries);
  expect(entries.filter(({ event, acceptedAt }) => acceptedAt - event.at > hourMs).length).toBeGreaterThan(
    500,
  );
  const shared = logs.map(({ entries: own }) => own.length - new Set(own.map(({ event }) => event.at)).size);
  expect(shared.filter((count) => count > 20).length).toBeGreaterThan(5);
  expect(logs.flatMap(({ moments }) => moments).length).toBeGreaterThan(400);
});

it('finds no difference between rows of training and rows of serving', () => {
  expect(differences(playLive, makeRows)).toBe(0);
});

it('finds a feature that knows the future', () => {
  // It remembers by itself what it was told, past the state it is given: a whole history, when it is trained.
  const peeking = (): LeadFeature => {
    let enquiries = 0;
    return {
      name: 'enquiriesEver',
      days: 90,
      typical: 0,
      writes: ({ type }) => {
        if (type === 'LEAD_SUBMITTED') enquiries++;
        return null;
      },
      reads: () => enquiries,
      sentence: () => '',
    };
  };
  expect(differences(playLive, makeRows, () => [...leadFeatures, peeking()])).toBeGreaterThan(100);
});

it('finds training that sees what came late', () => {
  const tooMuch: typeof makeRows = (log, features) =>
    makeRows(log, features, (_log, at) => ({ at, seq: Infinity }));
  expect(differences(playLive, tooMuch)).toBeGreaterThan(100);
});
