import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable, Module } from '@nestjs/common';
import { Args, Int, Query, Resolver } from '@nestjs/graphql';
import { v7 as uuidv7 } from 'uuid';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Decision } from '../../src/models/decision/decision.js';
import { DecisionLog } from '../../src/modules/decisioning/decision-log.js';
import { DecisionsRepository } from '../../src/modules/decisioning/decisions.repository.js';
import { OffersResult } from '../../src/modules/decisioning/offers.graphql.js';
import { InferenceService } from '../../src/modules/inference/inference.service.js';
import { ModelRegistry } from '../../src/modules/inference/model-registry.js';
import { graphqlModule } from '../../src/modules/platform/graphql/graphql.module.js';
import { createHttpApp } from '../../src/modules/platform/http.js';
import { PlatformModule } from '../../src/modules/platform/platform.module.js';
import { ViewerStore } from '../../src/modules/platform/viewer-store/viewer-store.js';
import { ViewerInput } from '../../src/modules/profiles/viewer.graphql.js';
import { offerRequests } from './inference/asked.js';

/** What the program is told by its parent: a tenant, an answer of the API to it, and the decision behind that. */
const orderSchema = z.object({
  tenantId: z.string(),
  decisionId: z.string(),
  answer: z.record(z.string(), z.unknown()),
});
type Order = z.infer<typeof orderSchema>;

const different = 200;

/** The parts of an answer that no engine of ours can do without, each once a request. */
@Injectable()
class Parts {
  private aliases: string[] = [];
  private decision: Decision | null = null;
  private order: Order | undefined;
  private requests: ReturnType<typeof offerRequests> = [];
  private turn = 0;

  constructor(
    private readonly database: DataSource,
    private readonly store: ViewerStore,
    private readonly inference: InferenceService,
    private readonly decisions: DecisionsRepository,
    private readonly log: DecisionLog,
  ) {}

  async prepare(order: Order): Promise<void> {
    const { tenantId, decisionId } = order;
    const rows: { alias: string }[] = await this.database.query('select alias from viewer_aliases where tenant_id = $1 limit 500', [tenantId]); // prettier-ignore
    this.aliases = rows.map(({ alias }) => alias);
    while (!this.decision) {
      this.decision = await this.decisions.find(tenantId, decisionId);
      if (!this.decision) await sleep(100);
    }
    // The viewers of the bench did ten things each.
    this.requests = offerRequests(different, this.decision.scored).map((request) => ({ ...request, recent: request.recent.slice(0, 10) })); // prettier-ignore
    this.order = order;
  }

  /** The answer from memory, after as many parts: 1 a read of a viewer, 2 with the model's word, 3 with the decision logged. */
  async answer(parts: number): Promise<unknown> {
    const { order, decision } = this;
    if (!order || !decision) throw new Error('nothing was prepared');
    const turn = this.turn++;
    if (parts > 0) await this.store.read(order.tenantId, this.aliases[turn % this.aliases.length] ?? '');
    const request = this.requests[turn % different];
    if (parts > 1 && request) await this.inference.scoreOffers(order, request);
    if (parts > 2) this.log.remember({ ...decision, id: uuidv7(), seed: turn });
    return order.answer;
  }
}

@Resolver()
class PartsResolver {
  constructor(private readonly parts: Parts) {}

  /** As the API declares it; `placement` says how many parts. */
  @Query(() => OffersResult)
  offers(
    @Args('placement', { type: () => String }) placement: string,
    @Args('viewer', { type: () => ViewerInput }) _viewer: ViewerInput,
    @Args('first', { type: () => Int }) _first: number,
  ): Promise<unknown> {
    return this.parts.answer(Number(placement));
  }
}

@Module({
  imports: [PlatformModule, graphqlModule('{ __typename }')],
  providers: [ModelRegistry, InferenceService, DecisionsRepository, DecisionLog, Parts, PartsResolver],
})
class FloorModule {}

/**
 * The floor of `offers` with the technologies it stands on: our HTTP and GraphQL as they are, answering from memory, and with a read, a
 * model and a write added one by one. Nobody is authenticated, and nothing is decided.
 */
process.on('message', (message) => {
  void (async () => {
    const app = await createHttpApp(FloorModule);
    await app.init();
    await app.get(Parts).prepare(orderSchema.parse(message));
    await app.listen(0, '127.0.0.1');
    process.send?.(await app.getUrl());
  })();
});
process.on('disconnect', () => process.exit(0));
