import { Injectable } from '@nestjs/common';
import type { AudienceExportEntity } from '../../models/export/audience-export.entity.js';
import type { Caller } from '../../models/caller.js';
import { z } from 'zod';
import { batchesOf, batchOf, batchRows } from './batches.js';
import { Clock } from '../platform/clock.js';
import { ExportFilesRepository } from './export-files.repository.js';
import { exportsError } from './exports.errors.js';
import { ExportsRepository } from './exports.repository.js';
import { headerOf } from './identifiers.js';
import { StandingConsent } from './standing-consent.js';

/** Files that lie ready to be fetched. */
@Injectable()
export class ExportFiles {
  constructor(
    private readonly repository: ExportsRepository,
    private readonly files: ExportFilesRepository,
    private readonly standing: StandingConsent,
    private readonly clock: Clock,
  ) {}

  /**
   * The file of an export, or one batch of its rows, part by part, as long as everybody in it allows it at this moment; else it is thrown away. Who
   * fetched it first is noted.
   * @throws AppError AUDIENCE_EXPORT_FILE_NOT_FOUND
   */
  async fetch(
    { tenantId, keyId }: Caller,
    id: string,
    batch: number | null = null,
  ): Promise<AsyncIterable<string>> {
    const audience = z.uuid().safeParse(id).success ? await this.repository.find({ tenantId, id }) : null;
    const now = this.clock.now();
    if (audience?.status !== 'DONE' || !audience.expiresAt || audience.expiresAt.getTime() <= now)
      throw gone();
    if (batch !== null && !isBatch(batch, audience)) throw noBatch(audience);
    await this.askEverybody(audience, now);
    await this.repository.noteFetched(audience, keyId, new Date(now));
    return this.read(audience, batch);
  }

  /** Forgets what lay ready long enough. */
  forgetExpired(): Promise<void> {
    return this.files.forgetExpired(new Date(this.clock.now()));
  }

  /** @throws AppError AUDIENCE_EXPORT_FILE_NOT_FOUND where somebody in the file no longer allows it, or is being erased */
  private async askEverybody(audience: AudienceExportEntity, now: number): Promise<void> {
    const answer = await this.standing.of(audience);
    if (answer === 'ALLOWED') return;
    if (answer === 'ERASED') throw gone();
    await this.files.endByConsent(audience, new Date(now));
    throw exportsError(
      'AUDIENCE_EXPORT_FILE_NOT_FOUND',
      'Somebody in the file no longer allows ADS or AUDIENCE_EXPORT, so it was thrown away. Ask again with requestAudienceExport: it is made without them.',
    );
  }

  private async *read(audience: AudienceExportEntity, batch: number | null): AsyncGenerator<string> {
    yield headerOf(audience.target);
    const parts = this.partsOf(audience);
    yield* batch === null ? parts : batchOf(parts, batch);
  }

  private async *partsOf(audience: AudienceExportEntity): AsyncGenerator<string> {
    for (let part = 0; part < audience.parts; part++) {
      const text = await this.files.part(audience, part);
      // Thrown away while it is read: half a file must not pass for a whole one.
      if (text === null) throw gone();
      yield text;
    }
  }
}

function isBatch(batch: number, { lines }: AudienceExportEntity): boolean {
  return Number.isInteger(batch) && batch >= 1 && batch <= batchesOf(lines);
}

function noBatch({ lines }: AudienceExportEntity): Error {
  return exportsError(
    'AUDIENCE_EXPORT_FILE_NOT_FOUND',
    `There is no such batch: of ${batchRows} rows each the file has ${batchesOf(lines)}, counted from 1.`,
  );
}

function gone(): Error {
  return exportsError(
    'AUDIENCE_EXPORT_FILE_NOT_FOUND',
    'There is no such file: it is still being made, lay ready for a week, or held somebody who was erased or no longer allows it. Look at audienceExport, and ask again with requestAudienceExport.',
  );
}
