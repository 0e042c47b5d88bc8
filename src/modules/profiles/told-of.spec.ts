import { stated } from './merge-traits.js';
import { toldOf } from './told-of.js';

const nothing = { firstName: null, lastName: null, country: null, postalCode: null, identityIds: [] };

describe('what was told of a person', () => {
  it('is what was told last, of all their identities, and who said any of it', () => {
    const before = { id: 'before', told: stated({ firstName: 'Anne', lastName: 'Lee', postcode: 'LS1 1AA' }, 1) }; // prettier-ignore
    const after = { id: 'after', told: stated({ firstName: ' Ann ', 'address.country': 'gb' }, 2) };
    const other = { id: 'other', told: stated({ city: 'Leeds' }, 3) };
    expect(toldOf([before, after, other, { id: 'silent', told: null }])).toEqual({
      firstName: 'Ann',
      lastName: 'Lee',
      country: 'gb',
      postalCode: 'LS1 1AA',
      identityIds: ['before', 'after'],
    });
  });

  it('is nothing where nothing was told, or nothing that is a text', () => {
    expect(toldOf([])).toEqual(nothing);
    const odd = { id: 'odd', told: stated({ firstName: 7, lastName: ' ', country: null, postcode: ['LS1'] }, 1) }; // prettier-ignore
    expect(toldOf([odd])).toEqual({ ...nothing, identityIds: ['odd'] });
  });
});
