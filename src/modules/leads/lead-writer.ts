import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadHandRecord } from '../../models/lead/lead-hand.entity.js';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import type { RouteReason } from '../../models/lead/lead-route.js';
import type { LeadFeatureValues } from '../../models/prediction/scores.js';
import { LeadNotes } from '../events/lead-notes.service.js';
import { LeadFolds } from './folding/lead-folds.js';
import { LeadPeople, type ProfileKey } from './folding/lead-people.js';
import { isReachedBy } from './contact.js';
import { oneAsked, withAsked } from './folding/asked-dealers.js';
import { foldTarget } from './folding/one-interest.js';
import { tellApart } from './folding/tell-apart.js';
import { twinTarget } from './folding/twins.js';
import { firstHandOf, madeOf, withHand } from './folding/with-hand.js';
import { LeadNews } from './lead-news.service.js';
import { LeadRows } from './lead-rows.js';

/** A hand that was taken in, and the lead it is of now. */
export interface TakenHand {
  readonly hand: LeadHandRecord;
  readonly lead: LeadRecord;
  /** The lead it is kept with, which another may stand for. */
  readonly own: LeadRecord;
}

/** A hand as the lead it would make, and why that would go to its dealer. */
export interface PlacedLead {
  readonly lead: LeadRecord;
  readonly reasons: readonly RouteReason[];
  /** What it was scored on; null where that is not what was known when the hand was raised. */
  readonly features: LeadFeatureValues | null;
  /** When the hand was raised; null where that was not kept. */
  readonly occurredAt: number | null;
  /** The dealer it came for by name; null where it named none. */
  readonly askedDealerId: string | null;
  /** It names a user, and nobody proved to be them. */
  readonly isUnproven: boolean;
}

/**
 * Writes what people raise their hands for: a hand joins the open lead of its person and interest, or makes a lead of its own, and
 * with each that is new the note of its grade that others learn it by.
 */
@Injectable()
export class LeadWriter {
  constructor(
    private readonly rows: LeadRows,
    private readonly people: LeadPeople,
    private readonly notes: LeadNotes,
    private readonly news: LeadNews,
    private readonly folds: LeadFolds,
  ) {}

  /** The hand of this id, and the lead that stands for it now; null when it was not taken in. */
  async find(manager: EntityManager, tenantId: string, id: string): Promise<TakenHand | null> {
    const found = await this.rows.hands.find(manager, tenantId, id);
    return found && { hand: found.hand, own: found.lead, lead: await this.rows.leads.standingFor(manager, found.lead) }; // prettier-ignore
  }

  /**
   * Writes hands, each as the lead it would make, in the transaction it is given, and returns the leads that were made. A hand
   * that is there already stays as it is.
   * @param settled people to be waited for too, as their leads are settled afterwards
   */
  async write(manager: EntityManager, leads: readonly PlacedLead[], settled: readonly ProfileKey[] = []): Promise<LeadRecord[]> {
    await this.people.holdAll(manager, leads.map(({ lead }) => lead), settled); // prettier-ignore
    const theirs: LeadHandRecord[] = [];
    for (const key of settled) theirs.push(...(await this.rows.hands.ofPerson(manager, await this.people.of(manager, key))));
    await this.rows.hands.holdContacts(manager, [...leads.map(({ lead }) => lead), ...theirs]);
    const written: LeadRecord[] = [];
    for (const each of leads) if (await this.place(manager, each)) written.push(each.lead);
    await this.notes.add(manager, written);
    return written;
  } // prettier-ignore

  /** Tells that leads were written, after that transaction. */
  tell(written: readonly LeadRecord[]): void {
    this.notes.wake(written);
  }

