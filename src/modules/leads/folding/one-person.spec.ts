import { leadsOfOnePerson } from './one-person.js';

const gina = { firstName: 'Gina', email: 'gina@example.org' };
const phone = '020 7946 0071';

describe('leads that count as one person’s', () => {
  it.each([
    ['the same address and name', [gina], ['a']],
    ['by a number another of them gave', [{ phone }, { ...gina, phone }], ['a', 'b']],
    ['none of another name at that address', [{ ...gina, firstName: 'Dad' }], []],
    ['none that is reached otherwise', [{ email: 'other@example.org' }, { phone }], []],
  ])('%s', (_what, contacts, expected) => {
    const others = contacts.map((contact, place) => ({ leadId: 'abc'.charAt(place), contact }));
    expect([...leadsOfOnePerson([{ leadId: 'own', contact: gina }], others)].toSorted()).toEqual(expected);
  });
});
