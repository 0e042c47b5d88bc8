import { creativeProblems, type CreativeDraft } from './creative-problems.js';

const good: CreativeDraft = {
  name: 'Price first',
  angle: 'PRICE',
  headline: 'A {make} {model} for {price}',
  body: 'Come and see this {modelYear} {bodyStyle}.',
  imageUrl: 'https://images.example.com/hero.jpg',
  callToAction: 'See the {model}',
  deepLink: 'https://example.com/cars/{vehicleId}?from=carousel',
  disclosure: null,
  weight: 1,
};
const paths = (change: Partial<CreativeDraft>) =>
  creativeProblems({ ...good, ...change }).map(({ path }) => path);

describe('creativeProblems', () => {
  it('wants what law asks for beside a monthly payment, wherever that is shown', () => {
    const shown = { headline: 'Lease it for $299/mo' };
    expect(paths(shown)).toEqual(['disclosure']);
    expect(paths({ body: 'Only 299 a month.' })).toEqual(['disclosure']);
    expect(paths({ callToAction: '月供2999元' })).toEqual(['disclosure']);
    expect(paths({ ...shown, disclosure: '  ' })).toEqual(['disclosure']);
    expect(paths({ ...shown, disclosure: 'Terms apply.' })).toEqual(['disclosure']);
    expect(paths({ ...shown, disclosure: 'A lease: $2,999 due at signing, 36 payments of $299.' })).toEqual(
      [],
    );
    expect(paths({ ...shown, disclosure: 'A lease at 3 % APR.' })).toEqual(['disclosure']);
    expect(paths({ disclosure: 'x'.repeat(4_001) })).toEqual(['disclosure']);
  });
  it('finds none in a good creative', () => expect(creativeProblems(good)).toEqual([]));
  it.each([
    'myapp://cars/{vehicleId}',
    'com.example.cars://open?id={vehicleId}',
    'http://example.com',
    'intent://cars/{vehicleId}#Intent;scheme=x;end',
  ])('allows %s', (deepLink) => expect(paths({ deepLink })).toEqual([]));
  it.each([
    'javascript://example.com/%0aalert(1)',
    'JavaScript:alert(1)',
    'data:text/html,hi',
    'file:///etc/passwd',
    '/cars/1',
    'example.com/cars',
    'https://{make}.example.com/',
    'https://user@example.com/',
    'https:///cars',
    'https://example.com/a b',
  ])('refuses %s', (deepLink) => expect(paths({ deepLink })).toEqual(['callToAction.url']));
  it('refuses a picture that is not on the web', () => {
    expect(paths({ imageUrl: 'myapp://picture' })).toEqual(['imageUrl']);
    expect(paths({ imageUrl: 'https://example.com/{model}.jpg' })).toEqual(['imageUrl']);
    expect(paths({ imageUrl: null })).toEqual([]);
  });
  it('names an unknown template and a lone brace', () => {
    expect(paths({ headline: 'Dear {firstName}', body: 'Now { or never' })).toEqual(['headline', 'body']);
    expect(creativeProblems({ ...good, headline: '{firstName}' })[0]?.remedy).toContain('{price}');
  });
  it('refuses a lease whose rate is called APR, wherever the two words stand', () => {
    expect(paths({ headline: 'Lease a {model}', body: 'Only 1.9 % APR' })).toEqual(['body']);
    expect(paths({ headline: 'Leasing mit 3,9 % effektivem Jahreszins' })).toEqual(['headline']);
    expect(paths({ headline: '租赁 {model}，APR 1.9%' })).toEqual(['headline']);
    expect(paths({ body: 'Personal contract hire.', callToAction: 'See the A.P.R.' })).toEqual([
      'callToAction.label',
    ]);
    expect(paths({ headline: 'Lease a {model}', body: 'From April, at a lease rate of 1.9 %' })).toEqual([]);
    expect(paths({ headline: 'A loan for your {model}', body: 'Only 1.9 % APR' })).toEqual([]);
  });
  it('points at every field at once', () =>
    expect(paths({ name: ' ', headline: 'x'.repeat(121), callToAction: '' })).toEqual([
      'name',
      'headline',
      'callToAction.label',
    ]));
});
