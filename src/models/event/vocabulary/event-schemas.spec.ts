import { eventSchemas, schemaVersionOf } from './event-schemas.js';

describe('the schemas of events', () => {
  const declared = Object.entries(eventSchemas).flatMap(([type, schema]) => (schema ? [{ type, ...schema }] : [])); // prettier-ignore

  it.each(declared)(
    '$type has a version, and no name that means two of its fields',
    ({ sought, version }) => {
      expect(version).toBeGreaterThan(0);
      const names = sought.flatMap((each) => each.names);
      expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    },
  );

  it('asks nothing of names nobody knows, nor of what Carousel writes itself', () => {
    for (const type of ['CUSTOM', 'IDENTIFIED', 'PROFILE_MERGED', 'CONSENT_CHANGED'] as const)
      expect(schemaVersionOf(type)).toBe(0);
  });
});
