import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import type { LeadGrade } from '../../models/prediction/scores.js';
import { badCursor, type Page } from '../platform/graphql/connection.js';
import { isSamePerson } from './contact.js';
import { LeadIntake } from './lead-intake.js';
import { LeadMaker } from './lead-maker.js';
import { LeadOwners } from './lead-owners.js';
import { leadIdOf } from './lead-draft.js';
import { keyInUse, type LeadProblem, type NewLead } from './lead-problems.js';
import { LeadsRepository } from './leads.repository.js';

/** What became of a submitted lead: the lead, or everything that is wrong with it. */
export type SubmitOutcome = { readonly lead: LeadRecord } | { readonly problems: readonly LeadProblem[] };

const idSchema = z.uuid();
const keySchema = z
  .tuple([z.iso.datetime(), z.uuid()])
  .transform(([createdAt, id]) => ({ createdAt: new Date(createdAt), id }));

/** People who raised a hand: taken in once, scored, and listed for those who call them back. */
@Injectable()
export class LeadsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: LeadsRepository,
    private readonly intake: LeadIntake,
    private readonly maker: LeadMaker,
    private readonly owners: LeadOwners,
  ) {}

  /**
   * Takes a lead. Its event is durable before anything else, so the lead will be there also when we die on the way. The
   * same idempotency key from the same API key is the same lead, answered as it was first sent; with another person's
   * contact it is refused, as one of the two would be lost.
   */
  async submit(caller: Caller, lead: NewLead): Promise<SubmitOutcome> {
    const problems = await this.intake.problems(caller, lead);
    if (problems.length > 0) return { problems };
    const kept = await this.keep(caller, lead);
    if (!kept || !isSamePerson(kept.contact, lead.contact)) return { problems: [keyInUse] };
    const [now = kept] = await this.owners.asOfNow([kept]);
    return { lead: now };
  }

  /** One lead; null when it is not there or another tenant's. */
  async find({ tenantId }: Caller, id: string): Promise<LeadRecord | null> {
    if (!idSchema.safeParse(id).success) return null;
    const found = await this.repository.find(this.dataSource.manager, tenantId, id);
    return found && ((await this.owners.asOfNow([found]))[0] ?? null);
  }

  /**
   * Leads, newest first, one more than the page's limit where there are more; with `profileId` those of the person who is
   * behind that profile now.
   * @throws AppError BAD_CURSOR
   */
  async list(
    { tenantId }: Caller,
    { grade, profileId }: { readonly grade: LeadGrade | null; readonly profileId: string | null },
    page: Page,
  ): Promise<LeadRecord[]> {
    const after = page.afterKey === null ? null : keySchema.safeParse(page.afterKey);
    if (after?.success === false) throw badCursor();
    const { manager } = this.dataSource;
    const person = profileId === null ? null : await this.owners.personOf(tenantId, profileId);
    if (profileId !== null && person === null) return [];
    return this.owners.asOfNow(
      await this.repository.list(manager, tenantId, { grade, person }, after?.data ?? null, page.limit + 1),
    );
  }

  /** The lead under this key, made now unless it is there; null when its event counted for another person. */
  private async keep(caller: Caller, lead: NewLead): Promise<LeadRecord | null> {
    const { manager } = this.dataSource;
    const id = leadIdOf(caller.tenantId, caller.keyId, lead.idempotencyKey);
    const twin = await this.repository.find(manager, caller.tenantId, id);
    if (twin) return twin;
    const draft = await this.intake.record(caller, lead);
    return draft && this.maker.make(manager, draft);
  }
}
