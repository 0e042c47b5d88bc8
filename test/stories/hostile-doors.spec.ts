import { request } from 'node:http';
import { z } from 'zod';
import { longestEcho } from '../support/hostile.js';
import { campaignOfOneCar, getOffers } from '../support/storefront.js';
import { Story } from '../support/story.js';
import { eventually } from '../support/carousel.js';

const someId = '00000000-0000-4000-8000-000000000000';
/** As they go over the wire: nothing on the way may put them right first. */
const texts = [
  ...['', '%20', '%00', '%ff', '%', '%zz', '..%2f..%2fetc%2fpasswd', '..', '%0d%0aset-cookie:%20a=b', '-1', '1e400', 'NaN', 'null'],
  ...['9999999999999999999', '0x10', '%5B%5D', '%7B%7D', '%F0%9F%98%80', '__proto__', 'constructor', someId, someId.replaceAll('-', ''), "'%3B--"],
  'Q'.repeat(6_000),
]; // prettier-ignore
const bodies = ['', 'null', '[]', '{}', '"x"', '1e400', '{', '\u0000', '{"__proto__":{"a":1}}', `${'['.repeat(5_000)}${']'.repeat(5_000)}`, '<?xml version="1.0"?><adf/>', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><adf>&b;</adf>', `<adf>${'<a>'.repeat(20_000)}</adf>`, '{"feedback":[null]}', `{"feedback":${JSON.stringify(Array(10_000).fill({}))}}`, '{"feedback":[{"deliveryId":"\\u0000","status":5}]}', `{"events":[{"name":"${'Q'.repeat(6_000)}"}]}`, '{"client_id":"\\u0000","events":[{"name":"view_item","params":{"items":[{"price":1e308,"quantity":1e308}]}}]}']; // prettier-ignore

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: string;
}

