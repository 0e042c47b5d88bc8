import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { DealerRecord } from '../../../models/vehicle/dealer.entity.js';
import type { AdfId, AdfVehicle } from '../../../models/handover/adf.js';
import { Clock } from '../../platform/clock.js';
import { LeadsService, type NewLead } from '../../leads/leads.service.js';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { DealersService } from '../../vehicles/dealers.service.js';
import { VehiclesService } from '../../vehicles/vehicles.service.js';
import { readAdf, type ReadProspect } from '../adf/read-adf.js';
import { handoverError } from '../handover.errors.js';
import type { HandoverProblem } from '../targets/target-draft.js';
import { decodeXml } from './decode-xml.js';
import { carNamed, leadOf, wantedOf, type InboundLead } from './lead-of.js';
import { requestedAt } from './request-date.js';
import { vendorOf } from './vendor-of.js';

/** Most prospects in one document. */
const mostProspects = 200;

/** One prospect that is a lead now. */
export interface TakenProspect {
  /** Its place in the document, from 1. */
  readonly prospect: number;
  /** What its sender calls it. */
  readonly id: AdfId | null;
  readonly leadId: string;
  /** It joined a lead of the same person and interest that was open. */
  readonly folded: boolean;
  /** What was left out of it, and why. */
  readonly remarks: readonly HandoverProblem[];
}

/** One prospect that could not be taken. */
export interface RefusedProspect {
  readonly prospect: number;
  readonly id: AdfId | null;
  /** Where it begins, from 1. */
  readonly line: number;
  readonly problems: readonly HandoverProblem[];
}

/** What became of a document. */
export interface AdfTaken {
  readonly taken: readonly TakenProspect[];
  readonly refused: readonly RefusedProspect[];
}

/** Where what a lead lacks stands in ADF. */
const places: Readonly<Record<string, string>> = {
  contact: 'customer/contact',
  'contact.email': 'customer/contact/email',
  'contact.phone': 'customer/contact/phone',
  'contact.firstName': 'customer/contact/name',
  'contact.lastName': 'customer/contact/name',
  message: 'customer/comments',
  'tradeIn.modelYear': 'vehicle/year',
  'tradeIn.make': 'vehicle/make',
  'tradeIn.model': 'vehicle/model',
  'tradeIn.trim': 'vehicle/trim',
  'tradeIn.mileage': 'vehicle/odometer',
  idempotencyKey: 'id',
};

/** What a prospect is after, and when it was. */
type Sought = Pick<NewLead, 'vehicleId' | 'make' | 'model' | 'dealerId' | 'occurredAt'>;

const unknownVendor: HandoverProblem = {
  path: 'vendor',
  message: 'It is none of your dealers, so the lead was routed by what else it says.',
  remedy: 'Send the code of one of `dealers` as the id of the vendor, or its name.',
};

