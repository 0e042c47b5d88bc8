import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import { toMoney } from '../../campaigns/terms/terms.graphql.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { Money } from '../../platform/graphql/money.graphql.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import type { PacingReport } from './pacing-report.js';
import { pacingSentence, pacingStates, pacingWords, type PacingState } from './pacing-words.js';

/** The states under their GraphQL spelling. */
export const PacingStateEnum = enumOf(pacingStates);
registerEnumType(PacingStateEnum, {
  name: 'PacingState',
  description: "How a campaign's spending stands beside its plan.",
  valuesMap: described<PacingState>({
    ON_PACE: 'It will have spent what it may today.',
    AHEAD: 'It has spent more than a tenth of the day too much by now, and is held back.',
    BEHIND_TOO_FEW: 'It will spend over a tenth too little, as too few come for whom it may be shown.',
    BEHIND_OUTBID: 'It will spend over a tenth too little, as others win most of what it takes part in.',
    NO_CHANCES: 'It had nothing to take part in since it was launched.',
    HELD_BY_COST: 'What it pays for costs more on average than its ceiling.',
    USED_UP: 'Nothing of its budget is left for now.',
    LEARNING: 'Too little is known of it yet.',
    EVENLY: 'Paces were not set for a quarter of an hour: its budget goes evenly with the clock.',
  }),
});

@ObjectType({ description: "A campaign's money of today: the day of its time zone, as far as its flight." })
export class PacingToday {
  @Field(() => Money, { description: "What may be spent today: its daily budget, or today's part of what its flight has left, whichever is less." }) // prettier-ignore
  whole!: Money;
  @Field(() => Money, { description: 'What of that should be spent by now, as requests spread over the day.' }) // prettier-ignore
  target!: Money;
  @Field(() => Money, { description: 'Charged for today, and held for offers just made.' }) spent!: Money;
  @Field(() => Money, { nullable: true, description: 'What will be spent by the end of the day, at what it buys now; null while too little is known.' }) // prettier-ignore
  expected!: Money | null;
}

@ObjectType({ description: "A campaign's money of its whole flight." })
export class PacingFlight {
  @Field(() => Money, { nullable: true, description: 'Its total budget; null without one.' }) budget!: Money | null; // prettier-ignore
  @Field(() => Money, { description: 'Charged in all, and held for offers just made.' }) spent!: Money;
  @Field(() => Money, { nullable: true, description: 'What will be spent by the end of the flight, at what it buys now; null while too little is known.' }) // prettier-ignore
  expected!: Money | null;
}

@ObjectType({ description: 'How a live campaign is paced, and how its money goes beside the plan.' })
export class CampaignPacing {
  @Field(() => PacingStateEnum, { description: 'How it stands, for programs.' }) state!: PacingState;
  @Field(() => String, { description: 'The same for people.' }) message!: string;
  @Field(() => String, { nullable: true, description: 'What may be done about it; null where nothing has to be.' }) // prettier-ignore
  remedy!: string | null;
  @Field(() => Float, { nullable: true, description: 'Share of all requests it takes part in: 1 where nothing holds it back; null before its first pace.' }) // prettier-ignore
  share!: number | null;
  @Field(() => Float, { nullable: true, description: 'Times its bid in those: below 1 where a lower bid lets its budget buy more, or keeps its costs under their ceiling; null before its first pace.' }) // prettier-ignore
  multiplier!: number | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When its pace was set: every five seconds, as a rule; null before the first time.' }) // prettier-ignore
  setAt!: Date | null;
  @Field(() => PacingToday, { description: 'Today.' }) today!: PacingToday;
  @Field(() => PacingFlight, { nullable: true, description: 'The flight; null where it has no end.' })
  flight!: PacingFlight | null;
}

/** The report for GraphQL; null where there is none. */
export function toCampaignPacing(report: PacingReport | null, currency: string): CampaignPacing | null {
  if (report === null) return null;
  const { state, pace, setAt, today, flight } = report;
  const money = (micros: number) => toMoney(micros, currency);
  const some = (micros: number | null) => (micros === null ? null : toMoney(micros, currency));
  return {
    ...{ state, share: pace?.share ?? null, multiplier: pace?.multiplier ?? null },
    setAt: setAt === null ? null : new Date(setAt),
    ...{ message: pacingSentence(state, pace), remedy: pacingWords[state].remedy },
    today: {
      whole: money(today.whole),
      target: money(today.target),
      spent: money(today.spent),
      expected: some(today.expected),
    },
    flight: flight && {
      budget: some(flight.budget),
      spent: money(flight.spent),
      expected: some(flight.expected),
    },
  };
}
