import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import type { Delivery } from '../delivery.js';
import { Recorder } from '../recorder.js';
import { notJson, Rejections } from '../rejections.js';
import { TenantVocabulary } from '../mapping/tenant-vocabulary.js';
import { rejectedWithGpc, withGpc } from '../permission/with-gpc.js';
import type { Complaint } from './complaint.js';
import { beyondGa4 } from './ga4-limits.js';
import { readMeasurement } from './read-measurement.js';

/** Takes what is sent by GA4's Measurement Protocol: records what can be understood, keeps the rest with the reason. */
@Injectable()
export class MeasurementService {
  constructor(
    private readonly recorder: Recorder,
    private readonly rejections: Rejections,
    private readonly vocabulary: TenantVocabulary,
    private readonly clock: Clock,
  ) {}

  /**
   * Durable when the promise resolves. Content is no reason to throw, as GA4's senders are not told.
   * @throws AppError EVENTS_BUSY: the same again later will do, and counts once
   */
  async collect(caller: Caller, delivery: Delivery): Promise<void> {
    const { body } = delivery;
    if (!('json' in body)) return this.rejections.keep(caller, [notJson(body)]);
    const { events, rejections } = readMeasurement(body.json, await this.around(caller));
    await this.rejections.keep(caller, rejectedWithGpc(rejections, delivery));
    await this.recorder.record(caller, withGpc(events, delivery));
  }

  /** What is wrong with a request, and what GA4 would not take of it. Records nothing. */
  async validate(caller: Caller, { body }: Delivery): Promise<readonly Complaint[]> {
    if (!('json' in body))
      return [{ fieldPath: '', description: notJson(body).message, validationCode: 'VALUE_INVALID' }];
    const { complaints } = readMeasurement(body.json, await this.around(caller));
    return [...complaints, ...beyondGa4(body.json)];
  }

  private async around({ tenantId }: Caller) {
    return { receivedAt: this.clock.now(), words: await this.vocabulary.of(tenantId) };
  }
}
