import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { HandoverDeliveries } from './deliveries/deliveries.service.js';
import { HandoverDeliveriesArgs, HandoverDelivery, HandoverDeliveryConnection, HandoverTarget, HandoverTargetSet, HandoverTrial, InvalidHandoverTarget, SetHandoverTargetInput, SetHandoverTargetOutcome, toDelivery, toTarget, toTargetAnswer, toTargetDraft, toTrial } from './handover.graphql.js'; // prettier-ignore
import { HandoverTargets } from './targets/targets.service.js';
import { HandoverTrials } from './trials.service.js';

@Resolver()
export class HandoverResolver {
  constructor(
    private readonly targets: HandoverTargets,
    private readonly deliveries: HandoverDeliveries,
    private readonly trials: HandoverTrials,
  ) {}

  @Query(() => [HandoverTarget], { description: 'Where your leads are handed over, the oldest first.' })
  @Allow('admin')
  async handoverTargets(
    @CurrentCaller() caller: Caller,
    @Args('dealerId', { type: () => ID, nullable: true, description: 'Only those of this dealer.' }) dealerId: string | null, // prettier-ignore
  ): Promise<HandoverTarget[]> {
    return (await this.targets.list(caller, dealerId ?? null)).map(toTarget);
  }

  @Mutation(() => SetHandoverTargetOutcome, { description: 'Has every lead made from now on handed over, at least once; or changes where to.' }) // prettier-ignore
  @Allow('admin')
  async setHandoverTarget(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => SetHandoverTargetInput, description: 'The target.' })
    input: SetHandoverTargetInput,
  ): Promise<HandoverTargetSet | InvalidHandoverTarget> {
    return toTargetAnswer(await this.targets.set(caller, toTargetDraft(input)));
  }

  @Mutation(() => HandoverTarget, { nullable: true, description: 'Ends a target, with its deliveries and what waits to be handed over to it. Null when there is none.' }) // prettier-ignore
  @Allow('admin')
  async removeHandoverTarget(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the target.' }) id: string,
  ): Promise<HandoverTarget | null> {
    const target = await this.targets.remove(caller, id);
    return target && toTarget(target);
  }

  @Mutation(() => HandoverTrial, { nullable: true, description: 'Hands a lead of nobody over to a target, now and once, and tells what came of it. Null when there is no such target.' }) // prettier-ignore
  @Allow('admin')
  async tryHandoverTarget(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the target.' }) id: string,
  ): Promise<HandoverTrial | null> {
    const trial = await this.trials.tryTarget(caller, id);
    return trial && toTrial(trial);
  }

  @Query(() => HandoverDeliveryConnection, { description: 'What was handed over, is to be, and could not be; newest first.' }) // prettier-ignore
  @Allow('marketer')
  async handoverDeliveries(
    @CurrentCaller() caller: Caller,
    @Args() { status, leadId, targetId, ...args }: HandoverDeliveriesArgs,
  ): Promise<Connection<HandoverDelivery>> {
    const page = pageOf(args);
    const filter = { status: status ?? null, leadId: leadId ?? null, targetId: targetId ?? null };
    const rows = await this.deliveries.list(caller, filter, page);
    return toConnection(rows.map(toDelivery), page, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  @Mutation(() => HandoverDelivery, { nullable: true, description: 'Has a delivery tried again now, given up, accepted or waiting: under the same id. Null when there is none.' }) // prettier-ignore
  @Allow('marketer')
  async resendHandover(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the delivery.' }) id: string,
  ): Promise<HandoverDelivery | null> {
    const delivery = await this.deliveries.resend(caller, id);
    return delivery && toDelivery(delivery);
  }
}
