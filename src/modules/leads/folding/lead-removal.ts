import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { LeadRows } from '../lead-rows.js';
import { AstrayHands } from './astray-hands.js';
import { LeadFolds } from './lead-folds.js';
import { LeadPeople } from './lead-people.js';
import { LeadTold } from './lead-told.js';
import { partedFrom } from './parted.js';

/** Removes what is kept of somebody's leads, and leaves to others what is theirs, be it that their parting is not settled yet. */
@Injectable()
export class LeadRemoval {
  constructor(
    private readonly rows: LeadRows,
    private readonly people: LeadPeople,
    private readonly astray: AstrayHands,
    private readonly folds: LeadFolds,
    private readonly told: LeadTold,
  ) {}

  /**
   * Removes a person's leads, and those they stand for that count as theirs; returns how many. Leads of others that they stood for
   * stand alone again, and take along what was told of them; hands of others go back to their people; and no lead is any more what
   * it was only told by one that is removed.
   */
  async remove(manager: EntityManager, person: Person): Promise<number> {
    const { tenantId } = person;
    const own = await this.hold(manager, person);
    await this.astray.takeOut(manager, await this.rows.hands.astray(manager, person));
    const guests = await this.astray.takeOut(manager, await this.astray.ofOthers(manager, person));
    await this.rows.hands.erase(manager, person);
    await this.rows.leads.holdAllOf(manager, person);
    const { along, left, theirs } = await partedFrom(this.rows, manager, person, own);
    const stood = await this.folds.bringBackAll(manager, [{ leads: left, but: theirs }]);
    const stoodForThem = await this.told.forget(manager, tenantId, [...theirs]);
    const count = await this.rows.leads.erase(manager, person);
    for (const lead of along) await this.rows.leads.remove(manager, lead);
    await this.told.settle(manager, tenantId, [...stood, ...stoodForThem]);
    await this.astray.remake(manager, guests);
    return count + along.length;
  }

  /**
   * Waits for everybody whose leads are touched, then for whoever is reached alike: no hand joins or folds into what is removed, and
   * none of those brought back stands beside another. Returns the person's hands.
   */
  private async hold(manager: EntityManager, person: Person): Promise<LeadHandRecord[]> {
    await this.people.holdTied(manager, person.tenantId, person.profileIds);
    const own = await this.rows.hands.ofPerson(manager, person);
    const kept: LeadHandRecord[] = [];
    for (const lead of await this.rows.leads.ofPerson(manager, person)) kept.push(...(await this.rows.hands.allOf(manager, lead))); // prettier-ignore
    await this.rows.hands.holdContacts(manager, [...own, ...kept]);
    return own;
  }
}
