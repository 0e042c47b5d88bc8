import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { adfFaults } from '../support/adf-grammar.js';
import { eventually } from '../support/carousel.js';
import { HandoverStory } from '../support/handover-story.js';
import { adfIds, adfText, TestDealer, type Received } from '../support/lead-receivers.js';

const patienceMs = 60_000;
const hookBody = z.object({
  type: z.string(),
  data: z.object({
    deliveryId: z.string(),
    isResent: z.boolean(),
    move: z.object({ from: z.string(), to: z.string(), reason: z.string().nullable() }).nullable(),
    lead: z.object({ id: z.string(), status: z.string(), message: z.string().nullable(), tradeIn: z.unknown(), dealer: z.object({ id: z.string() }).nullable(), contact: z.object({ email: z.string().nullable(), phone: z.string().nullable() }), consent: z.object({ email: z.boolean() }).nullable() }), // prettier-ignore
  }),
});
const told = ({ text }: Received) => hookBody.parse(JSON.parse(text));
const until = async <T>(look: () => T, isRight: (found: T) => boolean): Promise<T> => eventually(() => Promise.resolve(look()), isRight, patienceMs); // prettier-ignore

describe('handing leads over', () => {
  let house: HandoverStory;
  let car: { id: string; dealer: { id: string; code: string }; make: string; stockNumber: string; vin: string | null }; // prettier-ignore
  let targets: Awaited<ReturnType<HandoverStory['setTargets']>>;
  let leadId: string;

  beforeAll(async () => {
    house = await HandoverStory.begin('PT0.1S,PT0.5S,PT5S', 'PT5S');
    const one = z.object({ id: z.string(), make: z.string(), stockNumber: z.string(), vin: z.string().nullable(), dealer: z.object({ id: z.string(), code: z.string() }) }); // prettier-ignore
    const data = await house.ask('{ vehicles(first: 1) { edges { node { id make stockNumber vin dealer { id code } } } } }'); // prettier-ignore
    car = z.object({ vehicles: z.object({ edges: z.tuple([z.object({ node: one })]) }) }).parse(data).vehicles.edges[0].node; // prettier-ignore
  });
  afterAll(() => house.end());

  const submitAdf = (xml: string) =>
    fetch(`${house.story.carousel.url}/v1/leads/adf?writeKey=${house.story.keys.collector}`, { method: 'POST', headers: { 'content-type': 'application/x-adf+xml' }, body: xml }); // prettier-ignore
  const feedback = (body: object, key = house.story.keys.marketer) =>
    fetch(`${house.story.carousel.url}/v1/leads/feedback`, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: JSON.stringify(body) }); // prettier-ignore

  it('says everything that is wrong with a target, and shows neither password nor secret of one that is set', async () => {
    const bad = 'mutation { setHandoverTarget(input: { kind: ADF_EMAIL, name: "", url: "https://mail.example.com", to: "nobody", dealerId: "3b241101-e2bb-4255-8caf-4136c566a962" }) { ... on InvalidHandoverTarget { problems { path } } } }'; // prettier-ignore
    expect(await house.ask(bad)).toEqual({ setHandoverTarget: { problems: ['name', 'url', 'from', 'to', 'dealerId'].map((path) => ({ path })) } }); // prettier-ignore
    targets = await house.setTargets(car.dealer.id);
    expect(targets.hook.secret).toMatch(/^whsec_/);
    const shown = JSON.stringify(await house.ask('{ handoverTargets { id url from to kind } }'));
    expect(shown).toContain('smtp://127.0.0.1:');
    expect(shown).not.toMatch(/word-of-mail|whsec/);
  });

  it('is tried with a lead of nobody', async () => {
    for (const { id } of Object.values(targets)) expect(await house.ask('mutation ($id: ID!) { tryHandoverTarget(id: $id) { accepted failure } }', { id })).toEqual({ tryHandoverTarget: { accepted: true, failure: null } }); // prettier-ignore
    house.adf.behave = () => ({ status: 404 });
    expect(await house.ask('mutation ($id: ID!) { tryHandoverTarget(id: $id) { accepted failure } }', { id: targets.adf.id })).toEqual({ tryHandoverTarget: { accepted: false, failure: 'It answered 404.' } }); // prettier-ignore
    house.adf.behave = () => ({ status: 200 });
    for (const receiver of [house.mail, house.adf, house.hook]) receiver.received.length = 0;
  });

  it('goes by mail, by post and by webhook, with what they allowed and why they may buy', async () => {
    leadId = await house.submit('first', { vehicleId: car.id, message: 'Is it <still> there & free?', interest: 'LEASE', consent: { email: true, phone: false } }); // prettier-ignore
    const [letter] = await until(() => house.mail.received, ({ length }) => length > 0); // prettier-ignore
    const [post] = await until(() => house.adf.received, ({ length }) => length > 0); // prettier-ignore
    const [hook] = await until(() => house.hook.received, ({ length }) => length > 0); // prettier-ignore
    if (!letter || !post || !hook) throw new Error('not reached');
    expect(letter.headers['content-type']).toMatch(/^text\/plain/);
    expect(letter.headers['to']).toBe('sales@dealer.example');
    expect(post.headers['content-type']).toBe('application/x-adf+xml');
    for (const { text } of [letter, post]) {
      expect(adfFaults(text)).toEqual([]);
      expect(text).toContain('<prospect status="new">');
      expect(text).toContain(`<vehicle interest="lease"`);
      expect(adfText(text, 'name')).toBe('Zoë');
      expect(adfText(text, 'make')).toBe(car.make);
      expect(adfIds(text).lead).toBe(leadId);
      expect(text).toContain(`source="StoreCode">${car.dealer.code}<`);
      expect(text).toContain('Is it &lt;still&gt; there &amp; free?');
      expect(text).toMatch(/Score \d+ of 100 \(grade [A-D]\)/);
      expect(text).toContain('Marketing allowed by e-mail: yes, by telephone: no.');
    }
    expect(letter.headers['message-id']).toBe(`<${adfIds(letter.text).delivery}@group.example>`);
    expect(JSON.stringify(letter.headers)).not.toMatch(/Zoë|shopper/);
    expect(post.headers['idempotency-key']).toBe(adfIds(post.text).delivery);
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = hook.headers;
    const key = Buffer.from((targets.hook.secret ?? '').replace('whsec_', ''), 'base64');
    expect(signature).toBe(`v1,${createHmac('sha256', key).update(`${String(id)}.${String(at)}.${hook.text}`).digest('base64')}`); // prettier-ignore
    expect(told(hook)).toMatchObject({ type: 'lead.created', data: { deliveryId: id, lead: { id: leadId, dealer: { id: car.dealer.id } } } }); // prettier-ignore
  });

  it('tells webhooks of moves in order, and everybody of another hand', async () => {
    await house.submit('first-again', { contact: { firstName: 'Zoë', email: 'first@shopper.example' }, vehicleId: car.id, message: 'Call me after six', interest: 'LEASE', viewer: { userId: 'zoe' } }); // prettier-ignore
    for (const to of ['CONTACTED', 'APPOINTMENT', 'NEGOTIATING'])
      await house.ask('mutation ($input: MoveLeadInput!) { moveLead(input: $input) { __typename } }', { input: { leadId, to, idempotencyKey: to } }); // prettier-ignore
    const moves = () => house.hook.received.map(told).filter(({ type }) => type === 'lead.moved');
    expect((await until(moves, ({ length }) => length >= 3)).map(({ data }) => data.move?.to)).toEqual(['CONTACTED', 'APPOINTMENT', 'NEGOTIATING']); // prettier-ignore
    const again = await until(() => house.adf.received.filter(({ text }) => text.includes('after six')), ({ length }) => length > 0); // prettier-ignore
    expect(again).toHaveLength(1);
    expect(house.adf.received).toHaveLength(2);
    await until(
      () => house.mail.received,
      ({ length }) => length === 2,
    );
    for (const { data } of house.hook.received.map(told)) expect(data.lead.message).not.toBe('');
  });

  it('shows what could not be handed over, and hands it over when asked to, as a resend under the same id', async () => {
    house.adf.behave = () => ({ status: 500 });
    const lost = await house.submit('lost');
    const [dead] = await eventually(() => house.deliveries(`, status: DEAD, targetId: "${targets.adf.id}"`), ({ length }) => length > 0, patienceMs); // prettier-ignore
    expect(dead).toMatchObject({ leadId: lost, lastFailure: 'It answered 500.', subject: 'LEAD' });
    expect(dead?.tries).toBeGreaterThan(1);
    house.adf.behave = () => ({ status: 200 });
    await house.ask('mutation ($id: ID!) { resendHandover(id: $id) { status } }', { id: dead?.id });
    const accepted = await until(() => house.adf.received.filter(({ accepted, text }) => accepted && adfIds(text).lead === lost), ({ length }) => length > 0); // prettier-ignore
    expect(accepted.map(({ text }) => [/<prospect status="(\w+)">/.exec(text)?.[1], adfIds(text).delivery])).toEqual([['resend', dead?.id]]); // prettier-ignore
    await eventually(() => house.deliveries(`, leadId: "${lost}"`), (all) => all.every(({ status }) => status === 'DELIVERED'), patienceMs); // prettier-ignore
    // The letter is for leads of one dealer, and this one is at none.
    expect(await house.deliveries(`, targetId: "${targets.mail.id}", leadId: "${lost}"`)).toEqual([]);
  });

  it('takes ADF from others: what can be taken becomes leads, once; what cannot is told where and why', async () => {
    const person = (email: string) => `<customer><contact><name part="full">Max Adf</name>${email}<phone>020 7946 0017</phone></contact><comments>A &lt;note&gt;</comments></customer>`; // prettier-ignore
    const wish = `<vehicle interest="test-drive"><year>2024</year><make>x</make><model>y</model><stock>${car.stockNumber}</stock></vehicle>`; // prettier-ignore
    const xml = `<?ADF VERSION="1.0"?><ADF>
      <prospect><id source="Portal">p-1</id><requestdate>${new Date(Date.now() - 3_600_000).toISOString()}</requestdate>${wish}<vehicle interest="trade-in" status="used"><year>2015</year><make>Seat</make><model>Ibiza</model><vin>VSSZZZ6JZFR000001</vin><odometer units="mi">61,200</odometer><condition>Good</condition><comments>One owner</comments></vehicle>${person('<email>max@adf.example</email>')}<vendor/></prospect>
      <prospect><id source="Portal">p-2</id>${wish}<customer><contact><name>Nobody</name></contact></customer></prospect>
      <prospect><id source="Portal">p-3</id><vehicle><year>2020</year><make>Fiat</make><model>500</model></vehicle>${person('<email>none</email>')}</prospect>
      <prospect><id source="Portal">p-4</id><requestdate>2016-03-04T15:30:20</requestdate>${wish}${person('<email>archived@adf.example</email>').replace('0017', '0016')}</prospect>
      <prospect><id source="Portal">p-5</id><requestdate>last week</requestdate>${wish}${person('<email>undated@adf.example</email>').replace('0017', '0015')}</prospect></ADF>`;
    const offered = { make: 'Seat', model: 'Ibiza', modelYear: 2015, mileage: 61_200, mileageUnit: 'MI', condition: 'GOOD', vin: 'VSSZZZ6JZFR000001' }; // prettier-ignore
    const csv = 'make,model,yearFrom,yearTo,mileageTo,mileageUnit,condition,low,high\nSEAT,Ibiza,2014,2016,99999,MI,GOOD,2500,3200'; // prettier-ignore
    await house.ask('mutation ($csv: String!) { importTradeInTable(input: { name: "Worth", currency: "GBP", csv: $csv }) { __typename } }', { csv }); // prettier-ignore
    const answerSchema = z.object({
      taken: z.array(z.object({ prospect: z.number(), leadId: z.string(), remarks: z.array(z.object({ path: z.string() })) })), // prettier-ignore
      refused: z.array(z.object({ prospect: z.number(), line: z.number(), problems: z.array(z.object({ path: z.string(), remedy: z.string() })) })), // prettier-ignore
    });
    const [first, again] = [await submitAdf(xml), await submitAdf(xml.replaceAll('<prospect>', '<prospect status="resend">'))]; // prettier-ignore
    expect([first.status, again.status]).toEqual([200, 200]);
    const answer = answerSchema.parse(await first.json());
    expect(answer).toMatchObject({
      taken: [
        { prospect: 1, remarks: [] },
        { prospect: 3, remarks: [{ path: 'customer/contact/email' }] },
        { prospect: 4, remarks: [] },
        { prospect: 5, remarks: [{ path: 'requestdate' }] },
      ],
      refused: [{ prospect: 2, line: 3, problems: [{ path: 'customer/contact' }] }],
    });
    expect(answerSchema.parse(await again.json()).taken).toEqual(answer.taken);
    const lead = await house.ask('query ($id: ID!) { lead(id: $id) { interest vehicleId message tradeIn { make model modelYear mileage mileageUnit condition vin band { low { amount } high { amount } } } contact { firstName lastName email phone } } }', { id: answer.taken[0]?.leadId }); // prettier-ignore
    expect(lead).toEqual({ lead: { interest: 'TEST_DRIVE', vehicleId: car.id, message: 'A <note>\nTrade-in: One owner.', tradeIn: { ...offered, band: { low: { amount: '2500.00' }, high: { amount: '3200.00' } } }, contact: { firstName: 'Max', lastName: 'Adf', email: 'max@adf.example', phone: '020 7946 0017' } } }); // prettier-ignore
    // What an archive tells is history: kept, and handed to nobody. What has no date that can be read is of now.
    const [archived, undated] = await Promise.all([2, 3].map((place) => house.ask('query ($id: ID!) { lead(id: $id) { isHistory dealerId hands { occurredAt } } }', { id: answer.taken[place]?.leadId }))); // prettier-ignore
    expect([archived, undated]).toEqual([{ lead: { isHistory: true, dealerId: null, hands: [{ occurredAt: '2016-03-04T15:30:20.000Z' }] } }, { lead: { isHistory: false, dealerId: car.dealer.id, hands: [expect.objectContaining({})] } }]); // prettier-ignore
    expect(await house.deliveries(`, leadId: "${answer.taken[2]?.leadId ?? ''}"`)).toEqual([]);
    // And goes on as it came, with what it is worth.
    const on = await until(() => house.adf.received.filter(({ accepted, text }) => accepted && adfIds(text).lead === answer.taken[0]?.leadId), ({ length }) => length > 0); // prettier-ignore
    expect(adfFaults(on[0]?.text ?? '')).toEqual([]);
    expect(on[0]?.text).toMatch(/<vehicle interest="trade-in" status="used">\s*<year>2015<\/year>\s*<make>Seat<\/make>\s*<model>Ibiza<\/model>\s*<vin>VSSZZZ6JZFR000001<\/vin>\s*<odometer units="mi">61200<\/odometer>\s*<condition>good<\/condition>\s*<comments>Valued at 2500.00 to 3200.00 GBP/); // prettier-ignore
    const hook = await until(() => house.hook.received.map(told).filter(({ data }) => data.lead.id === answer.taken[0]?.leadId), ({ length }) => length > 0); // prettier-ignore
    expect(hook[0]?.data.lead.tradeIn).toMatchObject({ ...offered, band: { low: '2500.00', high: '3200.00', currency: 'GBP' } }); // prettier-ignore
    // Whom the document names gets it, of cars that we do not have too.
    const named = await submitAdf(`<adf><prospect><vehicle><make>Fiat</make><model>500</model></vehicle>${person('').replace('0017', '0014')}<vendor><id>${car.dealer.code.toLowerCase()}</id></vendor></prospect><prospect>${person('')}<vendor><vendorname>Nowhere</vendorname></vendor></prospect></adf>`); // prettier-ignore
    const { taken } = answerSchema.parse(await named.json());
    expect(taken.map(({ remarks }) => remarks)).toEqual([[], [expect.objectContaining({ path: 'vendor' })]]);
    expect(await house.ask('query ($id: ID!) { lead(id: $id) { make model dealerId routing { reasons { code } } } }', { id: taken[0]?.leadId })).toEqual({ lead: { make: 'Fiat', model: '500', dealerId: car.dealer.id, routing: [{ reasons: [{ code: 'ASKED_FOR' }] }] } }); // prettier-ignore
    const bomb = await submitAdf(`<!DOCTYPE adf [<!ENTITY x SYSTEM "file:///etc/hostname">]>${xml}`);
    expect([bomb.status, await bomb.text()]).toEqual([400, expect.stringContaining('Line 1: It has a document type')]); // prettier-ignore
  });

  it('moves leads by what dealers tell, by the id that came with the lead', async () => {
    const [delivery] = await house.deliveries(`, leadId: "${leadId}", targetId: "${targets.mail.id}"`);
    const sold = { deliveryId: delivery?.id, status: 'sold', at: new Date().toISOString(), key: 'dms-1' };
    expect((await feedback(sold, house.story.keys.collector)).status).toBe(403);
    const answers = [await feedback([{ ...sold, status: 'lost', key: 'dms-0' }, sold]), await feedback(sold)];
    expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject([
      { feedback: [{ place: 1, problems: [{ path: 'reason' }] }, { place: 2, leadId, status: 'SOLD', isNew: true }] }, // prettier-ignore
      { feedback: [{ leadId, status: 'SOLD', isNew: false }] },
    ]);
    const moves = await house.ask('query ($id: ID!) { lead(id: $id) { status moves { to movedBy moverId } } }', { id: leadId }); // prettier-ignore
    expect(moves).toMatchObject({ lead: { status: 'SOLD', moves: [{}, {}, {}, { to: 'SOLD', movedBy: 'DEALER', moverId: car.dealer.id }] } }); // prettier-ignore
    await until(() => house.hook.received.map(told), (all) => all.some(({ data }) => data.move?.to === 'SOLD')); // prettier-ignore
  });

  describe('where a lead changes hands', () => {
    let own: TestDealer;
    let others: TestDealer;
    let late: TestDealer;
    const viewer = (userId: string) => ({ viewer: { userId }, vehicleId: car.id });
    const of = (receiver: TestDealer, id: string) => receiver.received.map((each) => ({ ...told(each), isAccepted: each.accepted })).filter(({ data }) => data.lead.id === id); // prettier-ignore
    const typesAt = (receiver: TestDealer, id: string) => of(receiver, id).filter(({ isAccepted }) => isAccepted).map(({ type }) => type); // prettier-ignore
    const reaches = (receiver: TestDealer, id: string, type: string, count = 1) => until(() => of(receiver, id).filter((each) => each.isAccepted && each.type === type), ({ length }) => length >= count); // prettier-ignore
    const move = (id: string, to: string) => house.ask('mutation ($input: MoveLeadInput!) { moveLead(input: $input) { __typename } }', { input: { leadId: id, to, idempotencyKey: `${id}-${to}` } }); // prettier-ignore

    beforeAll(async () => {
      [own, others, late] = [await TestDealer.start(), await TestDealer.start(), await TestDealer.start()];
      const { dealers } = z.object({ dealers: z.array(z.object({ id: z.string() })) }).parse(await house.ask('{ dealers { id } }')); // prettier-ignore
      for (const { id } of dealers) await house.setTarget({ kind: 'WEBHOOK', name: 'Own', dealerId: id, url: (id === car.dealer.id ? own : others).url }); // prettier-ignore
    });
    afterAll(() => Promise.all([own.stop(), others.stop(), late.stop()]));

    it('goes to the dealer it is given to, no more to the one it left, and to the group once', async () => {
      own.behave = () => ({ status: 503 });
      const id = await house.submit('rerouted', viewer('rerouted'));
      await until(() => of(own, id), ({ length }) => length > 0); // prettier-ignore
      expect(await house.ask('mutation ($id: ID!) { rerouteLead(leadId: $id) { __typename } }', { id })).toEqual({ rerouteLead: { __typename: 'LeadRerouted' } }); // prettier-ignore
      // What was on its way when the lead was given away may still arrive; what is sent from now on may not.
      await eventually(() => house.deliveries(`, leadId: "${id}"`), (found) => found.some(({ status }) => status === 'WITHDRAWN'), patienceMs); // prettier-ignore
      own.behave = () => ({ status: 200 });
      await reaches(others, id, 'lead.created');
      await move(id, 'CONTACTED');
      await Promise.all([reaches(others, id, 'lead.moved'), reaches(house.hook, id, 'lead.moved')]);
      const all = await eventually(() => house.deliveries(`, leadId: "${id}"`), (found) => found.every(({ status }) => status !== 'PENDING'), patienceMs); // prettier-ignore
      expect(typesAt(own, id)).toEqual([]);
      expect(typesAt(others, id)).toEqual(['lead.created', 'lead.moved']);
      expect(typesAt(house.hook, id)).toEqual(['lead.created', 'lead.routed', 'lead.moved']);
      expect(house.adf.received.filter(({ text }) => adfIds(text).lead === id)).toHaveLength(1);
      const [withdrawn] = all.filter(({ status, subject }) => status === 'WITHDRAWN' && subject === 'LEAD');
      expect(withdrawn).toBeDefined();
      // What the dealer who had it tells stops nobody's clock, whoever passes it on.
      const late = await feedback({ deliveryId: withdrawn?.id, status: 'appointment', key: 'dms-late' });
      expect([late.status, await late.text()]).toEqual([
        400,
        expect.stringContaining('has the lead no more'),
      ]);
    });

    it('is a lead to the dealer a further hand finds for it, with the first words, then the further ones', async () => {
      const id = await house.submit('unplaced', { viewer: { userId: 'unplaced' }, message: 'First words' });
      expect(await house.submit('unplaced-2', { ...viewer('unplaced'), contact: { email: 'unplaced@shopper.example' }, message: 'Further words' })).toBe(id); // prettier-ignore
      await reaches(own, id, 'lead.joined');
      expect(of(own, id).map(({ type, data }) => [type, data.lead.message])).toEqual([['lead.created', 'First words'], ['lead.joined', 'Further words']]); // prettier-ignore
    });

    it('tells what the newest hand says of how to reach them and what they allow, and takes nobody for another', async () => {
      const contact = { firstName: 'Ann', email: 'ann@shopper.example' };
      const id = await house.submit('ann', { ...viewer('tablet'), contact: { ...contact, phone: '020 7946 0010' }, consent: { email: true, phone: true } }); // prettier-ignore
      await house.submit('ann-2', { ...viewer('tablet'), contact: { ...contact, phone: '020 7946 0099' }, consent: { email: false, phone: false } }); // prettier-ignore
      const [again] = await reaches(own, id, 'lead.joined');
      expect(again?.data.lead).toMatchObject({ contact: { email: contact.email, phone: '020 7946 0099' }, consent: { email: false } }); // prettier-ignore
      const bob = await house.submit('bob', { ...viewer('tablet'), contact: { firstName: 'Bob', email: 'bob@shopper.example' } }); // prettier-ignore
      expect(bob).not.toBe(id);
      const [his] = await reaches(own, bob, 'lead.created');
      expect(his?.data.lead.contact).toEqual({ email: 'bob@shopper.example', phone: null }); // prettier-ignore
    });

    it('tells of a hand that a hundred others came after, and of a lead nobody answered', async () => {
      const id = await house.submit('busy', viewer('busy'));
      await reaches(own, id, 'lead.created');
      own.behave = () => ({ status: 503 });
      await house.submit('busy-2', { ...viewer('busy'), contact: { email: 'busy@shopper.example' }, message: 'The 101st from the end' }); // prettier-ignore
      const { dataSource } = house.story.database;
      await dataSource.query(
        `insert into lead_hands (tenant_id, id, lead_id, identity_id, source_id, interest, raised_at)
         select tenant_id, gen_random_uuid(), id, identity_id, source_id, interest, now() + interval '1 hour' from leads, generate_series(1, 100)
         where id = $1`,
        [id],
      );
      own.behave = () => ({ status: 200 });
      const [joined] = await reaches(own, id, 'lead.joined');
      expect(joined?.data.lead.message).toBe('The 101st from the end');
      await dataSource.query(`update leads set response_due_at = now() - interval '1 minute' where id = $1`, [id]); // prettier-ignore
      await Promise.all([reaches(own, id, 'lead.overdue'), reaches(house.hook, id, 'lead.overdue')]);
    });

    it('is told to the dealer of the lead it folds into, and comes back to its own when their people are two again', async () => {
      const stays = await house.submit('stays', { viewer: { anonymousId: 'stays' }, vehicleId: car.id });
      const id = await house.submit('returns', { viewer: { anonymousId: 'returns' }, vehicleId: car.id, contact: { phone: '020 7946 0093' }, message: 'I am another' });
      await Promise.all([stays, id].map((each) => reaches(own, each, 'lead.created')));
      const { into, from } = z.object({ into: z.object({ profileId: z.string() }), from: z.object({ profileId: z.string() }) }).parse(await house.ask(`{ into: lead(id: "${stays}") { profileId } from: lead(id: "${id}") { profileId } }`));
      const merged = await house.ask('mutation ($from: ID!, $into: ID!) { mergeProfiles(from: $from, into: $into, reason: "one person") { ... on ProfileMerge { id } } }', { from: from.profileId, into: into.profileId });
      const [joined] = await reaches(own, stays, 'lead.joined');
      expect(joined?.data.lead.message).toBe('I am another');
      await house.ask('mutation ($id: ID!) { unmergeProfiles(mergeId: $id) { __typename } }', { id: z.object({ mergeProfiles: z.object({ id: z.string() }) }).parse(merged).mergeProfiles.id });
      const twice = await reaches(own, id, 'lead.created', 2);
      expect(typesAt(own, id)).toEqual(['lead.created', 'lead.moved', 'lead.moved', 'lead.created']);
      expect(new Set(twice.map(({ data }) => data.deliveryId)).size).toBe(2);
      expect(twice.at(-1)?.data.lead).toMatchObject({ status: 'NEW', message: 'I am another' });
    }); // prettier-ignore

    it('tells a webhook nothing of leads from before it, and somebody whom their moves were told to', async () => {
      const id = await house.submit('early', viewer('early'));
      await reaches(own, id, 'lead.created');
      const { id: lateId } = await house.setTarget({ kind: 'WEBHOOK', name: 'Late', url: late.url });
      await move(id, 'CONTACTED');
      await reaches(own, id, 'lead.moved');
      expect(await house.deliveries(`, targetId: "${lateId}"`)).toEqual([]);
      const rows: unknown = await house.story.database.dataSource.query(`select identity_id is null as lost from handover_deliveries where lead_id = $1 and subject = 'MOVE'`, [id]); // prettier-ignore
      expect(rows).toEqual([{ lost: false }, { lost: false }]);
    });
  });

  it('writes nothing of people, addresses or secrets to its logs', () => {
    expect(house.story.logs()).not.toMatch(
      /shopper\.example|max@adf|VSSZZZ6JZFR|word-of-mail|whsec_|after six|dealer\.example/,
    );
  });
});
