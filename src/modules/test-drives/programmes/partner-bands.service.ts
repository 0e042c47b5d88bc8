import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import { problem, type TestDriveProblem } from '../problem.js';
import { BandsRepository } from './bands.repository.js';
import { refused, type Refused } from './drive-outcome.js';
import { DrivePersons } from './drive-persons.js';
import { textProblems } from './said.js';

/** The band a partner has somebody in. */
export interface BandSaying {
  readonly userId: string | null;
  readonly partner: string;
  /** Null: in none any more. */
  readonly band: string | null;
  readonly validUntil: Date | null;
}

/** A band as it is kept now, or what is wrong with what was said. */
export type BandOutcome = ({ readonly kind: 'BAND' } & Omit<BandSaying, 'userId'>) | Refused;

/** Bands that partners have people in: what a fee may depend on. Told by servers only, as they decide what somebody pays. */
@Injectable()
export class PartnerBands {
  constructor(
    private readonly dataSource: DataSource,
    private readonly persons: DrivePersons,
    private readonly bands: BandsRepository,
    private readonly clock: Clock,
  ) {}

  /** Sets the band, or takes it away. What is booked keeps its fee. */
  async set({ tenantId, keyId }: Caller, said: BandSaying): Promise<BandOutcome> {
    const now = this.clock.now();
    const problems = bandProblems(said, now);
    const { userId, band, validUntil } = said;
    if (userId === null || problems.length > 0) return refused(...problems);
    const partner = said.partner.trim().toLowerCase();
    await this.dataSource.transaction(async (manager) => {
      const mention = { userId, sourceId: keyId, messageId: `partner-band:${randomUUID()}` };
      const person = await this.persons.hold(manager, tenantId, mention);
      if (band === null) {
        await this.bands.remove(manager, person, partner);
        return;
      }
      const { identityId } = person;
      await this.bands.put(manager, { tenantId, identityId, partner, band: band.trim(), validUntil, setAt: new Date(now) }); // prettier-ignore
    });
    return { kind: 'BAND', partner, band: band === null ? null : band.trim(), validUntil };
  }
}

function bandProblems({ userId, partner, band, validUntil }: BandSaying, now: number): TestDriveProblem[] {
  return [
    ...(userId === null || userId.length > 512 ? [problem('viewer.userId', 'Nobody is named by their account, or by more than 512 characters.', 'Give their `userId`.')] : []),
    ...textProblems('partner', partner, 100),
    ...(band === null ? [] : textProblems('band', band, 100)),
    ...(validUntil && validUntil.getTime() <= now ? [problem('validUntil', 'It is over already.', 'Give an instant ahead, or leave the band out to take it away.')] : []),
  ];
} // prettier-ignore
