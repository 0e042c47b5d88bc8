import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { ConsentPolicy } from '../../models/consent/consent-policy.js';
import type { ConsentStatement } from '../../models/consent/consent-statement.js';
import type { EventEnvelope } from '../../models/event/event-envelope.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import { ConsentService } from '../consent/consent.service.js';
import { Clock } from '../platform/clock.js';
import { IdentityPoliciesService } from '../profiles/identity-policies.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { toArrival, type Arrival } from './to-row.js';

const nothingSaid: readonly ConsentStatement[] = [];

/**
 * Takes events in: notes when they came, which of our cars they name, what they say of consent, and which of their ids their
 * tenant takes as saying who is who.
 */
@Injectable()
export class Arrivals {
  constructor(
    @Inject(VehiclesService) private readonly vehicles: Pick<VehiclesService, 'describe'>,
    private readonly consent: ConsentService,
    private readonly identities: IdentityPoliciesService,
    private readonly clock: Clock,
  ) {}

  async of(caller: Caller, envelopes: readonly EventEnvelope[]): Promise<Arrival[]> {
    const receivedAt = this.clock.now();
    const cars = await this.describeCars(caller.tenantId, envelopes);
    const policy = await this.consent.policyOf(caller.tenantId);
    const identityPolicy = await this.identities.of(caller.tenantId);
    return envelopes.map((envelope, at) =>
      toArrival(
        envelope,
        caller,
        receivedAt,
        cars.get(at),
        this.saidIn(envelope, policy, receivedAt),
        identityPolicy,
      ),
    );
  }

  /** Nobody can have said anything later than now, whatever their clock says. */
  private saidIn(
    { consent, occurredAt }: EventEnvelope,
    policy: ConsentPolicy,
    now: number,
  ): readonly ConsentStatement[] {
    return consent ? this.consent.read(policy, consent, Math.min(occurredAt, now)) : nothingSaid;
  }

  /** Our own stock's word on the cars named, where it knows them; by the event's place in the request. */
  private async describeCars(tenantId: string, envelopes: readonly EventEnvelope[]) {
    const cars = new Map<number, VehicleFacts>();
    const named = envelopes.flatMap(({ vehicleNames = [] }, index) =>
      vehicleNames.map((name) => ({ index, vehicleId: name, stockNumber: name, vin: name })),
    );
    if (named.length === 0) return cars;
    const described = await this.vehicles.describe(tenantId, named);
    described.forEach((facts, at) => {
      const index = named[at]?.index;
      if (facts && index !== undefined && !cars.has(index)) cars.set(index, facts);
    });
    return cars;
  }
}
