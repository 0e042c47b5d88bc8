import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { atMost, median, quantile, rounded, type Bench, type Findings } from './bench.js';
import { asMarketer, putSegment, putStock, stockNumber } from './data.js';
import { onGround, type Ground } from './ground.js';
import { Client, mustBeOk } from './load.js';

const batchSize = 100;
/** What is measured is exact to that. */
const lookEveryMs = 2;
const giveUpMs = 30_000;

interface Size {
  eventsEach: number;
  pairs: number;
}
const full: Size = { eventsEach: 5_000, pairs: 9 };
const short: Size = { eventsEach: 1_000, pairs: 2 };

/** Milliseconds: until the answer, until the membership that follows, and of the floor. */
interface Round {
  answered: number;
  member: number;
  floor: number;
}

/**
 * What it takes to make two people one, each with thousands of events: until the answer, from which on every id leads to
 * the one who is left, and until they are in a segment that takes the deeds of both. The floor reads the same events once,
 * by bare SQL.
 */
export const merge: Bench = {
  name: 'merge',
  run: ({ smoke }) =>
    onGround(
      { apis: 1, workers: 1 },
      (pool, tenant) => putStock(pool, tenant, 1_000),
      (ground) => measure(ground, smoke ? short : full),
    ),
};

async function measure(ground: Ground, size: Size): Promise<Findings> {
  const { carousel, tenant } = ground;
  const times = { atLeast: size.eventsEach * 1.5 };
  const segmentId = await putSegment(carousel.url, tenant, 'Both together', {
    did: { event: 'VEHICLE_VIEWED', times, within: 'P14D' },
  });
  const collector = new Client(carousel.url, { authorization: `Bearer ${tenant.keys.collector}` }, 4);
  try {
    for (let pair = 0; pair < size.pairs; pair++)
      for (const who of ['one', 'other']) await live(collector, `${who}-${pair}`, size.eventsEach);
  } finally {
    collector.close();
  }
  const rounds: Round[] = [];
  for (let pair = 0; pair < size.pairs; pair++) rounds.push(await round(ground, segmentId, pair));
  return report(rounds, size);
}

async function live(collector: Client, anonymousId: string, events: number): Promise<void> {
  for (let sent = 0; sent < events; sent += batchSize) {
    const batch = Array.from({ length: batchSize }, (_, n) => ({
      type: 'track',
      event: 'Product Viewed',
      anonymousId,
      properties: { sku: stockNumber((sent + n) % 1_000) },
    }));
    mustBeOk(await collector.post('/v1/batch', JSON.stringify({ batch })));
  }
}

async function round({ carousel, tenant, pool }: Ground, segmentId: string, pair: number): Promise<Round> {
  const answer = z.object({ profile: z.object({ id: z.string() }) });
  const profileIdOf = async (id: string) =>
    (await asMarketer(carousel.url, tenant, 'query ($id: String) { profile(anonymousId: $id) { id } }', { id }, answer)).profile.id; // prettier-ignore
  const from = await profileIdOf(`other-${pair}`);
  const into = await profileIdOf(`one-${pair}`);
  const floorBegan = performance.now();
  await pool.query(
    `select e.* from events e join identities i on i.tenant_id = e.tenant_id and i.id = e.identity_id
     where i.tenant_id = $1 and i.profile_id = any($2) order by e.occurred_at, e.seq`,
    [tenant.id, [from, into]],
  );
  const began = performance.now();
  await asMarketer(
    carousel.url,
    tenant,
    'mutation ($from: ID!, $into: ID!) { mergeProfiles(from: $from, into: $into, reason: "bench") { __typename } }',
    { from, into },
    z.object({ mergeProfiles: z.object({ __typename: z.literal('ProfileMerge') }) }),
  );
  const answered = performance.now() - began;
  for (;;) {
    const { rowCount } = await pool.query(
      'select from segment_memberships where tenant_id = $1 and segment_id = $2 and profile_id = $3',
      [tenant.id, segmentId, into],
    );
    const member = performance.now() - began;
    if (rowCount === 1) return { answered, member, floor: began - floorBegan };
    if (member > giveUpMs) throw new Error(`No membership followed a merge within ${giveUpMs / 1000} s.`);
    await sleep(lookEveryMs);
  }
}

function report(rounds: readonly Round[], { eventsEach, pairs }: Size): Findings {
  const row = (what: string, values: number[]) => ({
    what,
    p50Ms: rounded(median(values)),
    worstMs: rounded(quantile(values, 1)),
  });
  const answered = rounds.map((one) => one.answered);
  const member = rounds.map((one) => one.member);
  return {
    about: [`${pairs} pairs of people with ${eventsEach} events each, merged one after another.`],
    table: [
      row('merged: every id leads to one', answered),
      row('in the segment of both', member),
      row('the same events read once (floor)', rounds.map((one) => one.floor)), // prettier-ignore
    ],
    figures: [
      atMost('merge_answered_p50', median(answered), 'ms', 100),
      atMost('merge_followed_p50', median(member), 'ms', 100),
    ],
  };
}
