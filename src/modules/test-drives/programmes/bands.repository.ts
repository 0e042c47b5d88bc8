import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { Person } from '../../../models/rights/personal-data.js';
import { sealedColumns } from '../../../models/sealed-columns.js';
import { DiscountRedemptionEntity, type DiscountRedemptionRecord } from '../../../models/test-drive/discount-redemption.entity.js'; // prettier-ignore
import { PartnerBandEntity, type PartnerBandRecord } from '../../../models/test-drive/partner-band.entity.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';

const { partnerBand, discountOrder } = sealedColumns;

/** Reads and writes what makes a drive or a car cheaper for somebody: `test_drive_partner_bands` and `test_drive_redemptions`. */
@Injectable()
export class BandsRepository {
  constructor(private readonly ring: KeyRing) {}

  /** Every band of a person, the last set first. */
  async ofPerson(manager: EntityManager, { tenantId, identityIds }: Pick<Person, 'tenantId' | 'identityIds'>): Promise<PartnerBandRecord[]> {
    const where = { tenantId, identityId: In([...identityIds]) };
    const rows = await manager.find(PartnerBandEntity, { where, order: { setAt: 'DESC', identityId: 'ASC' } });
    return rows.map(({ sealedBand, ...row }) => ({ ...row, band: this.ring.open(partnerBand, tenantId, sealedBand) }));
  } // prettier-ignore

  /** Sets the band that a partner has an identity in, whatever it was. */
  async put(manager: EntityManager, { band, ...row }: PartnerBandRecord): Promise<void> {
    const sealedBand = this.ring.seal(partnerBand, row.tenantId, band);
    await manager.upsert(PartnerBandEntity, { ...row, sealedBand }, ['tenantId', 'identityId', 'partner']);
  }

  /** Takes away what a partner said of a person; of any partner, where none is named. Says how many there were. */
  async remove(manager: EntityManager, { tenantId, identityIds }: Pick<Person, 'tenantId' | 'identityIds'>, partner?: string): Promise<number> {
    const of = partner === undefined ? {} : { partner };
    const { affected } = await manager.delete(PartnerBandEntity, { tenantId, identityId: In([...identityIds]), ...of });
    return affected ?? 0;
  } // prettier-ignore

  /** What of these drives' discounts was used, by booking. */
  async redeemed(manager: EntityManager, tenantId: string, bookingIds: readonly string[]): Promise<Map<string, DiscountRedemptionRecord>> {
    const rows = await manager.findBy(DiscountRedemptionEntity, { tenantId, bookingId: In([...bookingIds]) });
    return new Map(rows.map(({ sealedOrder, ...row }) => [row.bookingId, { ...row, order: this.ring.open(discountOrder, tenantId, sealedOrder) }]));
  } // prettier-ignore

  /** Removes that a drive's discount was used, and for which order. */
  async forgetRedemption(manager: EntityManager, tenantId: string, bookingId: string): Promise<void> {
    await manager.delete(DiscountRedemptionEntity, { tenantId, bookingId });
  }

  /** Uses a discount, unless the table has it as used; says whether it did. */
  async redeem(manager: EntityManager, { order, ...row }: DiscountRedemptionRecord): Promise<boolean> {
    const inserted = await manager
      .createQueryBuilder()
      .insert()
      .into(DiscountRedemptionEntity)
      .values({ ...row, sealedOrder: this.ring.seal(discountOrder, row.tenantId, order) })
      .orIgnore()
      .returning('booking_id')
      .execute();
    return Array.isArray(inserted.raw) && inserted.raw.length > 0;
  }
}
