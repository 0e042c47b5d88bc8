import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { TradeIns } from '../trade-in/valuation/trade-ins.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { leadProblems, unknownVehicle, type LeadProblem, type NewLead } from './lead-problems.js';

/** Says what is wrong with a lead before any of it is kept. */
@Injectable()
export class LeadChecks {
  constructor(
    private readonly vehicles: VehiclesService,
    private readonly tradeIns: TradeIns,
  ) {}

  /** Everything wrong with a lead, the car it asks about and the one it offers included. */
  async problems({ tenantId }: Pick<Caller, 'tenantId'>, lead: NewLead): Promise<LeadProblem[]> {
    const { vehicleId } = lead;
    const isKnown = vehicleId === undefined || (await this.vehicles.find({ tenantId }, vehicleId)) !== null;
    const offered = lead.tradeIn ? this.tradeIns.problems(lead.tradeIn) : [];
    const ofOffered = offered.map(({ path, ...rest }) => ({ path: `tradeIn.${path}`, ...rest }));
    return [...leadProblems(lead), ...ofOffered, ...(isKnown ? [] : [unknownVehicle])];
  }
}
