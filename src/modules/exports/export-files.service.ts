import { Injectable } from '@nestjs/common';
import type { AudienceExportEntity } from '../../models/export/audience-export.entity.js';
import type { Caller } from '../../models/caller.js';
import { z } from 'zod';
import { Clock } from '../platform/clock.js';
import { ExportFilesRepository } from './export-files.repository.js';
import { exportsError } from './exports.errors.js';
import { ExportsRepository } from './exports.repository.js';
import { headerOf } from './identifiers.js';

/** Files that lie ready to be fetched. */
@Injectable()
export class ExportFiles {
  constructor(
    private readonly repository: ExportsRepository,
    private readonly files: ExportFilesRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * The file of an export, part by part. Who fetched it first is noted.
   * @throws AppError AUDIENCE_EXPORT_FILE_NOT_FOUND
   */
  async fetch({ tenantId, keyId }: Caller, id: string): Promise<AsyncIterable<string>> {
    const audience = z.uuid().safeParse(id).success ? await this.repository.find({ tenantId, id }) : null;
    const now = this.clock.now();
    if (audience?.status !== 'DONE' || !audience.expiresAt || audience.expiresAt.getTime() <= now)
      throw gone();
    await this.repository.noteFetched(audience, keyId, new Date(now));
    return this.read(audience);
  }

  /** Forgets what lay ready long enough. */
  forgetExpired(): Promise<void> {
    return this.files.forgetExpired(new Date(this.clock.now()));
  }

  private async *read(audience: AudienceExportEntity): AsyncGenerator<string> {
    yield headerOf(audience.target);
    for (let part = 0; part < audience.parts; part++) {
      const text = await this.files.part(audience, part);
      // Thrown away while it is read: half a file must not pass for a whole one.
      if (text === null) throw gone();
      yield text;
    }
  }
}

function gone(): Error {
  return exportsError(
    'AUDIENCE_EXPORT_FILE_NOT_FOUND',
    'There is no such file: it is still being made, lay ready for a week, or held somebody who was erased. Look at audienceExport, and ask again with requestAudienceExport.',
  );
}
