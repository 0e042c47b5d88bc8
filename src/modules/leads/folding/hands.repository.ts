import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { contactKeysOf, contactKinds } from '../../../models/lead/contact-keys.js';
import { LeadHandEntity, type LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { identityText, sealedColumns } from '../../../models/sealed-columns.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';
import { LeadsRepository } from '../leads.repository.js';
import { openSaid, sealSaid } from '../said.js';
import { TiesRepository } from './ties.repository.js';

const place = sealedColumns.leadHand;
const ids = z.array(z.object({ id: z.uuid() }));
/** Hands shown of one lead. */
const mostShown = 100;

/** What is known of a hand without its words. */
export type HandKey = Pick<LeadHandEntity, 'id' | 'identityId' | 'isHistory' | 'askedDealerId'>;

/** Reads and writes `lead_hands`; what was said is sealed on its way in, and opened on its way out. */
@Injectable()
export class HandsRepository {
  constructor(
    private readonly ring: KeyRing,
    private readonly leads: LeadsRepository,
    private readonly ties: TiesRepository,
  ) {}

  /** The hand of this id, and the lead it is kept with; null when it was not raised. */
  async find(manager: EntityManager, tenantId: string, id: string): Promise<{ hand: LeadHandRecord; lead: LeadRecord } | null> {
    const row = await manager.findOneBy(LeadHandEntity, { tenantId, id });
    const lead = row && (await this.leads.find(manager, tenantId, row.leadId));
    return lead && { hand: this.opened(row, lead), lead };
  } // prettier-ignore

  /** Adds a hand to a lead; false when it is there already, wherever. */
  async add(manager: EntityManager, hand: LeadHandRecord): Promise<boolean> {
    const { contact, message, consent, place: where = null, tradeIn = null, ...rest } = hand;
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(LeadHandEntity)
      .values({
        ...rest,
        ...this.hashesOf(hand),
        sealed: sealSaid(this.ring, place, hand.tenantId, {
          contact,
          message,
          consent,
          place: where,
          tradeIn,
        }),
      })
      .orIgnore()
      .returning('id')
      .execute();
    return ids.parse(inserted.raw).length > 0;
  }

  /** Hands of whoever may be reached as this lead's person is, but those kept with it, the newest first; so many as are looked at. */
  async reachedAlike(manager: EntityManager, lead: Pick<LeadRecord, 'tenantId' | 'id' | 'contact'>): Promise<LeadHandRecord[]> {
    const { tenantId, id } = lead;
    const { emailHash, phoneHash } = this.hashesOf(lead);
    const rows = await manager
      .createQueryBuilder(LeadHandEntity, 'hand')
      .where('hand.tenant_id = :tenantId and hand.lead_id <> :id', { tenantId, id })
      .andWhere('(hand.email_hash = :emailHash or hand.phone_hash = :phoneHash)', { emailHash, phoneHash })
      .orderBy('hand.raised_at', 'DESC')
      .addOrderBy('hand.id', 'DESC')
      .limit(mostShown)
      .getMany();
    return this.withWords(manager, rows);
  } // prettier-ignore

  /** Has others who take in hands of whoever may be reached as these people wait until this transaction ends. */
  async holdContacts(manager: EntityManager, leads: readonly Pick<LeadRecord, 'tenantId' | 'contact'>[]): Promise<void> {
    const hashes = leads.map((lead) => this.hashesOf(lead)).flatMap(({ emailHash, phoneHash }) => [emailHash, phoneHash]);
    const keys = [...new Set(hashes.flatMap((hash) => hash?.toString('hex') ?? []))].toSorted();
    // One after another in one order, so that two who hold never wait for each other in a circle.
    for (const key of keys) await manager.query(`select pg_advisory_xact_lock(hashtextextended('lead contact:' || $1, 0))`, [key]);
  } // prettier-ignore

  async remove(manager: EntityManager, tenantId: string, id: string): Promise<void> {
    await manager.delete(LeadHandEntity, { tenantId, id });
  }

  /** Hands raised for a lead, and for those it stands for, the newest first; so many as are shown. */
  of(manager: EntityManager, lead: LeadRecord): Promise<LeadHandRecord[]> {
    return this.allOf(manager, lead, mostShown);
  }

  /** The same, all of them unless `most` is given. */
  async allOf(manager: EntityManager, lead: LeadRecord, most?: number): Promise<LeadHandRecord[]> {
    const { tenantId } = lead;
    const rows = await manager.find(LeadHandEntity, {
      where: { tenantId, leadId: In(await this.ties.standsFor(manager, lead)) },
      order: { raisedAt: 'DESC', id: 'DESC' },
      ...(most === undefined ? {} : { take: most }),
    });
    return this.withWords(manager, rows);
  }

  /** Which hands were raised for a lead, and for those it stands for, the oldest first: all of them, and none of their words. */
  async keysOf(manager: EntityManager, lead: Pick<LeadRecord, 'tenantId' | 'id'>): Promise<HandKey[]> {
    const { tenantId } = lead;
    return manager.find(LeadHandEntity, {
      select: { id: true, identityId: true, isHistory: true, askedDealerId: true },
      where: { tenantId, leadId: In(await this.ties.standsFor(manager, lead)) },
      order: { raisedAt: 'ASC', id: 'ASC' },
    });
  }

  /** The dealers that these hands came for by name, each once. */
  async dealersAsked(manager: EntityManager, lead: Pick<LeadRecord, 'tenantId' | 'id'>): Promise<readonly string[]> {
    const keys = await this.keysOf(manager, lead);
    return [...new Set(keys.flatMap(({ askedDealerId }) => askedDealerId ?? []))];
  } // prettier-ignore

  /** Hands kept with a lead itself, the newest first. */
  async ownOf(manager: EntityManager, lead: LeadRecord): Promise<LeadHandRecord[]> {
    return (await this.allOf(manager, lead)).filter(({ leadId }) => leadId === lead.id);
  }

  /** Whether none of the hands kept with the same lead was raised after this one. */
  async isLast(manager: EntityManager, { tenantId, id }: Pick<LeadRecord, 'tenantId' | 'id'>): Promise<boolean> {
    const later = ids.parse(
      await manager.query(
        `select h.id from lead_hands mine join lead_hands h on h.tenant_id = mine.tenant_id and h.lead_id = mine.lead_id
         where mine.tenant_id = $1 and mine.id = $2 and h.id <> mine.id
           and (mine.occurred_at is null or h.occurred_at > mine.occurred_at) limit 1`,
        [tenantId, id],
      ),
    );
    return later.length === 0;
  } // prettier-ignore

  /** When the first hand kept with a lead was raised, milliseconds since the epoch: of history long before the lead was made. */
  async firstRaised(manager: EntityManager, { tenantId, id, createdAt }: Pick<LeadRecord, 'tenantId' | 'id' | 'createdAt'>): Promise<number> {
    const first = await manager
      .createQueryBuilder(LeadHandEntity, 'hand')
      .select('min(coalesce(hand.occurred_at, hand.raised_at))', 'at')
      .where('hand.tenant_id = :tenantId and hand.lead_id = :id', { tenantId, id })
      .getRawOne<{ at: Date | null }>();
    return Math.min(createdAt.getTime(), first?.at?.getTime() ?? Infinity);
  } // prettier-ignore

  /** Every hand of a person, the oldest first. */
  async ofPerson(manager: EntityManager, { tenantId, identityIds, profileIds }: Person): Promise<LeadHandRecord[]> {
    const rows = await manager
      .createQueryBuilder(LeadHandEntity, 'hand')
      .where('hand.tenant_id = :tenantId', { tenantId })
      .andWhere(
        `(hand.identity_id = any(:identityIds) or (hand.identity_id is null and exists (select from leads l
           where l.tenant_id = hand.tenant_id and l.id = hand.lead_id and l.profile_id = any(:profileIds))))`,
        { identityIds, profileIds },
      )
      .orderBy('hand.raised_at')
      .addOrderBy('hand.id')
      .getMany();
    return this.withWords(manager, rows);
  } // prettier-ignore

  /** Hands of a person that stand with a lead of somebody else: they were one once, and are no more. */
  async astray(manager: EntityManager, { tenantId, identityIds }: Person): Promise<LeadHandRecord[]> {
    const rows = await manager
      .createQueryBuilder(LeadHandEntity, 'hand')
      .where('hand.tenant_id = :tenantId and hand.identity_id = any(:identityIds)', { tenantId, identityIds })
      .andWhere(
        `exists (select from leads l where l.tenant_id = hand.tenant_id and l.id = hand.lead_id
           and l.identity_id is not null and l.identity_id <> all(:identityIds))`,
      )
      .orderBy('hand.raised_at')
      .addOrderBy('hand.id')
      .getMany();
    return this.withWords(manager, rows);
  }

  /** Removes a person's hands, with whomever's lead they stand; says how many. */
  async erase(manager: EntityManager, { tenantId, identityIds }: Person): Promise<number> {
    const { affected } = await manager.delete(LeadHandEntity, { tenantId, identityId: In([...identityIds]) });
    return affected ?? 0;
  }

  private hashesOf({ tenantId, contact }: Pick<LeadRecord, 'tenantId' | 'contact'>): Pick<LeadHandEntity, 'emailHash' | 'phoneHash'> {
    const { email, phone } = contactKeysOf(contact);
    const hash = (kind: string, value: string | null) => (value === null ? null : this.ring.hash(identityText({ tenantId, kind, value })));
    return { emailHash: hash(contactKinds.email, email), phoneHash: hash(contactKinds.phone, phone) };
  } // prettier-ignore

  private async withWords(
    manager: EntityManager,
    rows: readonly LeadHandEntity[],
  ): Promise<LeadHandRecord[]> {
    const hands: LeadHandRecord[] = [];
    for (const row of rows) {
      const lead = row.sealed === null ? await this.leads.find(manager, row.tenantId, row.leadId) : null;
      hands.push(this.opened(row, lead));
    }
    return hands;
  }

  /** A hand from before hands were kept said what its lead says. */
  private opened(
    { sealed, emailHash: _email, phoneHash: _phone, ...hand }: LeadHandEntity,
    lead: LeadRecord | null,
  ): LeadHandRecord {
    if (sealed !== null) return { ...hand, ...openSaid(this.ring, place, hand.tenantId, sealed) };
    const { contact = {}, message = null, consent = null } = lead ?? {};
    return { ...hand, contact, message, consent };
  }
}
