import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import type { Purpose } from '../../../models/consent/purpose.js';
import {
  ConsentStatementInput,
  PurposeConsent,
  PurposeEnum,
  toPurposeConsent,
} from '../../consent/consent.graphql.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { ViewerInput } from '../../profiles/viewer.graphql.js';
import { ObjectionService } from './objection.service.js';
import { PersonalConsentService } from './personal-consent.service.js';

/** What an objection is about, unless it says otherwise: all that is done for marketing. */
const objectable: Purpose[] = ['PERSONALISATION', 'ADS', 'AUDIENCE_EXPORT'];

@Resolver()
export class PersonalConsentResolver {
  constructor(
    private readonly service: PersonalConsentService,
    private readonly objections: ObjectionService,
  ) {}

  @Query(() => [PurposeConsent], {
    description:
      'Where a person stands on every purpose; of somebody unknown, what their silence means. Name them by exactly one id.',
  })
  @Allow('marketer')
  async consent(
    @CurrentCaller() caller: Caller,
    @Args('viewer', { type: () => ViewerInput, nullable: true, description: 'Whom to ask about.' })
    viewer: ViewerInput | null,
    @Args('profileId', { type: () => ID, nullable: true, description: 'Or their profile.' })
    id: string | null,
  ): Promise<PurposeConsent[]> {
    const mention = { id, anonymousId: viewer?.anonymousId, userId: viewer?.userId };
    return (await this.service.of(caller, mention)).map(toPurposeConsent);
  }

  @Mutation(() => [PurposeConsent], {
    description:
      'Writes down what a person grants or denies, at this instant, and answers where they stand now. Decisions follow within a second. Error CONSENT_STATEMENT.',
  })
  @Allow('storefront', 'marketer')
  async recordConsent(
    @CurrentCaller() caller: Caller,
    @Args('viewer', { type: () => ViewerInput, description: 'Who says so.' }) viewer: ViewerInput,
    @Args('statements', { type: () => [ConsentStatementInput], description: 'Each purpose at most once.' })
    statements: ConsentStatementInput[],
    @Args('policyVersion', {
      type: () => String,
      nullable: true,
      description: 'The policy they agreed or objected to; without it, the one in force.',
    })
    policyVersion: string | null,
  ): Promise<PurposeConsent[]> {
    const consent = await this.service.record(caller, { viewer, statements, policyVersion });
    return consent.map(toPurposeConsent);
  }

  @Mutation(() => [PurposeConsent], {
    description:
      'Writes down that a person objects to personal offers, to advertising or to being handed on, under every id they are known by. It holds against banners and browsers until they say otherwise with recordConsent. Answers where they stand now. Error CONSENT_STATEMENT.',
  })
  @Allow('marketer')
  async objectToProcessing(
    @CurrentCaller() caller: Caller,
    @Args('profileId', { type: () => ID, description: 'Their profile.' }) profileId: string,
    @Args('purposes', {
      type: () => [PurposeEnum],
      defaultValue: objectable,
      description: 'What they object to.',
    })
    purposes: Purpose[],
  ): Promise<PurposeConsent[]> {
    return (await this.objections.object(caller, profileId, purposes)).map(toPurposeConsent);
  }
}