  /** Whether the hand made a lead of its own. */
  private async place(manager: EntityManager, placed: PlacedLead): Promise<boolean> {
    const { lead } = placed;
    const person = await this.people.hold(manager, lead);
    // Erased meanwhile: nobody is left who could be called back.
    if (!person) return false;
    const open = await this.rows.leads.ofPerson(manager, person, true);
    const wanted = { ...lead, askedDealerIds: oneAsked(placed.askedDealerId) };
    const found = foldTarget(await withAsked(this.rows, manager, open), wanted);
    // Held, as a hand of who is reached alike may be finding it a dealer.
    const target = found && (await this.rows.leads.hold(manager, found.tenantId, found.id));
    const isApart = target !== null && placed.isUnproven && !isReachedBy(target.contact, lead.contact);
    const twin = isApart ? target : target ? null : await twinTarget(this.rows, manager, wanted);
    if (
      !(await this.rows.hands.add(
        manager,
        firstHandOf(lead, twin ? lead.id : (target?.id ?? lead.id), placed),
      ))
    )
      return false;
    if (twin) return this.beginFolded(manager, twin, placed);
    if (!target) return this.begin(manager, placed);
    await this.join(manager, target, placed);
    return false;
  }

  /**
   * Somebody reached alike has this lead under another profile, or whoever raised the hand only says to be its person: it stands for
   * this one too. The hand is kept apart, and the other learns nothing of it but that it was raised, as anybody can give anybody's
   * address, and name anybody.
   */
  private async beginFolded(manager: EntityManager, twin: LeadRecord, placed: PlacedLead): Promise<boolean> {
    const nobody = { dealerId: null, responseDueAt: null, rerouteDueAt: null, scoreDueAt: null };
    const lead: LeadRecord = {
      ...placed.lead,
      ...nobody,
      status: 'FOLDED',
      foldedInto: twin.id,
      foldedFrom: 'NEW',
    };
    if ((await this.rows.leads.insert(manager, [lead])).size === 0) return false;
    await this.rows.scores.begin(manager, lead, placed.features);
    await this.folds.begin(manager, lead);
    await this.answer(manager, twin, placed);
    return true;
  }

  private async begin(manager: EntityManager, { lead, reasons, features }: PlacedLead): Promise<boolean> {
    const { tenantId, id: leadId, identityId, dealerId, scoredAt: routedAt } = lead;
    if ((await this.rows.leads.insert(manager, [lead])).size === 0) return false;
    await this.rows.scores.begin(manager, lead, features);
    await this.rows.routes.add(manager, { tenantId, leadId, dealerId, cause: 'MADE', reasons, routedAt });
    if (!lead.isHistory)
      await this.news.tell(manager, { what: 'MADE', tenantId, leadId, identityId, dealerId });
    return true;
  }

  private async join(manager: EntityManager, target: LeadRecord, placed: PlacedLead): Promise<void> {
    await this.rows.leads.putWish(manager, await this.joined(manager, target, placed.lead));
    await this.answer(manager, target, placed);
  }

  /**
   * A lead that nobody was found for may be routed by what the further hand names. History adds to what is known, and calls nobody.
   */
  private async answer(manager: EntityManager, target: LeadRecord, { lead, reasons }: PlacedLead): Promise<void> {
    const { tenantId, id: leadId, identityId } = target;
    if (lead.isHistory) return;
    const dealerId = target.dealerId ?? lead.dealerId;
    const isGiven = target.isHistory || (target.dealerId === null && dealerId !== null);
    if (!isGiven) await this.news.tell(manager, { what: 'JOINED', tenantId, leadId, identityId: lead.identityId, dealerId, handId: lead.id });
    else {
      await this.rows.leads.assign(manager, target, lead);
      await this.rows.routes.add(manager, { tenantId, leadId, dealerId, cause: 'JOINED', reasons, routedAt: lead.scoredAt });
      // Before the hands, this one among them: to whoever had nothing of it, it is a lead first.
      await this.news.tell(manager, { what: target.isHistory ? 'MADE' : 'ROUTED', tenantId, leadId, identityId, dealerId });
      await tellApart(this.rows, this.news, manager, target, dealerId);
    }
  } // prettier-ignore

  /** The lead with a hand that was added to it. Where they said something since, all hands are gone through anew. */
  private async joined(manager: EntityManager, target: LeadRecord, hand: LeadRecord): Promise<LeadRecord> {
    if (await this.rows.hands.isLast(manager, hand)) return withHand(target, hand);
    return madeOf(target, (await this.rows.hands.ownOf(manager, target)).toReversed());
  } // prettier-ignore
}
