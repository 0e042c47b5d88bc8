import { Module, type Type } from '@nestjs/common';
import { AppModule } from './app.module.js';
import { DriftProcessor } from './modules/drift/drift.processor.js';
import { ExportsProcessor } from './modules/exports/exports.processor.js';
import { ExperimentsProcessor } from './modules/experiments/experiments.processor.js';
import { FinanceProcessor } from './modules/finance/finance.processor.js';
import { HandoverProcessor } from './modules/handover/handover.processor.js';
import { LeadsProcessor } from './modules/leads/leads.processor.js';
import { ReplayProcessor } from './modules/events/replay/replay.processor.js';
import { WalksProcessor } from './modules/decisioning/neighbours/walks.processor.js';
import { PacingProcessor } from './modules/decisioning/pacing/pacing.processor.js';
import { OutcomesProcessor } from './modules/decisioning/outcomes.processor.js';
import type { Processor } from './modules/platform/queue/queues.js';
import { RetrainingProcessor } from './modules/retraining/retraining.processor.js';
import { RightsProcessor } from './modules/rights/rights.processor.js';
import { DeliveriesProcessor } from './modules/segments/changes/deliveries.processor.js';
import { LookalikesProcessor } from './modules/segments/lookalikes/lookalikes.processor.js';
import { QuestionsProcessor } from './modules/segments/questions/questions.processor.js';
import { ShardLeaseProcessor } from './modules/segments/shard-lease.processor.js';
import { TestDrivesProcessor } from './modules/test-drives/test-drives.processor.js';
import { workersFor } from './modules/platform/queue/workers.js';

/** Who works which queue: the worker's table of contents. Each `*.queue.ts` has exactly one processor here. */
export const processors: readonly Type<Processor<unknown>>[] = [
  ShardLeaseProcessor,
  QuestionsProcessor,
  DeliveriesProcessor,
  LookalikesProcessor,
  LeadsProcessor,
  OutcomesProcessor,
  WalksProcessor,
  PacingProcessor,
  ReplayProcessor,
  RightsProcessor,
  ExportsProcessor,
  TestDrivesProcessor,
  HandoverProcessor,
  FinanceProcessor,
  ExperimentsProcessor,
  DriftProcessor,
  RetrainingProcessor,
];

/** The application with its processors on. */
@Module({ imports: [AppModule], providers: workersFor(processors) })
export class WorkerModule {}
