import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { LeadRows } from '../lead-rows.js';
import { AstrayHands } from './astray-hands.js';
import { LeadPeople } from './lead-people.js';

/** Tells somebody's leads apart from those of whoever they were one with once, before that is settled in its turn. */
@Injectable()
export class LeadPartings {
  constructor(
    private readonly rows: LeadRows,
    private readonly people: LeadPeople,
    private readonly astray: AstrayHands,
  ) {}

  /**
   * Waits for everybody whose leads are touched where this person's are removed, then for whoever is reached alike: no hand joins or
   * folds into what is removed, and none of those brought back stands beside another. Returns the person's hands.
   */
  async hold(manager: EntityManager, person: Person): Promise<LeadHandRecord[]> {
    const { tenantId, profileIds } = person;
    const others = await this.rows.leads.ofHands(manager, await this.rows.hands.astray(manager, person));
    const stoodFor = await this.rows.leads.stoodFor(manager, person);
    const guests = await this.guests(manager, person);
    await this.people.holdAll(manager, [...others, ...stoodFor, ...guests], profileIds.map((profileId) => ({ tenantId, profileId }))); // prettier-ignore
    const own = await this.rows.hands.ofPerson(manager, person);
    await this.rows.hands.holdContacts(manager, [...own, ...stoodFor, ...guests]);
    return own;
  }

  /** Takes the person's hands out of leads of others, which must not keep what these told them; and makes hands of others that are kept with theirs leads of their own. */
  async settle(manager: EntityManager, person: Person): Promise<void> {
    await this.astray.takeOut(manager, await this.rows.hands.astray(manager, person));
    await this.astray.remake(manager, await this.astray.ofOthers(manager, person));
  }

  /** Hands of others with leads of this person, each with the profile it is found by. */
  private async guests(manager: EntityManager, person: Person): Promise<(LeadHandRecord & { readonly profileId: string })[]> {
    const hands = await this.astray.ofOthers(manager, person);
    const owners = await this.people.ownersOf(manager, hands);
    return hands.flatMap((hand) => {
      const profileId = owners.get(hand.identityId ?? '');
      return profileId === undefined ? [] : [{ ...hand, profileId }];
    });
  } // prettier-ignore
}
