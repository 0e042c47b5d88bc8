import { Injectable } from '@nestjs/common';
import { Processor } from '../../platform/queue/queues.js';
import { ShardOwnership } from '../resident/shard-ownership.js';
import { previewAsks, type PreviewAsk } from './preview-ask.queue.js';
import { ShardPreviews } from './shard-previews.js';

/** Answers what this worker is asked about its shards. */
@Injectable()
export class PreviewAsksProcessor extends Processor<PreviewAsk> {
  readonly queue;

  constructor(
    ownership: ShardOwnership,
    private readonly previews: ShardPreviews,
  ) {
    super();
    this.queue = previewAsks(ownership.worker);
  }

  handle(ask: PreviewAsk): Promise<void> {
    return this.previews.answer(ask);
  }
}
