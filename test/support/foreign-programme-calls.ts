import type { Things } from './tenants-things.js';

/** For every query and mutation about programmes of test drives, calls that name the owner's things. */
export function programmeCases(things: Things): Record<string, object[]> {
  const { anonymousId, userId, vehicleId } = things;
  const viewer = { anonymousId, userId };
  return {
    programmeDrive: [{ bookingId: things.programmeDriveId }],
    programmeSlots: [
      {
        programme: things.programmeKey,
        dealerId: things.dealerId,
        from: '2026-11-01T00:00:00Z',
        to: '2099-01-01T00:00:00Z',
      },
    ],
    testDriveDiscounts: [{ viewer }, { viewer, vehicleId }],
    testDriveProgrammes: [{}, { includeArchived: true }],
    archiveTestDriveProgramme: [{ key: things.programmeKey }],
    bookProgrammeDrive: [
      {
        input: {
          programme: things.programmeKey,
          dealerId: things.dealerId,
          demonstratorId: things.demonstratorId,
          startsAt: things.testDriveAt,
          days: 1,
          viewer,
          idempotencyKey: 'mine',
        },
      },
    ],
    recordIdentityCheck: [
      {
        input: {
          bookingId: things.programmeDriveId,
          state: 'PASSED',
          method: 'face',
          reference: 'mine',
          checkedAt: '2026-11-01T00:00:00Z',
          idempotencyKey: 'mine',
        },
      },
    ],
    recordTestDriveDeposit: [
      {
        input: {
          bookingId: things.programmeDriveId,
          state: 'HELD',
          reference: 'mine',
          idempotencyKey: 'mine',
        },
      },
    ],
    recordTestDriveFee: [
      {
        input: {
          bookingId: things.programmeDriveId,
          state: 'PAID',
          reference: 'mine',
          idempotencyKey: 'mine',
        },
      },
    ],
    recordTestDriveReturn: [{ bookingId: things.programmeDriveId, returnedAt: '2026-11-01T00:00:00Z' }],
    redeemTestDriveDiscount: [
      { id: things.programmeDriveId, orderReference: 'mine' },
      { id: things.programmeDriveId, orderReference: 'mine', vehicleId },
    ],
    releaseTestDriveKey: [{ bookingId: things.programmeDriveId }],
    setPartnerBand: [{ input: { viewer, partner: 'mine', band: 'A' } }],
    setTestDriveProgramme: [
      {
        input: {
          key: 'mine',
          name: 'Mine',
          currency: 'GBP',
          centres: [{ dealerId: things.dealerId }],
          days: { min: 1, max: 3 },
        },
      },
    ],
  };
}
