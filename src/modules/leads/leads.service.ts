import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { LeadHandRecord } from '../../models/lead/lead-hand.entity.js';
import type { LeadScoreEntity } from '../../models/lead/lead-score.entity.js';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';
import { isSamePerson } from './contact.js';
import { LeadIntake } from './lead-intake.js';
import { isStoodForBy } from './folding/twins.js';
import { inWordsOf } from './folding/with-hand.js';
import { LeadMaker } from './lead-maker.js';
import { LeadOwners } from './lead-owners.js';
import { leadIdOf } from './lead-draft.js';
import { keyInUse, type LeadProblem, type NewLead } from './lead-problems.js';
import { LeadRows } from './lead-rows.js';
import type { LeadFilter } from './leads.repository.js';
import type { TakenHand } from './lead-writer.js';

export type { NewLead } from './lead-problems.js';

/** What became of a submitted lead: the lead, the hand that was raised, and whether the lead was open already; or everything that is wrong with it. */
export type SubmitOutcome =
  | { readonly lead: LeadRecord; readonly hand: LeadHandRecord; readonly folded: boolean }
  | { readonly problems: readonly LeadProblem[] };

const idSchema = z.uuid();
const numberSchema = z.tuple([z.coerce.number().int().positive()]).transform(([number]) => number);
const keySchema = z
  .tuple([z.iso.datetime(), z.uuid()])
  .transform(([createdAt, id]) => ({ createdAt: new Date(createdAt), id }));

/** People who raised a hand: taken in once, scored, and listed for those who call them back. */
@Injectable()
export class LeadsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: LeadRows,
    private readonly intake: LeadIntake,
    private readonly maker: LeadMaker,
    private readonly owners: LeadOwners,
  ) {}

  /**
   * Takes a lead. Its event is durable before anything else, so the lead will be there also when we die on the way. The
   * same idempotency key from the same API key is the same hand, answered with the lead it is of; with another person's
   * contact it is refused, as one of the two would be lost. A further hand of one person and interest joins their open lead. A
   * storefront or collector is told nothing of a lead of another profile that stands for it: anybody can give anybody's address.
   */
  async submit(caller: Caller, lead: NewLead): Promise<SubmitOutcome> {
    const problems = await this.intake.problems(caller, lead);
    if (problems.length > 0) return { problems };
    const kept = await this.keep(caller, lead);
    if (!kept || !isSamePerson(kept.hand.contact, lead.contact)) return { problems: [keyInUse] };
    const [now = kept.lead] = await this.owners.asOfNow([mayKnow(caller) ? kept.lead : kept.own]);
    return { lead: now, hand: kept.hand, folded: kept.hand.id !== now.id };
  }

  /** One lead; null when it is not there, another tenant's, or for a dealer's key another dealer's. */
  async find({ tenantId, dealerId }: Caller, id: string): Promise<LeadRecord | null> {
    if (!idSchema.safeParse(id).success) return null;
    const found = await this.rows.leads.find(this.dataSource.manager, tenantId, id);
    if (dealerId !== undefined && found?.dealerId !== dealerId) return null;
    return found && ((await this.owners.asOfNow([found]))[0] ?? null);
  }

  /** A lead in the words of one hand that joined it; null where it did not, or stands with another lead by now. */
  async inWordsOf(caller: Caller, leadId: string, handId: string): Promise<LeadRecord | null> {
    const lead = await this.find(caller, leadId);
    const found = lead && (await this.rows.hands.find(this.dataSource.manager, caller.tenantId, handId));
    if (!lead || !found) return null;
    const isOwn = found.lead.id === leadId;
    const isTheirs = isOwn || (await isStoodForBy(this.rows, this.dataSource.manager, found.lead, leadId));
    return isTheirs ? inWordsOf(lead, found.hand, isOwn) : null;
  }

  /** Hands raised for a lead of the tenant, and for those it stands for, the newest first. */
  async hands({ tenantId }: Caller, id: string): Promise<LeadHandRecord[]> {
    const { manager } = this.dataSource;
    const lead = await this.rows.leads.find(manager, tenantId, id);
    return lead ? this.rows.hands.of(manager, lead) : [];
  }

  /**
   * The ledger of a lead's score, the newest entry first, one more than the page's limit where there are more.
   * @throws AppError BAD_CURSOR
   */
  async ledger({ tenantId }: Caller, id: string, page: Page): Promise<LeadScoreEntity[]> {
    const before = page.afterKey === null ? null : numberSchema.safeParse(page.afterKey);
    if (before?.success === false) throw badCursor();
    return this.rows.scores.of(this.dataSource.manager, tenantId, id, before?.data ?? null, page.limit + 1);
  }

  /**
   * Leads, newest first, one more than the page's limit where there are more; with `profileId` those of the person who is
   * behind that profile now. Those that another lead stands for are listed when their status is asked for.
   * @throws AppError BAD_CURSOR
   */
  async list(
    { tenantId, dealerId: own }: Caller,
    { profileId, ...asked }: Omit<LeadFilter, 'person'> & { readonly profileId: string | null },
    page: Page,
  ): Promise<LeadRecord[]> {
    const after = page.afterKey === null ? null : keySchema.safeParse(page.afterKey);
    if (after?.success === false) throw badCursor();
    const { manager } = this.dataSource;
    const filter = { ...asked, dealerId: asked.dealerId ?? own ?? null };
    if (own !== undefined && filter.dealerId !== own) return [];
    const person = profileId === null ? null : await this.owners.personOf(tenantId, profileId);
    if (profileId !== null && person === null) return [];
    if (filter.dealerId !== null && !idSchema.safeParse(filter.dealerId).success) return [];
    return this.owners.asOfNow(
      await this.rows.leads.list(
        manager,
        tenantId,
        { ...filter, person },
        after?.data ?? null,
        page.limit + 1,
      ),
    );
  }

  /** The hand under this key, taken now unless it is there; null when its event counted for another person. */
  private async keep(caller: Caller, lead: NewLead): Promise<TakenHand | null> {
    const { manager } = this.dataSource;
    const id = leadIdOf(caller.tenantId, caller.keyId, lead.idempotencyKey);
    const twin = await this.maker.find(manager, caller.tenantId, id);
    if (twin) return twin;
    const draft = await this.intake.record(caller, lead);
    return draft && this.maker.make(manager, draft);
  }
}

/** Whether a caller may know what stands for somebody's lead. */
function mayKnow({ role }: Caller): boolean {
  return role === 'marketer' || role === 'admin';
}