/** What anybody can put into an address, a header or a body, at each door that speaks plain HTTP. */
describe('a hostile request', () => {
  let story: Story;
  let links: { readonly viewUrl: string; readonly clickUrl: string };
  beforeAll(async () => {
    story = await Story.begin();
    await campaignOfOneCar(story, 'one-car');
    const ask = async (): Promise<unknown> =>
      (await getOffers(story, { placement: 'one-car', anonymousId: 'h-1' })).json();
    const item = z.object({ viewUrl: z.string(), clickUrl: z.string() });
    const shape = z.object({ items: z.tuple([item]) });
    const answer = await eventually(ask, (found) => shape.safeParse(found).success);
    links = shape.parse(answer).items[0];
  });
  afterAll(() => story.end());

  const send = (path: string, { method = 'GET', headers = {}, body = '' }: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(story.carousel.url);
      const authorization = `Bearer ${story.keys.admin}`;
      const sent = request({ hostname, port, path, method, headers: { authorization, ...headers }, timeout: 20_000 }, (answer) => {
        let text = '';
        answer.setEncoding('latin1').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text, headers: JSON.stringify(answer.headers) }));
      });
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path.slice(0, 100)} hangs`))).on('error', reject);
      sent.end(body);
    }); // prettier-ignore

  const isBad = ({ status, text, headers }: Answer) =>
    status >= 500 ||
    longestEcho.test(text) ||
    /"set-cookie"|node_modules|root:x:0/.test(headers + text) ||
    text.includes(story.keys.admin);

  const failuresOf = async (calls: readonly (readonly [string, Parameters<typeof send>[1]])[]) => {
    const failures: string[] = [];
    for (const [path, rest] of calls) {
      const answer = await send(path, rest);
      if (isBad(answer)) failures.push(`${rest?.method ?? 'GET'} ${path.slice(0, 200)} ${JSON.stringify(rest).slice(0, 200)}: ${answer.status} ${answer.text.slice(0, 200)}`); // prettier-ignore
    }
    return failures;
  };

  it('is refused or harmless in the address of each door', async () => {
    const places = (text: string) => [
      ...['placement', 'anonymousId', 'userId', 'first', 'vehicleId', 'excludeVehicleIds', 'gpc', 'nope'].map((name) => `/v1/offers?placement=one-car&anonymousId=h-1&${name}=${text}`),
      ...[`/v1/offers?placement=${text}&anonymousId=${text}`, `/v1/offers?${text}=${text}`, `/v1/offers?placement=one-car&anonymousId=a&excludeVehicleIds=${text},${text}`],
      ...[`/v1/view/${text}`, `/v1/view/${text}.gif`, `/v1/click/${text}`, `/v1/view/${text}?${text}`],
      ...[`/v1/listings/${text}`, `/v1/listings/${text}.csv`, `/v1/listings/google.${text}`, `/v1/listings/google.csv?link=${text}`, `/v1/listings/google.csv?link=${text}&link=${text}`, `/v1/listings/${text}/report`],
      ...[`/v1/audience-exports/${text}/file`, `/v1/audience-exports/${someId}/file?batch=${text}`, `/v1/audience-exports/${someId}/file?batch=${text}&batch=1`],
      ...[`/v1/rights/${text}/document`, `/v1/projects/${text}/settings`, `/.well-known/${text}`, `/health/${text}`, `/demo?${text}`, `/${text}`],
    ]; // prettier-ignore
    expect(await failuresOf(texts.flatMap(places).map((path) => [path, {}] as const))).toEqual([]);
  });

  it('is refused or harmless where a link of ours was changed', async () => {
    for (const link of [links.viewUrl, links.clickUrl]) {
      const { pathname } = new URL(link);
      const changed = Array.from(pathname, (_, at) => at).flatMap((at) => at < 9 || at % 7 > 0 ? [] : [`${pathname.slice(0, at)}A${pathname.slice(at + 1)}`, pathname.slice(0, at), `${pathname.slice(0, at)}%00`]); // prettier-ignore
      const doubled = [`${pathname}${pathname}`, `${pathname}/`, `${pathname}?a=${'Q'.repeat(6_000)}`];
      expect(await failuresOf([...changed, ...doubled].map((path) => [path, {}] as const))).toEqual([]);
    }
  });

  it('is refused or harmless in headers', async () => {
    const names = ['if-none-match', 'sec-gpc', 'purpose', 'sec-purpose', 'user-agent', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'origin', 'referer', 'accept', 'accept-language', 'accept-encoding', 'content-type', 'content-encoding', 'x-request-id', 'authorization', 'cookie', 'range']; // prettier-ignore
    const values = ['', ' ', '*', '\u00ff', 'Basic !', 'Bearer ', '"', ',,,', '-1', 'bytes=-1-0', 'Q'.repeat(6_000)]; // prettier-ignore
    const doors = ['/v1/offers?placement=one-car&anonymousId=h-1', '/v1/listings/google.csv', new URL(links.clickUrl).pathname, new URL(links.viewUrl).pathname]; // prettier-ignore
    const calls = doors.flatMap((door) => names.flatMap((name) => values.map((value) => [door, { headers: { [name]: value } }] as const))); // prettier-ignore
    expect(await failuresOf(calls)).toEqual([]);
  });

  it('is refused or harmless in the body of each door', async () => {
    const doors = ['/v1/leads/adf', '/v1/leads/feedback', '/v1/stock-feeds?feed=x', '/mp/collect?measurement_id=x', '/debug/mp/collect', '/v1/m', '/v1/batch', '/v1/track', '/beacon/v1/batch', '/graphql']; // prettier-ignore
    const types = [
      'application/json',
      'application/xml',
      'text/plain',
      'application/x-www-form-urlencoded',
      'nope',
    ];
    const calls = doors.flatMap((door) => types.flatMap((type) => bodies.map((body) => [door, { method: 'POST', headers: { 'content-type': type }, body }] as const))); // prettier-ignore
    expect(await failuresOf(calls)).toEqual([]);
  });

  it('leaves every process well', async () => {
    const { apis, workers } = story.carousel;
    for (const { url } of [...apis, ...workers])
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(story.logs().split('\n').filter((line) => /"level":"(error|fatal)"/.test(line))).toEqual([]); // prettier-ignore
  });
});
