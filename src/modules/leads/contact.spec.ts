import { contradicts, isReachedBy, isSamePerson } from './contact.js';

const ann = { firstName: 'Ann', email: 'ann@example.com', phone: '+44 20 7946 0018' };

describe('two contacts', () => {
  it.each([
    ['equal', ann],
    ['in another case', { firstName: 'ANN', email: 'Ann@Example.com' }],
    ['with a telephone number set apart otherwise', { phone: '020-7946-0018' }],
    ['with more said', { ...ann, lastName: 'Lee' }],
  ])('are one person: %s', (_what, other) => {
    expect(isSamePerson(ann, other)).toBe(true);
    expect(isSamePerson(other, ann)).toBe(true);
  });

  it.each([
    ['another e-mail address', { ...ann, email: 'bob@example.com' }],
    ['an address that ends like it', { ...ann, email: 'joann@example.com' }],
    ['another telephone number', { ...ann, phone: '+44 20 7946 0019' }],
    ['another name', { ...ann, firstName: 'Bob' }],
    ['nothing in common', { firstName: 'Ann' }],
  ])('are two people: %s', (_what, other) => {
    expect(isSamePerson(ann, other)).toBe(false);
    expect(isSamePerson(other, ann)).toBe(false);
  });
});

describe('contacts contradict', () => {
  it.each([
    ['when another number stands beside the same address', { ...ann, phone: '+44 20 7946 0019' }, false],
    ['when another address stands beside the same number', { ...ann, email: 'ann@work.example' }, false],
    ['when nothing is said by both', { lastName: 'Lee' }, false],
    ['when the name is another', { ...ann, firstName: 'Bob' }, true],
    ['when the address is another and nothing is in common', { email: 'bob@example.com' }, true],
  ])('%s', (_what, other, is) => {
    expect([contradicts(ann, other), contradicts(other, ann)]).toEqual([is, is]);
  });
});

describe('a contact is reached by what another tells', () => {
  it.each([
    ['the same address', { email: 'ANN@example.com' }, true],
    ['the same number, written otherwise', { phone: '020 7946 0018' }, true],
    ['another number beside the same address', { email: ann.email, phone: '020 7946 0666' }, false],
    ['another address', { email: 'bob@example.com' }, false],
  ])('%s', (_what, other, is) => expect(isReachedBy(ann, other)).toBe(is));

  it('but not by a number that it does not have', () =>
    expect(isReachedBy({ email: ann.email }, { email: ann.email, phone: ann.phone })).toBe(false));
});
