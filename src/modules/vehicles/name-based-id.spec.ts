import fc from 'fast-check';
import { v5 as uuidv5 } from 'uuid';
import { nameBasedId } from './name-based-id.js';

it('says of every name and namespace what the package uuid says', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(text, fc.uuid(), (name, namespace) => {
      expect(nameBasedId(name, namespace)).toBe(uuidv5(name, namespace));
    }),
  );
});
