import { Injectable } from '@nestjs/common';
import type { AudienceExportEntity } from '../../models/export/audience-export.entity.js';
import { Clock } from '../platform/clock.js';
import { AudiencePolicy } from './audience-policy.js';
import { ExportFilesRepository } from './export-files.repository.js';
import { ExportStep } from './export-step.js';

/** A step of an export whose target takes its segment still: that can be another one by now than when it was asked for. */
@Injectable()
export class JudgedStep {
  constructor(
    private readonly step: ExportStep,
    private readonly policy: AudiencePolicy,
    private readonly files: ExportFilesRepository,
    private readonly clock: Clock,
  ) {}

  /** Takes the step, or ends the export where it may not be made; false when there is nobody left to look at. */
  async advance(audience: AudienceExportEntity): Promise<boolean> {
    if (await this.policy.allows(audience, audience.segmentId, audience.target))
      return this.step.advance(audience);
    await this.files.endUnmade(audience, new Date(this.clock.now()));
    return true;
  }
}
