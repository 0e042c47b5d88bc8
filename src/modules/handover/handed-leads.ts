import { Injectable } from '@nestjs/common';
import { LeadsService } from '../leads/leads.service.js';
import { TenancyService } from '../tenancy/tenancy.service.js';
import { DealersService } from '../vehicles/dealers.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import type { HandedLead, ToldLead } from './adf/prospect-of.js';

/** A lead with all that is told of it, as it is now: messages are made of this when they are sent. */
@Injectable()
export class HandedLeads {
  constructor(
    private readonly leads: LeadsService,
    private readonly vehicles: VehiclesService,
    private readonly dealers: DealersService,
    private readonly tenancy: TenancyService,
  ) {}

  /** The lead; with `handId` in the words of that hand. Null when it is gone, as somebody was erased. */
  async find(tenantId: string, leadId: string, handId: string | null): Promise<HandedLead | null> {
    const caller = { tenantId, role: 'admin' as const, keyId: 'handover' };
    const lead = await this.leads.find(caller, leadId);
    if (!lead) return null;
    if (handId === null) return this.with(lead);
    const hand = (await this.leads.hands(caller, leadId)).find(({ id }) => id === handId);
    return hand ? this.with({ ...lead, message: hand.message, vehicleId: hand.vehicleId ?? lead.vehicleId, tradeIn: hand.tradeIn ?? lead.tradeIn }) : null; // prettier-ignore
  }

  /** A lead of nobody, by which a way is tried. */
  async example(tenantId: string, dealerId: string | null, now: Date): Promise<HandedLead> {
    return this.with({
      tenantId,
      dealerId,
      id: '00000000-0000-4000-8000-000000000000',
      interest: 'OTHER',
      contact: { firstName: 'Test', lastName: 'Lead', email: 'test@example.com' },
      message: 'This is a test of the way on which leads are handed over. Nobody is to be called back.',
      consent: { email: false, phone: false },
      vehicleId: null,
      make: null,
      model: null,
      status: 'NEW',
      probability: 0,
      grade: 'D',
      reasons: [],
      createdAt: now,
    });
  }

  private async with(lead: ToldLead): Promise<HandedLead> {
    const { tenantId, vehicleId, dealerId } = lead;
    const [tenant, vehicle] = await Promise.all([
      this.tenancy.tenant({ tenantId }),
      vehicleId === null ? null : this.vehicles.find({ tenantId }, vehicleId),
    ]);
    const dealer = dealerId === null ? null : await this.dealers.find({ tenantId }, dealerId);
    return {
      lead,
      vehicle,
      dealer: dealer ? { id: dealer.id, code: dealer.code, name: dealer.name, phone: dealer.phone } : null,
      tenant: { name: tenant.name, timeZone: tenant.timeZone },
    };
  }
}
