import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { Caller } from '../../src/models/caller.js';
import type { EventEnvelope } from '../../src/models/event/event-envelope.js';
import type { VehicleFacts } from '../../src/models/vehicle/vehicle-facts.js';
import type { ConsentService } from '../../src/modules/consent/consent.service.js';
import { Admission } from '../../src/modules/events/permission/admission.js';
import { Arrivals } from '../../src/modules/events/arrivals.js';
import { EventMetrics } from '../../src/modules/events/event.metrics.js';
import { EventWriter } from '../../src/modules/events/event-writer.js';
import { EventsRepository } from '../../src/modules/events/events.repository.js';
import { EventsService } from '../../src/modules/events/events.service.js';
import { LateRemovalsRepository } from '../../src/modules/events/late-removals.repository.js';
import { LogFollower } from '../../src/modules/events/log-follower.js';
import { LogRepository } from '../../src/modules/events/log.repository.js';
import { MergingService } from '../../src/modules/events/merging/merging.service.js';
import { Recorder } from '../../src/modules/events/recorder.js';
import { Changes } from '../../src/modules/platform/changes.js';
import { Clock } from '../../src/modules/platform/clock.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { KeyRing } from '../../src/modules/platform/sealing/key-ring.js';
import { CarsRepository } from '../../src/modules/profiles/cars.repository.js';
import { HouseholdsRepository } from '../../src/modules/profiles/households.repository.js';
import { HouseholdsService } from '../../src/modules/profiles/households.service.js';
import { IdentityPoliciesRepository } from '../../src/modules/profiles/identity-policies.repository.js';
import { IdentityPoliciesService } from '../../src/modules/profiles/identity-policies.service.js';
import { IdentityResolver } from '../../src/modules/profiles/identity-resolver.js';
import { IdentityWriter } from '../../src/modules/profiles/identity-writer.js';
import { MergesRepository } from '../../src/modules/profiles/merges.repository.js';
import { MergesService } from '../../src/modules/profiles/merges.service.js';
import { PersonsRepository } from '../../src/modules/profiles/persons.repository.js';
import { ProfilesRepository } from '../../src/modules/profiles/profiles.repository.js';
import { ProfilesService } from '../../src/modules/profiles/profiles.service.js';
import type { VehiclesService } from '../../src/modules/vehicles/vehicles.service.js';
import { consentRoom } from './consent-room.js';
import { testDataKeys } from './data-keys.js';

/** A clock that stands where it is put. */
export class StandingClock extends Clock {
  constructor(public at: number) {
    super();
  }
  now(): number {
    return this.at;
  }
}

/** Rooms 2 and 3 wired by hand on a real database, as one process would have them. */
export interface EventRooms {
  readonly profiles: ProfilesService;
  readonly households: HouseholdsService;
  readonly consent: ConsentService;
  readonly events: EventsService;
  readonly merging: MergingService;
}

/** Wires the rooms. `stock` says what vehicle names mean. */
export function eventRooms(
  dataSource: DataSource,
  clock: Clock,
  stock: ReadonlyMap<string, VehicleFacts> = new Map(),
  dataKeys: string = testDataKeys,
): EventRooms {
  const config = readConfig({
    DATABASE_URL: 'postgres://unused',
    SECRET: 'x'.repeat(32),
    DATA_KEYS: dataKeys,
  });
  const ring = new KeyRing(config.dataKeys);
  const repository = new ProfilesRepository(ring);
  const mergesRepository = new MergesRepository(ring);
  const profiles = new ProfilesService(
    dataSource,
    repository,
    new IdentityResolver(
      repository,
      mergesRepository,
      new PersonsRepository(dataSource, ring),
      new IdentityWriter(
        repository,
        mergesRepository,
        new CarsRepository(ring, config),
        new HouseholdsRepository(dataSource, ring),
        config,
      ),
      new Changes(config, new Log(config)),
    ),
    config,
  );
  const vehicles: Pick<VehiclesService, 'describe'> = {
    describe: (_tenantId, references) =>
      Promise.resolve(references.map(({ stockNumber }) => stock.get(stockNumber ?? '') ?? null)),
  };
  const { consent } = consentRoom(dataSource, clock);
  const writer = new EventWriter(new EventsRepository(dataSource), profiles, new Admission(profiles, consent), ring, clock); // prettier-ignore
  const policies = new IdentityPoliciesService(new IdentityPoliciesRepository(dataSource), new Changes(config, new Log(config)), clock, new Log(config)); // prettier-ignore
  const arrivals = new Arrivals(vehicles, consent, policies, clock);
  const recorder = new Recorder(arrivals, writer, consent, new EventMetrics(new Metrics()));
  const log = new LogRepository(ring);
  const follower = new LogFollower(dataSource, log, new LateRemovalsRepository(dataSource), profiles);
  const merges = new MergesService(dataSource, mergesRepository, repository);
  return {
    profiles,
    households: new HouseholdsService(new HouseholdsRepository(dataSource, ring), profiles, clock),
    consent,
    events: new EventsService(recorder, log, follower, profiles, config),
    merging: new MergingService(new EventsRepository(dataSource), merges, profiles, recorder, clock),
  };
}

/** A caller of a tenant that exists nowhere else. */
export function anyCaller(): Caller {
  return { tenantId: randomUUID(), role: 'collector', keyId: 'collector0001' };
}

/** An event; say only what matters. */
export function anyEvent(fields: Partial<EventEnvelope> = {}): EventEnvelope {
  const who = fields.userId === undefined && fields.anonymousId === undefined ? { anonymousId: 'a-1' } : {};
  return {
    messageId: randomUUID(),
    type: 'PAGE_VIEWED',
    name: 'page',
    occurredAt: Date.parse('2026-11-22T12:00:00Z'),
    ...who,
    ...fields,
  };
}
