import fc from 'fast-check';
import { isFor, isOwned, ownVersion, versionFormat } from '../../models/prediction/version-owner.js';

const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

describe('whose a version is', () => {
  it('is its tenant’s alone, whatever day and number', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), day, fc.integer({ min: 1 }), (tenant, other, at, number) => {
        const version = ownVersion(tenant, at, number);
        expect(version).toMatch(versionFormat);
        expect(isOwned(version)).toBe(true);
        expect(isFor(version, tenant)).toBe(true);
        expect(isFor(version, other)).toBe(tenant === other);
      }),
    );
  });

  it('is nobody’s and everybody’s without an owner in its name', () => {
    expect(isOwned('2026-11-28.1')).toBe(false);
    expect(isFor('2026-11-28.1', '6f1c2a9e-4b7d-4c0f-9a1e-2d3c4b5a6978')).toBe(true);
    expect(ownVersion('6F1C2A9E-4b7d-4c0f-9a1e-2d3c4b5a6978', new Date('2026-11-28T23:59:59Z'), 3)).toBe(
      '2026-11-28.3-6f1c2a9e4b7d4c0f9a1e2d3c4b5a6978',
    );
    expect('2026-11-28.3-6F1C2A9E4B7D4C0F9A1E2D3C4B5A6978').not.toMatch(versionFormat);
  });
});
