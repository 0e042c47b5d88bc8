import { eventually } from '../support/carousel.js';
import { HandoverStory } from '../support/handover-story.js';
import { adfIds, type Behaviour, type Received } from '../support/lead-receivers.js';

const patienceMs = 120_000;
const eachWay = 3;

/** The lead and the delivery a message is of. */
const idsIn = ({ text }: Received): { lead: string; delivery: string } => {
  if (text.startsWith('<')) return adfIds(text);
  const [, lead = ''] = /"lead":\{"id":"([^"]+)"/.exec(text) ?? [];
  const [, delivery = ''] = /"deliveryId":"([^"]+)"/.exec(text) ?? [];
  return { lead, delivery };
};
const until = <T>(look: () => T, isRight: (found: T) => boolean) =>
  eventually(() => Promise.resolve(look()), isRight, patienceMs);

describe('handing leads over while everything fails', () => {
  let house: HandoverStory;
  const leads: string[] = [];
  const submit = async (name: string, count = 4) => {
    for (let n = 0; n < count; n++) leads.push(await house.submit(`${name}-${n}`));
  };
  const everyone = () => [house.mail.received, house.adf.received, house.hook.received];
  /** Both receivers on HTTP fail in this way until each has been asked so often, and are well then. */
  const failing = async (behaviour: Behaviour, work: () => Promise<void>) => {
    const before = [house.adf.received.length, house.hook.received.length];
    house.adf.behave = house.hook.behave = () => behaviour;
    await work();
    await until(() => [house.adf.received.length, house.hook.received.length], (asked) => asked.every((count, place) => count >= (before[place] ?? 0) + eachWay)); // prettier-ignore
    house.adf.behave = house.hook.behave = () => ({ status: 200 });
  };

  beforeAll(async () => {
    house = await HandoverStory.begin('PT0.1S,PT0.5S,P3D', 'PT1S');
    await house.setTargets();
  });
  afterAll(() => house.end());

  it('goes on when receivers are down, refuse, are too fast asked, slow, break off, or never answer', async () => {
    await house.mail.stop();
    await failing({ status: 500 }, () => submit('refused'));
    await failing({ status: 429, retryAfter: '1' }, () => submit('too-fast'));
    // Within our patience, and beyond it: then they have what we have to take as not accepted.
    await failing({ status: 200, afterMs: 500 }, () => submit('slow'));
    await failing({ status: 200, afterMs: 1_500 }, () => submit('too-slow'));
    await house.mail.start();
    house.mail.behave = () => 'silent';
    await failing('reset', () => submit('broken-off'));
    await until(() => house.mail.received.length, (count) => count >= eachWay); // prettier-ignore
    house.mail.behave = () => 'refuse';
    await failing('silent', () => submit('silent'));
    house.mail.behave = () => 'accept';
  });

  it('goes on when our workers are killed between sending a lead and noting it', async () => {
    house.adf.behave = house.hook.behave = () => 'silent';
    house.mail.behave = () => 'silent';
    const before = house.adf.received.length;
    await submit('killed');
    await until(() => house.adf.received.length, (count) => count > before); // prettier-ignore
    const workers = [...house.story.carousel.workers];
    await Promise.all(workers.map((worker) => house.story.carousel.kill(worker)));
    house.adf.behave = house.hook.behave = () => ({ status: 200 });
    house.mail.behave = () => 'accept';
    await Promise.all(workers.map(() => house.story.carousel.startWorker()));
  });

  it('loses none of the leads that were being sent when the API was killed, and doubles none', async () => {
    const names = Array.from({ length: 6 }, (_, n) => `cut-off-${n}`);
    const sending = names.map((name) => house.submit(name).catch(() => null));
    const [api] = house.story.carousel.apis;
    await sending[0];
    if (api) await house.story.carousel.kill(api);
    const told = await Promise.all(sending);
    await house.story.carousel.startApi();
    const again: string[] = [];
    for (const name of names) again.push(await house.submit(name));
    for (const [place, id] of told.entries()) if (id !== null) expect(again[place]).toBe(id);
    leads.push(...again);
  });

  it('has handed every lead over to every receiver in the end, each under one id, and given none up', async () => {
    const all = await eventually(
      () => house.deliveries(),
      (found) => found.length === 3 * leads.length && found.every(({ status }) => status === 'DELIVERED'),
      patienceMs,
    );
    expect(new Set(leads).size).toBe(leads.length);
    expect(new Set(all.map(({ id }) => id)).size).toBe(3 * leads.length);
    for (const received of everyone()) {
      const accepted = received.filter((message) => message.accepted).map(idsIn);
      expect([...new Set(accepted.map(({ lead }) => lead))].toSorted()).toEqual(leads.toSorted());
      // Whatever came twice came under the same id, so whoever keeps the ids has each lead once.
      expect(new Set(received.map((message) => idsIn(message).delivery)).size).toBe(leads.length);
    }
    for (const { headers, text } of house.mail.received) expect(headers['message-id']).toContain(idsIn({ headers, text, accepted: true }).delivery); // prettier-ignore
    expect(house.adf.received.length).toBeGreaterThan(leads.length);
  });
});
