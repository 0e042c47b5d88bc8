import { namesPerson } from './names-person.js';

const ids = ['ann@example.com', '+447700900123', '12345', 'track'];

describe('namesPerson', () => {
  it.each([
    { traits: { email: ' Ann@Example.com ' } },
    { properties: { phone: '+44 7700 900-123' } },
    { userId: 12345 },
    { batch: [{ context: { externalIds: [{ id: '12345' }] } }] },
    '{"userId":"12345", oops',
  ])('finds an id however it is written: %j', (said) => {
    expect(namesPerson(JSON.stringify(said), ids)).toBe(true);
  });

  it.each([
    { type: 'track', event: 'track' },
    { userId: 'ann' },
    { note: 'call 12345 back' },
    'nothing at all',
    null,
    7,
  ])('finds nobody in %j', (said) => {
    expect(namesPerson(JSON.stringify(said), ids)).toBe(false);
  });
});
