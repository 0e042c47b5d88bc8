import { z } from 'zod';
import { createTestTenant, eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const lead = z.object({ id: z.string(), status: z.string(), folded: z.boolean() });
const submitted = z.object({ submitLead: lead });
const submit = 'mutation ($input: SubmitLeadInput!) { submitLead(input: $input) { ... on Lead { id status folded } } }'; // prettier-ignore
const moved = z.object({
  moveLead: z.object({
    ...{ __typename: z.string(), lead: z.object({ id: z.string(), status: z.string() }).optional(), isNew: z.boolean().optional() },
    ...{ from: z.string().optional(), allowed: z.array(z.string()).optional(), openLeadId: z.string().nullish(), problems: z.array(z.object({ path: z.string() })).optional() },
  }),
}); // prettier-ignore
const move = `mutation ($input: MoveLeadInput!) { moveLead(input: $input) { __typename
  ... on LeadMoved { lead { id status } isNew } ... on MoveNotAllowed { from allowed openLeadId } ... on InvalidLeadMove { problems { path } } } }`; // prettier-ignore

describe('the life of a lead', () => {
  let story: Story;
  let keys = 0;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const ask = async (query: string, variables: object = {}, key?: string): Promise<unknown> => {
    const { data, errors } = await story.ask(query, variables, key);
    expect(errors).toEqual([]);
    return data;
  };
  const raise = async (anonymousId: string, more: object = {}) => {
    const contact = { email: `${anonymousId}@example.org` };
    const input = { interest: 'BUY', contact, viewer: { anonymousId }, idempotencyKey: `hand-${++keys}`, ...more }; // prettier-ignore
    for (;;) {
      const { data, errors } = await story.ask(submit, { input }, story.keys.storefront);
      // A machine under load may say so; the same is sent again then, as any sender would.
      if (errors[0]?.extensions['code'] === 'BUSY') continue;
      expect(errors).toEqual([]);
      return submitted.parse(data).submitLead;
    }
  };
  const moveTo = async (leadId: string, to: string, more: object = {}) =>
    moved.parse(await ask(move, { input: { leadId, to, idempotencyKey: `move-${++keys}`, ...more } })).moveLead; // prettier-ignore
  const page = z.object({ leads: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string() }) })) }) }); // prettier-ignore
  const listed = async (filter: string) => page.parse(await ask(`{ leads(first: 50, ${filter}) { edges { node { id } } } }`)).leads.edges.map(({ node }) => node.id); // prettier-ignore

  it('is one lead for one person and interest, however many hands are raised at once', async () => {
    const hands = await Promise.all(Array.from({ length: 50 }, (_, n) => raise('eager', { message: `hand ${n}` }))); // prettier-ignore
    const [id = ''] = new Set(hands.map((hand) => hand.id));
    expect(hands.filter((hand) => hand.id !== id)).toEqual([]);
    expect(hands.filter(({ folded }) => !folded)).toHaveLength(1);
    const other = await raise('eager', { interest: 'TRADE_IN', message: 'My old one' });
    expect([other.id === id, other.folded]).toEqual([false, false]);
    // Whoever says they are somebody learns nothing of them, whether a lead of theirs is there or not, but which lead their hand is of.
    const leaky =
      'profileId dealerId vehicleId make message contact { email } tradeIn { make } score { grade } responseDue respondedAt';
    const input = (anonymousId: string) => ({ interest: 'OTHER', contact: { phone: '020 7946 0013' }, viewer: { anonymousId }, idempotencyKey: `curious-${anonymousId}` }); // prettier-ignore
    const nothing = { dealerId: null, vehicleId: null, make: null, message: null, contact: null, tradeIn: null, score: null, responseDue: null, respondedAt: null, profileId: null }; // prettier-ignore
    const curious = (fields: string, key: string, who = 'quiet') =>
      story.ask(
        `mutation ($input: SubmitLeadInput!) { submitLead(input: $input) { ... on Lead { id status folded interest ${fields} } } }`,
        { input: input(who) },
        key,
      );
    const first = await curious(leaky, story.keys.storefront, 'silent');
    const sent = { status: 'NEW', interest: 'OTHER', ...nothing };
    expect(first.data).toMatchObject({ submitLead: { folded: false, ...sent } });
    const quiet = await raise('quiet', { message: 'Mine alone' });
    const joinedOne = await curious(leaky, story.keys.storefront);
    expect(joinedOne.data).toEqual({ submitLead: { id: quiet.id, folded: true, ...sent } });
    for (const field of [
      'hands { message }',
      'moves { note }',
      'ledger { edges { cursor } }',
      'routing { dealerId }',
      'escalations { at }',
    ])
      expect([field, (await curious(field, story.keys.storefront)).errors[0]?.extensions['code']]).toEqual([
        field,
        'FORBIDDEN',
      ]);
    const general = await raise('eager', { interest: 'OTHER', contact: { phone: '+44 20 7946 0018' } });
    expect([general.id, general.folded]).toEqual([other.id, true]);
    const shown = z.object({ lead: z.object({ interest: z.string(), contact: z.object({ email: z.string(), phone: z.string() }), hands: z.array(z.object({ interest: z.string() })) }) }); // prettier-ignore
    const whole = await ask(`{ lead(id: "${other.id}") { interest contact { email phone } hands { interest } } }`); // prettier-ignore
    // What the lead did not know, the newest hand says; what it knew stays.
    expect(shown.parse(whole).lead).toEqual({
      interest: 'TRADE_IN',
      contact: { email: 'eager@example.org', phone: '+44 20 7946 0018' },
      hands: [{ interest: 'OTHER' }, { interest: 'TRADE_IN' }],
    });
    const all = z.object({ lead: z.object({ hands: z.array(z.object({ message: z.string() })) }) });
    const messages = all.parse(await ask(`{ lead(id: "${id}") { hands { message } } }`)).lead.hands;
    expect(new Set(messages.map(({ message }) => message)).size).toBe(50);
  });

  it('is told by moves that count once, have reasons, and go nowhere they may not', async () => {
    const { id } = await raise('mover');
    const told = { idempotencyKey: 'told-once', note: 'Secretly spoke to Zebedee' };
    expect(await moveTo(id, 'CONTACTED', told)).toMatchObject({ __typename: 'LeadMoved', isNew: true });
    expect(await moveTo(id, 'CONTACTED', told)).toMatchObject({ __typename: 'LeadMoved', isNew: false });
    expect((await moveTo(id, 'SOLD', told)).problems).toEqual([{ path: 'idempotencyKey' }]);
    expect((await moveTo(id, 'LOST')).problems).toEqual([{ path: 'reason' }]);
    expect((await moveTo(id, 'SOLD', { reason: 'PRICE', at: '2999-01-01T00:00:00Z' })).problems).toEqual([{ path: 'reason' }, { path: 'at' }]); // prettier-ignore
    expect(await moveTo(id, 'LOST', { reason: 'PRICE' })).toMatchObject({ lead: { id, status: 'LOST' } });
    expect(await listed('openOnly: true')).not.toContain(id);
    expect(await listed('status: LOST')).toEqual([id]);
    // While another is open for the same, a lost one stays lost.
    const again = await raise('mover');
    expect(again.folded).toBe(false);
    expect(await moveTo(id, 'NEGOTIATING')).toEqual({ __typename: 'MoveNotAllowed', from: 'LOST', allowed: ['SOLD'], openLeadId: again.id }); // prettier-ignore
    expect(await moveTo(again.id, 'LOST', { reason: 'OTHER' })).toMatchObject({ isNew: true });
    expect(await moveTo(id, 'NEGOTIATING')).toMatchObject({ lead: { status: 'NEGOTIATING' } });
    expect(await moveTo(id, 'SOLD')).toMatchObject({ lead: { status: 'SOLD' } });
    expect(await moveTo(id, 'CONTACTED')).toMatchObject({
      from: 'SOLD',
      allowed: ['LOST'],
      openLeadId: null,
    });
    expect((await moveTo('6f2d3b8e-6a6e-4c39-9a0e-000000000000', 'SOLD')).__typename).toBe('LeadNotFound');
    const moves = z.object({ lead: z.object({ moves: z.array(z.object({ number: z.number(), from: z.string(), to: z.string(), reason: z.string().nullable(), note: z.string().nullable() })) }) }); // prettier-ignore
    const shown = moves.parse(await ask(`{ lead(id: "${id}") { moves { number from to reason note } } }`));
    expect(shown.lead.moves).toEqual([
      { number: 1, from: 'NEW', to: 'CONTACTED', reason: null, note: told.note },
      { number: 2, from: 'CONTACTED', to: 'LOST', reason: 'PRICE', note: null },
      { number: 3, from: 'LOST', to: 'NEGOTIATING', reason: null, note: null },
      { number: 4, from: 'NEGOTIATING', to: 'SOLD', reason: null, note: null },
    ]);
    // Told where it stood already, and again when it has gone on: late by a retry, it does not take it back.
    const { id: retried } = await raise('retrier');
    await moveTo(retried, 'CONTACTED');
    expect(await moveTo(retried, 'CONTACTED', { idempotencyKey: 'already' })).toMatchObject({ isNew: false });
    await moveTo(retried, 'APPOINTMENT');
    expect(await moveTo(retried, 'CONTACTED', { idempotencyKey: 'already' })).toMatchObject({ isNew: false, lead: { status: 'APPOINTMENT' } }); // prettier-ignore
    const kept: unknown = await story.database.dataSource.query('select row_to_json(m)::text as row from lead_moves m'); // prettier-ignore
    expect(JSON.stringify(kept) + story.logs()).not.toMatch(/zebedee/i);
  });

  it('has a score that follows what the person does, and a ledger that adds up to it', async () => {
    const { id } = await raise('doer');
    const shown = z.object({
      lead: z.object({
        score: z.object({ probability: z.number(), baseLogOdds: z.number(), reasons: z.array(z.object({ logOdds: z.number() })) }),
        ledger: z.object({ edges: z.array(z.object({ node: z.object({ number: z.number(), logOdds: z.number(), changes: z.array(z.object({ feature: z.string(), logOdds: z.number() })) }) })) }),
      }),
    }); // prettier-ignore
    const query = `{ lead(id: "${id}") { score { probability baseLogOdds reasons { logOdds } } ledger(first: 50) { edges { node { number logOdds changes { feature logOdds } } } } } }`; // prettier-ignore
    const look = async () => shown.parse(await ask(query)).lead;
    const before = await look();
    expect(before.ledger.edges.map(({ node }) => node.number)).toEqual([1]);
    for (const event of ['Test Drive Booked', 'Showroom Visited', 'Product Viewed'])
      await story.collect(
        'track',
        JSON.stringify({ anonymousId: 'doer', event, messageId: `doer ${event}` }),
      );
    const after = await eventually(look, ({ score }) => score.probability !== before.score.probability); // prettier-ignore
    const entries = after.ledger.edges.map(({ node }) => node);
    const millionths = (logOdds: number) => Math.round(logOdds * 1e6);
    const sum = (parts: readonly { logOdds: number }[]) => parts.reduce((total, { logOdds }) => total + millionths(logOdds), 0); // prettier-ignore
    const { probability, baseLogOdds, reasons } = after.score;
    expect(sum(entries.flatMap(({ changes }) => changes))).toBe(sum([{ logOdds: baseLogOdds }, ...reasons]));
    expect(millionths(entries[0]?.logOdds ?? 0)).toBe(sum([{ logOdds: baseLogOdds }, ...reasons]));
    expect(probability).toBeCloseTo(1 / (1 + Math.exp(-(entries[0]?.logOdds ?? 0))), 9);
    expect(entries.flatMap(({ changes }) => changes.map(({ feature }) => feature))).toContain('testDrivesBooked30d'); // prettier-ignore
    // What another does counts from when they turn out to be one person until they are two again, with nothing done meanwhile.
    const visits = ({ ledger }: Awaited<ReturnType<typeof look>>) => ledger.edges.flatMap(({ node }) => node.changes).filter(({ feature }) => feature === 'showroomVisits30d').length; // prettier-ignore
    const known = visits(await eventually(look, (now) => visits(now) > 0));
    const other = await raise('other-doer');
    for (const n of [1, 2, 3]) await story.collect('track', JSON.stringify({ anonymousId: 'other-doer', event: 'Showroom Visited', messageId: `other-doer ${n}` })); // prettier-ignore
    const profiles = z.object({
      from: z.object({ profileId: z.string() }),
      into: z.object({ profileId: z.string() }),
    });
    const { from, into } = profiles.parse(await ask(`{ from: lead(id: "${other.id}") { profileId } into: lead(id: "${id}") { profileId } }`)); // prettier-ignore
    const merged = await ask('mutation ($from: ID!, $into: ID!) { mergeProfiles(from: $from, into: $into, reason: "one person") { ... on ProfileMerge { id } } }', { from: from.profileId, into: into.profileId }); // prettier-ignore
    await eventually(look, (now) => visits(now) === known + 1, 30_000);
    await ask('mutation ($id: ID!) { unmergeProfiles(mergeId: $id) { __typename } }', { id: z.object({ mergeProfiles: z.object({ id: z.string() }) }).parse(merged).mergeProfiles.id }); // prettier-ignore
    await eventually(look, (now) => visits(now) === known + 2, 30_000);
  });

  it('goes to a dealer for reasons, and to the next one when nobody answers in time', async () => {
    const { dataSource } = story.database;
    const { keys: theirs } = await createTestTenant(dataSource, 'routed');
    const askThem = (query: string, variables: object = {}) => ask(query, variables, theirs.marketer);
    const bath = { latitude: 51.38, longitude: -2.36 };
    const aDealer = async (code: string, more: object) => {
      const make = 'mutation ($input: CreateDealerInput!) { createDealer(input: $input) { id } }';
      const made = await askThem(make, { input: { code, name: code, city: 'Bath', ...more } });
      return z.object({ createDealer: z.object({ id: z.string() }) }).parse(made).createDealer.id;
    };
    const near = await aDealer('NEAR', { ...bath, leadsPerDay: 1 });
    const far = await aDealer('FAR', { latitude: 53.8, longitude: -1.55 });
    const set = 'mutation ($input: LeadSettingsInput!) { setLeadSettings(input: $input) { __typename ... on LeadSettingsList { settings { dealerId responseMinutes rerouteMinutes } } ... on InvalidLeadSettings { problems { path } } } }'; // prettier-ignore
    expect(JSON.stringify(await askThem(set, { input: { dealerId: near, responseMinutes: 60, rerouteMinutes: 60 } }))).toContain('"problems":[{"path":"rerouteMinutes"}]'); // prettier-ignore
    expect(JSON.stringify(await askThem(set, { input: { responseMinutes: 60, rerouteMinutes: 240 } }))).toContain('{"dealerId":null,"responseMinutes":60,"rerouteMinutes":240}'); // prettier-ignore
    const routed = z.object({
      lead: z.object({
        dealerId: z.string().nullable(),
        responseDue: z.string().nullable(),
        respondedAt: z.string().nullable(),
        routing: z.array(z.object({ dealerId: z.string().nullable(), cause: z.string(), reasons: z.array(z.object({ code: z.string() })) })),
        escalations: z.array(z.object({ dealerId: z.string().nullable() })),
      }),
    }); // prettier-ignore
    const look = async (id: string) =>
      routed.parse(await askThem(`{ lead(id: "${id}") { dealerId responseDue respondedAt routing { dealerId cause reasons { code } } escalations { dealerId } } }`)).lead; // prettier-ignore
    const raiseThere = async (name: string, more: object) => {
      const input = { interest: 'BUY', contact: { email: `${name}@example.org` }, idempotencyKey: name, ...more }; // prettier-ignore
      return submitted.parse(await askThem(submit, { input })).submitLead.id;
    };
    const first = await raiseThere('first', { place: bath });
    const at = await look(first);
    expect(at).toMatchObject({ dealerId: near, respondedAt: null, routing: [{ cause: 'MADE', reasons: [{ code: 'NEAR' }, { code: 'WAITED_LONGEST' }] }] }); // prettier-ignore
    expect(Date.parse(at.responseDue ?? '')).toBeGreaterThan(Date.now() + 50 * 60_000);
    // The nearest takes on one lead a day.
    const second = await raiseThere('second', { place: bath });
    expect((await look(second)).dealerId).toBe(far);
    expect((await look(await raiseThere('vague', {}))).routing).toEqual([{ dealerId: null, cause: 'MADE', reasons: [{ code: 'NOTHING_TO_GO_BY' }] }]); // prettier-ignore
    // An hour passes, and then four, and nobody answers.
    await dataSource.query(`update leads set response_due_at = now() - interval '4 hours' where id = $1`, [
      first,
    ]);
    const late = await eventually(() => look(first), ({ escalations }) => escalations.length > 0); // prettier-ignore
    expect(late).toMatchObject({ dealerId: near, escalations: [{ dealerId: near }] });
    await dataSource.query(`update leads set reroute_due_at = now() - interval '1 hour' where id = $1`, [
      first,
    ]);
    const next = await eventually(() => look(first), ({ dealerId }) => dealerId === far); // prettier-ignore
    expect(next.routing.map(({ cause, dealerId }) => [cause, dealerId])).toEqual([['OVERDUE', far], ['MADE', near]]); // prettier-ignore
    expect(Date.parse(next.responseDue ?? '')).toBeGreaterThan(Date.now() + 50 * 60_000);
    const reroute = `mutation { rerouteLead(leadId: "${first}") { __typename ... on NoDealerForLead { reasons { code } } ... on LeadIsClosed { status } } }`; // prettier-ignore
    expect(JSON.stringify(await askThem(reroute))).toContain('NOBODY_CAN');
    const input = { leadId: first, to: 'CONTACTED', dealerId: far, idempotencyKey: 'answered' };
    expect(JSON.stringify(await askThem(move, { input }))).toContain('"status":"CONTACTED"');
    expect((await look(first)).respondedAt).not.toBeNull();
    await dataSource.query(
      `update leads set response_due_at = now() - interval '4 hours' where id = any($1)`,
      [[first, second]],
    );
    await askThem(move, { input: { ...input, to: 'SOLD', idempotencyKey: 'sold' } });
    expect(JSON.stringify(await askThem(reroute))).toContain('"status":"SOLD"');
    await eventually(() => look(second), ({ escalations }) => escalations.length > 0); // prettier-ignore
    // Who was answered is not late.
    expect((await look(first)).escalations).toHaveLength(1);
    const told: unknown = await dataSource.query(`select type, properties ->> 'dealer' as dealer from events where type = 'LEAD_OVERDUE' order by dealer`); // prettier-ignore
    expect(told).toEqual([near, far].map((dealer) => ({ type: 'LEAD_OVERDUE', dealer })).toSorted((a, b) => a.dealer.localeCompare(b.dealer))); // prettier-ignore
  });

  it('is read and moved by its dealer with a key of their own, and by no other dealer', async () => {
    const { keys: group } = await createTestTenant(story.database.dataSource, 'keyed');
    const as = async (key: string, query: string, variables: object = {}) => (await story.ask(query, variables, key)).data;
    const aDealer = async (code: string, latitude: number) => {
      const made = await as(group.admin, 'mutation ($input: CreateDealerInput!) { createDealer(input: $input) { id } }', { input: { code, name: code, city: code, latitude, longitude: -2 } });
      const { id } = z.object({ createDealer: z.object({ id: z.string() }) }).parse(made).createDealer;
      const keyed = await as(group.admin, 'mutation ($id: ID!) { createDealerKey(dealerId: $id, name: "DMS") { key apiKey { role dealerId } } }', { id });
      return { id, key: z.object({ createDealerKey: z.object({ key: z.string(), apiKey: z.object({ role: z.literal('DEALER'), dealerId: z.literal(id) }) }) }).parse(keyed).createDealerKey.key };
    };
    const [bath, leeds] = [await aDealer('BATH', 51.4), await aDealer('LEEDS', 53.8)];
    const raiseAt = async (name: string, latitude: number) => {
      const input = { interest: 'BUY', contact: { email: `${name}@example.org` }, place: { latitude, longitude: -2 }, idempotencyKey: name };
      return submitted.parse(await as(group.marketer, submit, { input })).submitLead.id;
    };
    const [ours, theirs] = [await raiseAt('bath', 51.4), await raiseAt('leeds', 53.8)];
    const seen = '{ leads { edges { node { id contact { email } } } } }';
    expect(await as(bath.key, seen)).toEqual({ leads: { edges: [{ node: { id: ours, contact: { email: 'bath@example.org' } } }] } });
    expect(await as(bath.key, `{ own: lead(id: "${ours}") { id } other: lead(id: "${theirs}") { id } leads(dealerId: "${leeds.id}") { edges { cursor } } }`)).toEqual({ own: { id: ours }, other: null, leads: { edges: [] } });
    const moveBy = async (key: string, leadId: string, more: object = {}) => moved.parse(await as(key, move, { input: { leadId, to: 'CONTACTED', idempotencyKey: 'dms-1', ...more } })).moveLead;
    expect((await moveBy(leeds.key, ours)).__typename).toBe('LeadNotFound');
    expect((await moveBy(bath.key, ours, { dealerId: leeds.id })).problems).toEqual([{ path: 'dealerId' }]);
    expect(await moveBy(bath.key, ours)).toMatchObject({ isNew: true, lead: { id: ours, status: 'CONTACTED' } });
    const tell = (key: string, leadId: string) => fetch(`${story.carousel.url}/v1/leads/feedback`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: JSON.stringify({ leadId, status: 'sold', key: 'dms-2' }) });
    expect([(await tell(leeds.key, ours)).status, (await tell(bath.key, ours)).status]).toEqual([400, 200]);
    expect(await as(group.marketer, `{ lead(id: "${ours}") { moves { to movedBy moverId } } }`)).toEqual({ lead: { moves: ['CONTACTED', 'SOLD'].map((to) => ({ to, movedBy: 'DEALER', moverId: bath.id })) } });
    // Nothing else is open to such a key, nor the keys of others to it.
    for (const query of ['{ dealers { id } }', `{ lead(id: "${ours}") { moves { note } } }`, `mutation { rerouteLead(leadId: "${ours}") { __typename } }`, '{ segments { edges { cursor } } }', '{ apiKeys { id } }'])
      expect([query, (await story.ask(query, {}, bath.key)).errors[0]?.extensions['code']]).toEqual([query, 'FORBIDDEN']);
    const forged = await story.ask('mutation { createApiKey(input: { name: "x", role: DEALER }) { key } }', {}, group.admin);
    expect(forged.errors[0]?.extensions['code']).toBe('API_KEY_NEEDS_DEALER');
    await as(group.admin, 'mutation ($id: ID!) { rerouteLead(leadId: $id) { __typename } }', { id: theirs });
    expect(await as(leeds.key, seen)).toEqual({ leads: { edges: [] } });
  }); // prettier-ignore

  it('can be asked for in rules: whose lead was sold is in the audience', async () => {
    const make = 'mutation ($rule: RuleInput!) { createSegment(input: { name: "Bought", rule: $rule }) { ... on Segment { id sentence } } }'; // prettier-ignore
    const made = await ask(make, { rule: { lead: { status: ['SOLD'], within: 'P30D' } } });
    const { id: segmentId } = z.object({ createSegment: z.object({ id: z.string() }) }).parse(made).createSegment; // prettier-ignore
    const isIn = async (anonymousId: string) => {
      const query = 'query ($segmentId: ID!, $viewer: ViewerInput!) { membership(segmentId: $segmentId, viewer: $viewer) { isMember } }'; // prettier-ignore
      const { data } = await story.ask(query, { segmentId, viewer: { anonymousId } });
      return JSON.stringify(data).includes('true');
    };
    const { id } = await raise('buyer');
    await raise('browser');
    await moveTo(id, 'SOLD', { dealerId: null });
    await eventually(() => isIn('buyer'), (found) => found); // prettier-ignore
    expect([await isIn('mover'), await isIn('browser')]).toEqual([true, false]);
  });
});
