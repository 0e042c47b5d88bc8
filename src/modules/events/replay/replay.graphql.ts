import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { EventReplayEntity } from '../../../models/event/event-replay.entity.js';
import type { ReplayFilter } from '../../../models/event/replay-filter.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';

@ObjectType({ description: 'Rejected events being understood anew.' })
export class EventReplay {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => Int, { description: 'How many events it is about.' }) total!: number;
  @Field(() => Int, { description: 'How many of them are done.' }) done!: number;
  @Field(() => Int, { description: 'Events now in the log.' }) accepted!: number;
  @Field(() => Int, { description: 'Events that had been counted before; they are gone from the rejected ones.' }) // prettier-ignore
  duplicates!: number;
  @Field(() => Int, {
    description: 'Events not kept, as the person they are about denies it or was erased since.',
  })
  withheld!: number;
  @Field(() => Int, { description: 'Events still rejected, with the reason of today.' })
  stillRejected!: number;
  @Field(() => InstantScalar, { description: 'When it was asked for. What was rejected later is not in it.' })
  createdAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was done; null while it runs.' })
  finishedAt!: Date | null;
}

@ObjectType({ description: 'No rejected event is as you asked, or none can be replayed.' })
export class NothingToReplay {
  @Field(() => String, { description: 'What to do.' }) remedy!: string;
}

/** Outcome of `replayRejectedEvents`. */
export const ReplayOutcome = createUnionType({
  name: 'ReplayOutcome',
  description: 'The replay, begun; or that there is nothing to replay.',
  types: () => [EventReplay, NothingToReplay],
  resolveType: (value: object) => ('remedy' in value ? NothingToReplay : EventReplay),
});

@InputType({ description: 'Which rejected events: those that fulfil all of it; what is left out means any.' })
export class ReplayFilterInput {
  @Field(() => [ID], { nullable: true, description: 'These, at most 1,000.' }) ids?: string[] | null;
  @Field(() => String, { nullable: true, description: 'Of this name, exactly as the sender writes it.' })
  name?: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'Those that arrived from then on.' })
  receivedSince?: Date | null;
}

export function toReplayFilter({ ids, name, receivedSince }: ReplayFilterInput): ReplayFilter {
  return {
    ids: ids ?? undefined,
    name: name ?? undefined,
    receivedSince: receivedSince?.toISOString(),
  };
}

export function toReplayOutcome(replay: EventReplayEntity | null): EventReplay | NothingToReplay {
  const remedy =
    'Look at rejectedEvents: those with isReplayable can be replayed, others are to be sent again.';
  return replay ? toEventReplay(replay) : { remedy };
}

export function toEventReplay(replay: EventReplayEntity): EventReplay {
  const { id, total, done, accepted, duplicates, withheld, stillRejected, createdAt, finishedAt } = replay;
  return { id, total, done, accepted, duplicates, withheld, stillRejected, createdAt, finishedAt };
}
