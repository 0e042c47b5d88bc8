import { Field, Float, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { OfferFact } from '../../../models/prediction/offer-explanation.js';
import type { ModelStamp } from '../../../models/prediction/scores.js';
import { OfferModel } from '../offers.graphql.js';
import type { PastOffer } from './past-offers.service.js';

/** The facts as an enum object for GraphQL. */
const OfferFactEnum: Record<OfferFact, OfferFact> = {
  RECENT: 'RECENT',
  PRICE: 'PRICE',
  VEHICLE: 'VEHICLE',
  CREATIVE: 'CREATIVE',
  PLACEMENT: 'PLACEMENT',
  TIME: 'TIME',
};
registerEnumType(OfferFactEnum, {
  name: 'OfferFact',
  description: 'What a model of offers goes by.',
  valuesMap: {
    RECENT: { description: 'What the viewer looked at lately, alone and beside the car.' },
    PRICE: { description: 'What the car costs, alone and beside what the viewer looked at.' },
    VEHICLE: { description: 'What else the car is: make, body, fuel, age and so on, and whether it suits the viewer.' }, // prettier-ignore
    CREATIVE: { description: 'What the creative speaks of.' },
    PLACEMENT: { description: 'Where it was shown.' },
    TIME: { description: 'The hour and the weekday (UTC).' },
  },
});

@ObjectType({ description: 'A fact, and by how much it moved what the model said.' })
export class OfferFactMoved {
  @Field(() => OfferFactEnum, { description: 'Which fact.' }) fact!: OfferFact;
  @Field(() => String, { description: 'What it was, in words.' }) sentence!: string;
  @Field(() => Float, { description: 'What it added to the log-odds of a click; below nought it took away.' })
  clickLogOdds!: number;
  @Field(() => Float, { description: 'What it added to the log-odds of a lead; below nought it took away.' })
  leadLogOdds!: number;
}

@ObjectType({
  description:
    'What the model said of an offer and why, asked again of the version that answered. A base and what each fact added make up the log-odds of its probabilities; what two facts do together is split evenly between them (Shapley values).',
})
export class ModelExplanation {
  @Field(() => OfferModel, { description: 'Who answered: a version, or a baseline and why it stood in.' })
  model!: OfferModel;
  @Field(() => Float, { nullable: true, description: 'Probability of a click, as asked again; null where it cannot be.' }) // prettier-ignore
  click!: number | null;
  @Field(() => Float, { nullable: true, description: 'Probability of a lead, as asked again; null where it cannot be.' }) // prettier-ignore
  lead!: number | null;
  @Field(() => Float, { nullable: true, description: 'Log-odds of a click on an offer of which nothing is known; null where it cannot be asked.' }) // prettier-ignore
  baseClickLogOdds!: number | null;
  @Field(() => Float, { nullable: true, description: 'Log-odds of a lead by an offer of which nothing is known; null where it cannot be asked.' }) // prettier-ignore
  baseLeadLogOdds!: number | null;
  @Field(() => [OfferFactMoved], { description: 'Every fact once, those that moved the click most first; none where it cannot be asked.' }) // prettier-ignore
  facts!: OfferFactMoved[];
  @Field(() => Boolean, { nullable: true, description: 'Whether the answer is the one that was logged; null where it cannot be asked.' }) // prettier-ignore
  asLogged!: boolean | null;
  @Field(() => String, { nullable: true, description: 'Why it is not what was logged, or cannot be asked; null where all is as it was.' }) // prettier-ignore
  note!: string | null;
}

const changed =
  'It is not what was logged: the car or the creative changed since, or what was known of the viewer did.';

/** The explanation for GraphQL. */
export function toModelExplanation(model: ModelStamp, past: PastOffer): ModelExplanation {
  if ('cannot' in past)
    return { model, click: null, lead: null, baseClickLogOdds: null, baseLeadLogOdds: null, facts: [], asLogged: null, note: past.cannot }; // prettier-ignore
  const { score, base, moved } = past.explanation;
  return {
    model,
    ...score,
    baseClickLogOdds: base.click,
    baseLeadLogOdds: base.lead,
    facts: moved.map(({ fact, sentence, click, lead }) => ({ fact, sentence, clickLogOdds: click, leadLogOdds: lead })), // prettier-ignore
    asLogged: past.isAsLogged,
    note: past.isAsLogged ? null : changed,
  };
}
