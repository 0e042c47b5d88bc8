import fc from 'fast-check';
import { deflateSync, gzipSync } from 'node:zlib';

/** A request as it goes over the wire, and what its sender knows of it. */
export interface FuzzRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** Message ids of its calls in their order, null where a call has none of ours; undefined where it is no call of ours. */
  readonly messageIds?: readonly (string | null)[];
  /** Events of a Measurement Protocol request that is as it should be. */
  readonly measured?: number;
}

/** Whose key stands where: each kind of request has a source of its own, so that its events can be counted. */
export interface FuzzKeys {
  readonly calls: string;
  readonly measured: string;
  readonly hostile: string;
}

const kilobytes = (count: number) => 'x'.repeat(count * 1024);
const nested = (open: string, close: string, levels: number) => open.repeat(levels) + close.repeat(levels);

/** Values nobody in their right mind sends, as JSON text. */
const nastyTexts = [
  ...['1e400', '-1e999', '1e-400', '-0', '9007199254740993', '123456789012345678901234567890', '1.7976931348623157e308'],
  ...['"\\u0000"', '"\\ud800"', '"\\udc00\\ud800"', '"\\u202e"', '""', '" "', 'null', 'true', '[]', '{}'],
  ...['{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '{"toString":1,"length":-1,"then":2}'],
  ...['{"a":1,"a":2}', '"2026-13-45T99:99:99Z"', '"0000-01-01"', '"9999-12-31T23:59:59Z"', '"+275760-09-13T00:00:00Z"'],
  ...[nested('[', ']', 31), nested('{"a":', '}', 40).replace('}', '1}'), nested('[', ']', 5_000)],
  ...[`"${kilobytes(33)}"`, `{"${kilobytes(9)}":1}`, `[${Array(5_000).fill(0).join()}]`],
]; // prettier-ignore
const nasty = fc.nat(nastyTexts.length - 1).map((n) => `@@${n}@@`);
const written = (value: unknown) =>
  JSON.stringify(value).replaceAll(/"@@(\d+)@@"/g, (_all, n: string) => nastyTexts[Number(n)] ?? 'null');

const person = fc.oneof(fc.constantFrom('p-1', 'p-2', 'p-3'), fc.nat(200).map((n) => `p-${n}`), fc.integer()); // prettier-ignore
const messageId = fc.oneof(
  { weight: 1, arbitrary: fc.nat(40).map((n) => `fz-${n}`) },
  { weight: 9, arbitrary: fc.nat(2 ** 31).map((n) => `fz-${n}`) },
);
const instant = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-06-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const properties = fc.record(
  { sku: fc.string(), brand: fc.constantFrom('Kia', 'Ford'), price: fc.oneof(fc.nat(), fc.string()), note: fc.string({ unit: 'grapheme' }) },
  { requiredKeys: [] },
); // prettier-ignore

const type = fc.constantFrom('track', 'identify', 'page', 'screen', 'group', 'alias');
const valid = {
  type,
  event: fc.constantFrom('Product Viewed', 'view_item', 'Brochure Ordered'),
  messageId,
  userId: person,
  anonymousId: person,
  previousId: person,
  groupId: person,
  timestamp: instant,
  sentAt: instant,
  properties,
  traits: properties,
  context: fc.record({ locale: fc.constant('en-GB'), page: properties, direct: fc.boolean() }),
  integrations: fc.record({ All: fc.boolean() }),
};
const required = { requiredKeys: ['type', 'event', 'userId', 'groupId', 'messageId'] } as const;
const goodCall = fc.record(valid, { requiredKeys: [...required.requiredKeys] });
/** Now and then a field is nasty, or any JSON at all. */
const oddField = (field: fc.Arbitrary<unknown>) =>
  fc.oneof(
    { weight: 6, arbitrary: field },
    { weight: 1, arbitrary: nasty },
    { weight: 1, arbitrary: fc.jsonValue() },
  );
const badCall = fc.record(
  { type: oddField(type), event: oddField(valid.event), messageId: oddField(messageId), userId: oddField(person), anonymousId: oddField(person), previousId: oddField(person), groupId: oddField(person), name: oddField(fc.string()), category: oddField(fc.string()), timestamp: oddField(instant), originalTimestamp: oddField(instant), sentAt: oddField(instant), properties: oddField(properties), traits: oddField(properties), context: oddField(valid.context), integrations: oddField(valid.integrations), writeKey: oddField(fc.string()) },
  { requiredKeys: [] },
); // prettier-ignore
const call = fc.oneof({ weight: 5, arbitrary: goodCall }, { weight: 5, arbitrary: badCall });
const item = fc.oneof(
  { weight: 9, arbitrary: call },
  { weight: 1, arbitrary: fc.oneof(nasty, fc.jsonValue()) },
);

type Encoding = 'identity' | 'gzip' | 'deflate';
const encoding = fc.constantFrom<Encoding>('identity', 'identity', 'gzip', 'deflate');
const contentType = fc.constantFrom(
  'application/json',
  'text/plain',
  'application/x-www-form-urlencoded',
  'x/y',
  'json',
  ';;',
  '',
);

function packed(text: string | Buffer, as: Encoding): Buffer {
  if (as === 'identity') return Buffer.from(text);
  return as === 'gzip' ? gzipSync(text) : deflateSync(text);
}

/** Requests with the key in the header, whose calls can be counted. */
function calls(key: string): fc.Arbitrary<FuzzRequest> {
  const headers = (as: Encoding, type: string) => ({
    authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
    'content-encoding': as,
    ...(type && { 'content-type': type }),
  });
  const one = fc
    .tuple(fc.constantFrom('track', 't', 'identify', 'i', 'page', 'p', 'screen', 's', 'group', 'g', 'alias', 'a'), call, encoding, contentType)
    .map(([route, said, as, kind]) => ({
      path: `/v1/${route}`,
      headers: headers(as, kind),
      body: packed(written(said), as),
      messageIds: [idOf(said)],
    })); // prettier-ignore
  const root = fc.record(
    { batch: fc.array(item, { maxLength: 12 }), sentAt: oddField(instant), context: oddField(valid.context), integrations: oddField(valid.integrations) },
    { requiredKeys: ['batch'] },
  ); // prettier-ignore
  const many = fc
    .tuple(
      fc.constantFrom('/v1/batch', '/v1/b', '/v1/import', '/beacon/v1/batch'),
      root,
      encoding,
      contentType,
    )
    .map(([path, said, as, kind]) => ({
      path,
      headers: headers(as, kind),
      body: packed(written(said), as),
      messageIds: said.batch.map(idOf),
    }));
  return fc.oneof(one, many);
}

/** Our own id of a call, as far as it is one. */
function idOf(said: unknown): string | null {
  const id = typeof said === 'object' && said !== null && 'messageId' in said ? said.messageId : null;
  return typeof id === 'string' && id.startsWith('fz-') ? id : null;
}

const measuredEvent = fc.record({ name: fc.constantFrom('view_item', 'generate_lead', 'my_own'), params: properties }); // prettier-ignore
const measurement = <Event>(event: fc.Arbitrary<Event>) => ({
  client_id: fc.nat(200).map((n) => `c.${n}`),
  timestamp_micros: fc.integer({ min: 1_790_000_000, max: 1_795_000_000 }).map((n) => n * 1e6),
  events: fc.array(event, { minLength: 1, maxLength: 5 }),
});

/** Measurement Protocol requests as they should be. */
function measured(key: string): fc.Arbitrary<FuzzRequest> {
  return fc.record({ ...measurement(measuredEvent), trace: fc.uuid() }).map(({ trace, ...said }) => ({
    path: `/mp/collect?measurement_id=G-1&api_secret=${key}`,
    headers: {},
    // With something of its own in each, none of them is a retry of another.
    body: Buffer.from(JSON.stringify({ ...said, events: said.events.map((event) => ({ ...event, trace })) })),
    measured: said.events.length,
  }));
}

const arrayOfAMillion = `[${Array(1_000_000).fill(0).join()}]`;
const bomb = gzipSync(Buffer.alloc(50_000_000, '[')); // 50 KB
/** Bodies that are wrong as a whole. */
const wrongBody: fc.Arbitrary<{ body: Buffer; as?: string }> = fc.oneof(
  { weight: 4, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => ({ body: Buffer.from(bytes) })) },
  { weight: 4, arbitrary: fc.tuple(call, fc.nat(400)).map(([said, cut]) => ({ body: Buffer.from(written({ batch: [said] }).slice(0, cut)) })) },
  { weight: 4, arbitrary: fc.oneof(nasty, fc.jsonValue()).map((value) => ({ body: Buffer.from(written(value)) })) },
  { weight: 4, arbitrary: fc.tuple(call, fc.uint8Array({ minLength: 1, maxLength: 4 })).map(([said, bytes]) => ({ body: Buffer.concat([Buffer.from('{"userId":"u","name":"'), Buffer.from(bytes), Buffer.from(`","batch":[${written(said)}]}`)]) })) },
  { weight: 2, arbitrary: fc.tuple(fc.jsonValue(), fc.nat(60)).map(([value, cut]) => ({ body: gzipSync(JSON.stringify(value)).subarray(0, cut), as: 'gzip' })) },
  { weight: 2, arbitrary: fc.constantFrom('br', 'zstd', 'gzip, gzip', 'constructor', 'deflate').map((as) => ({ body: gzipSync('{}'), as })) },
  { weight: 1, arbitrary: fc.constantFrom(bomb, gzipSync(bomb), gzipSync(arrayOfAMillion)).map((body) => ({ body, as: 'gzip' })) },
  { weight: 1, arbitrary: fc.constantFrom('[', '{"a":', '{"batch":[').map((open) => ({ body: Buffer.from(open.repeat(40_000)) })) },
  { weight: 1, arbitrary: fc.constantFrom(nested('[', ']', 200_000), `{"batch":${nested('[', ']', 200_000)}}`, `{"batch":[${Array(200_000).fill(0).join()}]}`, arrayOfAMillion).map((text) => ({ body: Buffer.from(text) })) },
); // prettier-ignore

