import { surestOf } from './surest-of.js';

const ids = (...kinds: Parameters<typeof surestOf>[0][number]['kind'][]) => kinds.map((kind) => ({ kind }));

describe('surestOf', () => {
  it("takes a person's id before a thing's, and the surest of those", () => {
    expect(surestOf(ids('anonymousId', 'deviceId', 'ownedVin', 'phone', 'crmId'))).toEqual({ kind: 'crmId' });
    expect(surestOf(ids('anonymousId', 'phone'))).toEqual({ kind: 'phone' });
    expect(surestOf(ids('deviceId', 'anonymousId'))).toEqual({ kind: 'anonymousId' });
  });

  it("takes no car that was somebody's once", () => {
    expect(surestOf(ids('formerVin', 'deviceId'))).toEqual({ kind: 'deviceId' });
    expect(surestOf(ids('formerVin'))).toBeUndefined();
  });
});
