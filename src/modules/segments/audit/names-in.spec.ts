import { namesIn } from './names-in.js';

it('every name that a rule may ask a property by is found, however deep', () => {
  const names = namesIn([
    {
      all: [
        { not: { did: { event: 'ORDER_PLACED', properties: [{ name: 'channel', is: 'web' }] } } },
        { did: { sum: { of: 'deposit', atLeast: 5 } } },
      ],
    },
    {
      sequence: {
        steps: [{ event: 'PAGE_VIEWED' }, { event: 'ORDER_PLACED' }],
        noneSince: { properties: [{ name: 'refund', exists: true }] },
      },
    },
    { any: [{ lead: { grade: ['A'] } }] },
  ]);
  expect(names).toEqual(['channel', 'deposit', 'refund', 'grade']);
});