/** Requests that are wrong in body, key or both, to any route. */
function hostile(key: string): fc.Arbitrary<FuzzRequest> {
  const routes = ['/v1/track', '/v1/i', '/v1/batch', '/beacon/v1/batch', '/mp/collect', '/debug/mp/collect', '/v1/nowhere', '/v1/m'];
  const keyed = fc.constantFrom(key, key, key, 'wrong', 'ck_collector_000000000000_wrong', '%00', '');
  const authorization = fc.oneof(
    fc.constantFrom('', 'Basic', 'Basic Og==', 'Basic !!!', 'Bearer x', 'Digest x'),
    fc.constant(`Bearer ${key}`),
  );
  const wrongMeasurement = fc
    .record({ ...measurement(fc.oneof(measuredEvent, nasty, fc.jsonValue())), user_id: oddField(person), user_properties: oddField(fc.dictionary(fc.string(), fc.record({ value: fc.oneof(nasty, fc.jsonValue()) }))), consent: oddField(fc.constant({ ad_user_data: 'DENIED' })), client_id: oddField(person) }, { requiredKeys: [] })
    .map((said) => ({ body: Buffer.from(written(said)) }));
  return fc
    .tuple(fc.constantFrom(...routes), keyed, authorization, fc.oneof<fc.Arbitrary<{ body: Buffer; as?: string }>[]>(wrongBody, wrongMeasurement))
    .map(([route, secret, header, { body, as }]) => ({
      path: `${route}?writeKey=${secret}&api_secret=${secret}`,
      headers: { ...(header && { authorization: header }), ...(as && { 'content-encoding': as }) },
      body,
    }));
} // prettier-ignore

/** Anything a sender may come up with, good and bad. */
export function anyRequest(keys: FuzzKeys): fc.Arbitrary<FuzzRequest> {
  return fc.oneof(
    { weight: 12, arbitrary: calls(keys.calls) },
    { weight: 3, arbitrary: measured(keys.measured) },
    { weight: 5, arbitrary: hostile(keys.hostile) },
  );
}
