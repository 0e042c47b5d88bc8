import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ExperimentMeasure } from '../../models/experiment/experiment-plan.js';
import { verdictKinds } from '../../models/experiment/experiment-version.entity.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { ExperimentMeasureEnum } from './experiments.graphql.js';
import type { Lift } from './reading/always-valid.js';
import { plainVerdict } from './reading/plain-verdict.js';
import { reachKinds, type Reach, type ReachKind } from './reading/reach.js';
import type { ArmResult, Verdict } from './reading/verdict.js';
import type { ExperimentResultsNow } from './results.service.js';

/** Kinds of verdicts as an enum object for GraphQL. */
export const ExperimentVerdictKindEnum = enumOf(verdictKinds);
registerEnumType(ExperimentVerdictKindEnum, {
  name: 'ExperimentVerdictKind',
  description: 'What to do about an experiment.',
  valuesMap: described<Verdict['kind']>({
    KEEP_GOING: 'Too little is known yet.',
    STOP: 'An arm wins: `arm`, by `lift`.',
    NO_DIFFERENCE: 'No arm differs from the control by as much as matters.',
    HARMFUL: 'An arm costs more of a guarded measure than it may: `arm`, by `lift`.',
    BROKEN: 'Arms are filled otherwise than planned, which chance does not do: no result can be trusted.',
  }),
});

/** Kinds of reach as an enum object for GraphQL. */
export const ExperimentReachKindEnum = enumOf(reachKinds);
registerEnumType(ExperimentReachKindEnum, {
  name: 'ExperimentReachKind',
  description: 'Whether new people take part in an experiment.',
  valuesMap: described<ReachKind>({
    OPEN: 'As they come.',
    TO_BEGIN: 'From its planned start on.',
    CAMPAIGN_NOT_LAUNCHED: 'Once its campaign is launched.',
    CAMPAIGN_TO_BEGIN: 'Once its campaign begins, which is launched.',
    CAMPAIGN_PAUSED: 'Once its campaign is resumed; what those who take part already do still counts.',
    CAMPAIGN_ENDED: 'No more: its campaign is over, and the experiment with it.',
    OVER: 'No more: it is over.',
  }),
});

@ObjectType({ description: 'Whether new people take part in an experiment now.' })
export class ExperimentReach {
  @Field(() => ExperimentReachKindEnum, { description: 'For programs.' }) kind!: ReachKind;
  @Field(() => String, { description: 'For people.' }) sentence!: string;
}

@ObjectType({ description: 'How far an arm is ahead of the control, as a share: 0.04 is 4 % more. Good at every look.' }) // prettier-ignore
export class ExperimentLift {
  @Field(() => Float, { description: 'At least this much.' }) from!: number;
  @Field(() => Float, { description: 'Most likely this much.' }) best!: number;
  @Field(() => Float, { description: 'At most this much.' }) to!: number;
}

@ObjectType({ description: 'What to do about an experiment.' })
export class ExperimentVerdict {
  @Field(() => ExperimentVerdictKindEnum, { description: 'For programs.' }) kind!: Verdict['kind'];
  @Field(() => String, { description: 'For people: `Stop: B wins by 4 to 9 %.`' }) sentence!: string;
  @Field(() => String, { nullable: true, description: 'Of STOP the winner, of HARMFUL the arm that does harm, of BROKEN the arm furthest off.' }) // prettier-ignore
  arm!: string | null;
  @Field(() => ExperimentLift, { nullable: true, description: 'Of STOP and HARMFUL: by how much.' })
  lift!: ExperimentLift | null;
}

@ObjectType({ description: 'How an arm stands in a measure.' })
export class ExperimentArmResult {
  @Field(() => String, { description: 'Name of the arm.' }) name!: string;
  @Field(() => Int, { description: 'People exposed, each counted once, in the arm they were first exposed in.' }) // prettier-ignore
  people!: number;
  @Field(() => Float, { nullable: true, description: 'What a person did on average, with what was so before taken out; null with fewer than two people.' }) // prettier-ignore
  mean!: number | null;
  @Field(() => ExperimentLift, { nullable: true, description: 'Beside the control; null for the control, and while too little happened.' }) // prettier-ignore
  lift!: Lift | null;
}

@ObjectType({ description: 'How the arms stand in one measure.' })
export class ExperimentMeasureResult {
  @Field(() => ExperimentMeasureEnum, { description: 'What is counted.' }) measure!: ExperimentMeasure;
  @Field(() => [ExperimentArmResult], { description: 'Arm by arm; the first is the control.' })
  arms!: readonly ArmResult[];
}

@ObjectType({ description: 'What an experiment says so far. May be looked at as often as one likes.' })
export class ExperimentResults {
  @Field(() => ExperimentVerdict, { description: 'What to do.' }) verdict!: ExperimentVerdict;
  @Field(() => ExperimentReach, { description: 'Whether new people take part now; if not, why.' })
  reach!: Reach;
  @Field(() => ExperimentMeasureResult, { description: 'The measure that decides.' })
  main!: ExperimentMeasureResult;
  @Field(() => [ExperimentMeasureResult], { description: 'What must not fall by much.' })
  guardRails!: ExperimentMeasureResult[];
  @Field(() => Int, { description: 'People whose doings are still to be counted: 0 when all that is known is in.' }) // prettier-ignore
  waiting!: number;
  @Field(() => Int, { description: 'Exposures under a second id of people who are counted already, perhaps in another arm: many of them blur what is found.' }) // prettier-ignore
  secondExposures!: number;
}

/** Results as they are told. */
export function toResults(results: ExperimentResultsNow): ExperimentResults {
  const { verdict, sentence, reach, main, guardRails, waiting, seconds } = results;
  const told = { ...plainVerdict(verdict), sentence, lift: 'lift' in verdict ? verdict.lift : null };
  return { verdict: told, reach, main: { ...main }, guardRails: [...guardRails], waiting, secondExposures: seconds }; // prettier-ignore
}
