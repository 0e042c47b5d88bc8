import { beyondGa4 } from './ga4-limits.js';

const request = (...events: unknown[]) => ({ client_id: 'c', events });
const told = (json: unknown) =>
  beyondGa4(json).map(({ fieldPath, validationCode }) => `${fieldPath} ${validationCode}`);

const veryDeep: unknown = JSON.parse('['.repeat(100_000) + ']'.repeat(100_000));

describe('beyondGa4', () => {
  it('has nothing to say of what GA4 takes, or of what nobody does', () => {
    const page = { name: 'page_view', params: { page_location: `https://a.example/${'x'.repeat(500)}` } };
    expect(told(request(page))).toEqual([]);
    expect(told({ events: 7 })).toEqual([]);
    expect(told(request(7))).toEqual([]);
  });

  it.each([
    ['client_id VALUE_REQUIRED', { user_id: 'u', events: [{ name: 'x' }] }],
    ['events EXCEEDED_MAX_ENTITIES', request(...Array.from({ length: 26 }, () => ({ name: 'x' })))],
    ['events[0].name NAME_INVALID', request({ name: '_bad' })],
    ['events[0].name NAME_INVALID', request({ name: 'x'.repeat(41) })],
    ['events[0].params NAME_INVALID', request({ name: 'x', params: { 'a b': 1 } })],
    ['events[0].params VALUE_OUT_OF_BOUNDS', request({ name: 'x', params: { a: 'x'.repeat(101) } })],
    ['events[0].params EXCEEDED_MAX_ENTITIES', request({ name: 'x', params: Object.fromEntries(Array.from({ length: 26 }, (_, n) => [`p${n}`, n])) })],
    [' VALUE_OUT_OF_BOUNDS', { ...request(7), user_properties: { a: { value: veryDeep } } }],
    [' VALUE_OUT_OF_BOUNDS', request(...Array.from({ length: 20 }, () => ({ name: 'x', params: { page_location: 'x'.repeat(1_000), list: Array(3_000).fill(1) } })))],
  ])('tells %s', (expected, json) => expect(told(json)).toEqual([expected])); // prettier-ignore
});