/** Takes leads that come as ADF: each prospect is submitted as a lead, and makes no second one when it comes again. */
@Injectable()
export class AdfIntake {
  constructor(
    private readonly leads: LeadsService,
    private readonly vehicles: VehiclesService,
    private readonly dealers: DealersService,
    private readonly tenancy: TenancyService,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes every prospect that can be taken; durable when the promise resolves.
   * @throws AppError ADF_UNREADABLE, ADF_REFUSED
   */
  async take(caller: Caller, body: Buffer): Promise<AdfTaken> {
    const text = decodeXml(body);
    if (text === null) throw handoverError('ADF_UNREADABLE', 'The body is not a text in the encoding it says, or in UTF-8; declare the one it is in.'); // prettier-ignore
    const read = readAdf(text);
    if ('fault' in read) throw handoverError('ADF_UNREADABLE', `Line ${read.fault.line}: ${read.fault.message} ${read.fault.remedy}`, { line: read.fault.line }); // prettier-ignore
    const { prospects } = read;
    if (prospects.length > mostProspects) throw handoverError('ADF_UNREADABLE', `There are ${prospects.length} prospects in it; send at most ${mostProspects} at once.`); // prettier-ignore
    const dealers = await this.dealers.list(caller);
    const taken: TakenProspect[] = [];
    const refused: RefusedProspect[] = [];
    for (const [index, prospect] of prospects.entries()) {
      const one = await this.takeOne(caller, prospect, index + 1, dealers);
      if ('leadId' in one) taken.push(one);
      else refused.push(one);
    }
    if (taken.length === 0) throw handoverError('ADF_REFUSED', 'No prospect in it could be taken; details.refused says why.', { refused }); // prettier-ignore
    return { taken, refused };
  }

  private async takeOne(
    caller: Caller,
    { prospect, line }: ReadProspect,
    place: number,
    dealers: readonly DealerRecord[],
  ): Promise<TakenProspect | RefusedProspect> {
    const id = prospect.ids[0] ?? null;
    const { sought, remarks: noted } = await this.soughtIn(caller, prospect, dealers);
    const isKnown = sought.vehicleId !== undefined;
    const first = await this.leads.submit(caller, { ...leadOf(prospect, isKnown), ...sought });
    if ('lead' in first) return { prospect: place, id, leadId: first.lead.id, folded: first.folded, remarks: noted };
    const remarks = first.problems.map(({ path, ...rest }) => ({ path: places[path] ?? path, ...rest }));
    const paths = first.problems.map(({ path }) => path);
    const isTradeInWorded = paths.some((path) => path.startsWith('tradeIn.'));
    const reachable = withoutFaulty(leadOf(prospect, isKnown, isTradeInWorded), paths);
    const second = reachable && (await this.leads.submit(caller, { ...reachable, ...sought }));
    if (second && 'lead' in second) return { prospect: place, id, leadId: second.lead.id, folded: second.folded, remarks: [...remarks, ...noted] };
    return { prospect: place, id, line, problems: remarks };
  } // prettier-ignore

  /** The car and the dealer a prospect is after, as far as we have them, and since when; a car we do not have, by its name. */
  private async soughtIn(caller: Caller, prospect: ReadProspect['prospect'], dealers: readonly DealerRecord[]): Promise<{ readonly sought: Sought; readonly remarks: readonly HandoverProblem[] }> {
    const wanted = wantedOf(prospect);
    const vehicleId = await this.carOf(caller, wanted);
    const vendor = vendorOf(prospect, dealers);
    const car = vehicleId === undefined ? carNamed(wanted) : { vehicleId };
    const { timeZone } = await this.tenancy.tenant(caller);
    const { at: occurredAt, remark } = requestedAt(prospect.requestDate, timeZone, this.clock.now());
    const remarks = [...(vendor === null ? [unknownVendor] : []), ...(remark === null ? [] : [remark])];
    return { sought: { ...car, dealerId: vendor?.id, occurredAt }, remarks };
  } // prettier-ignore

  /** The car of the stock a prospect is after; undefined where it is none of it. */
  private async carOf({ tenantId }: Caller, vehicle: AdfVehicle | undefined): Promise<string | undefined> {
    if (vehicle?.stock === undefined && vehicle?.vin === undefined) return undefined;
    const { stock, vin } = vehicle;
    const index = await this.vehicles.stockIndex(tenantId);
    const byStock = stock === null ? undefined : index.resolve({ stockNumber: stock });
    const byVin = vin === null ? undefined : index.resolve({ vin: vin.toUpperCase() });
    return (byVin ?? byStock)?.id;
  }
}

/** Real senders put what is no address beside a good telephone number: the lead without what is wrong, where enough is left. */
function withoutFaulty(lead: InboundLead, paths: readonly string[]): InboundLead | null {
  if (!paths.every((path) => /^(contact|tradeIn)\./.test(path))) return null;
  const kept = Object.entries(lead.contact).filter(([field]) => !paths.includes(`contact.${field}`));
  return { ...lead, contact: Object.fromEntries(kept) };
}
