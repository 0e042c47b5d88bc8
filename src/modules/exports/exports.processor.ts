import { Injectable } from '@nestjs/common';
import { Processor } from '../platform/queue/queues.js';
import { ExportFiles } from './export-files.service.js';
import { ExportWork } from './export-work.service.js';
import { exportsQueue } from './exports.queue.js';
import type { ExportKey } from './exports.repository.js';

/** Makes the files of exports, and forgets them. */
@Injectable()
export class ExportsProcessor extends Processor<{ export: ExportKey | null }> {
  readonly queue = exportsQueue;

  constructor(
    private readonly work: ExportWork,
    private readonly files: ExportFiles,
  ) {
    super();
  }

  async handle(job: { export: ExportKey | null }): Promise<void> {
    if (job.export) return this.work.take(job.export);
    await this.files.forgetExpired();
    await this.work.takeAll();
  }
}
