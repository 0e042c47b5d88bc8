import { z } from 'zod';
import { createTestTenant, eventually, graphql, TestCarousel, type TestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const answer = z.object({
  __typename: z.string(),
  id: z.string().optional(),
  startsAt: z.string().optional(),
  status: z.string().optional(),
  sequence: z.number().optional(),
  checkInCode: z.string().optional(),
  demonstratorId: z.string().optional(),
  driver: z.object({ name: z.string().nullable() }).nullish(),
  nearest: z.array(z.object({ startsAt: z.string() })).optional(),
  problems: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
type Answer = z.infer<typeof answer>;
const slots = z.object({ testDriveSlots: z.array(z.object({ startsAt: z.string(), demonstratorIds: z.array(z.string()) })) }); // prettier-ignore
const booking =
  '... on TestDriveBooking { id startsAt status sequence checkInCode demonstratorId driver { name } }';
const wrong = '... on InvalidBooking { problems { path message } }';
const book = `mutation ($input: BookTestDriveInput!) { it: bookTestDrive(input: $input) { __typename ${booking} ${wrong} ... on SlotTaken { nearest { startsAt } } } }`;
const move = `mutation ($id: ID!, $startsAt: Instant!) { it: moveTestDrive(id: $id, startsAt: $startsAt) { __typename ${booking} ${wrong} ... on SlotTaken { nearest { startsAt } } } }`;
const cancel = `mutation ($id: ID!) { it: cancelTestDrive(id: $id) { __typename ${booking} ${wrong} } }`;
const confirm = `mutation ($id: ID!) { it: confirmTestDrive(id: $id) { __typename ${booking} ${wrong} } }`;
const record = `mutation ($id: ID!, $attended: Boolean!) { it: recordTestDrive(id: $id, attended: $attended) { __typename ${booking} ${wrong} } }`;
const everyDay = ['MONDAY', 'TUESDAY', 'WEDNESDAY', 'THURSDAY', 'FRIDAY', 'SATURDAY', 'SUNDAY'].map((day) => ({ day, open: [{ opens: '09:00', closes: '18:00' }] })); // prettier-ignore
const dayMs = 86_400_000;

describe('test drives', () => {
  let database: TestDatabase;
  let carousel: TestCarousel;
  let tenant: TestTenant;
  let asked = 0;

  beforeAll(async () => {
    database = await createTestDatabase();
    tenant = await createTestTenant(database.dataSource, 'drives');
    carousel = await TestCarousel.start({ databaseUrl: database.url, apis: 2, workers: 1 });
  });
  afterAll(async () => {
    await carousel.stop();
    await database.drop();
  });

  const ask = async (query: string, variables: object, key = tenant.keys.marketer): Promise<unknown> => {
    for (;;) {
      const { data, errors } = await graphql(carousel.url, key, query, variables);
      // A machine under load may say so; the same is sent again then, as any sender would.
      if (errors[0]?.extensions['code'] === 'BUSY') continue;
      expect(errors).toEqual([]);
      return data;
    }
  };
  const it1 = async (query: string, variables: object, key?: string): Promise<Answer> =>
    z.object({ it: answer }).parse(await ask(query, variables, key)).it;
  /** A dealer with demonstrators of one model, open every day. */
  const aDealer = async (cars: number, settings: object = {}) => {
    const code = `D-${++asked}`;
    const made = z.object({ createDealer: z.object({ id: z.string() }) }).parse(
      await ask('mutation ($input: CreateDealerInput!) { createDealer(input: $input) { id } }', { input: { code, name: code, city: 'Bath' } }),
    ); // prettier-ignore
    const dealerId = made.createDealer.id;
    const input = { dealerId, timeZone: 'Europe/London', weekly: everyDay, ...settings };
    const set = 'mutation ($input: TestDriveSettingsInput!) { setTestDriveSettings(input: $input) { ... on TestDriveSettings { checkInCode } ... on InvalidTestDriveSettings { problems { path } } } }'; // prettier-ignore
    const { setTestDriveSettings } = z.object({ setTestDriveSettings: z.object({ checkInCode: z.string() }) }).parse(await ask(set, { input })); // prettier-ignore
    const add = 'mutation ($input: AddDemonstratorInput!) { addTestDriveDemonstrator(input: $input) { ... on TestDriveDemonstrator { id } } }'; // prettier-ignore
    for (let car = 0; car < cars; car++)
      await ask(add, { input: { dealerId, make: 'Toyota', model: 'RAV4' } });
    return { dealerId, checkInCode: setTestDriveSettings.checkInCode };
  };
  const free = async (dealerId: string, days = 3, model: string | null = null) => {
    const [from, to] = [new Date(), new Date(Date.now() + days * dayMs)];
    const query = 'query ($dealerId: ID!, $from: Instant!, $to: Instant!, $model: String) { testDriveSlots(dealerId: $dealerId, from: $from, to: $to, model: $model) { startsAt demonstratorIds } }'; // prettier-ignore
    return slots.parse(await ask(query, { dealerId, from, to, model }, tenant.keys.storefront))
      .testDriveSlots;
  };
  const wish = (dealerId: string, startsAt: string, more: object = {}) => {
    const n = ++asked;
    return { input: { dealerId, startsAt, viewer: { userId: `driver-${n}` }, driver: { name: `Zebedee ${n}` }, idempotencyKey: `key-${n}`, ...more } }; // prettier-ignore
  };
  const eventsOf = async (userId: string) =>
    JSON.stringify(await ask('query ($userId: String!) { profile(userId: $userId) { events(first: 50) { edges { node { type name } } } } }', { userId })); // prettier-ignore
  const kinds = (answers: readonly Answer[]) =>
    answers.reduce<Record<string, number>>((all, { __typename: kind }) => ({ ...all, [kind]: (all[kind] ?? 0) + 1 }), {}); // prettier-ignore

  it('are booked once by each key, leave the free slots, and are told in the log', async () => {
    const { dealerId } = await aDealer(1);
    const [first, second] = await free(dealerId);
    const input = wish(dealerId, first?.startsAt ?? '');
    const made = await it1(book, input, tenant.keys.storefront);
    expect(made).toMatchObject({ __typename: 'TestDriveBooking', startsAt: first?.startsAt, status: 'BOOKED', driver: null }); // prettier-ignore
    expect((await it1(book, input, tenant.keys.storefront)).id).toBe(made.id);
    for (const other of [{ viewer: { userId: 'somebody else' } }, { startsAt: second?.startsAt }])
      expect(await it1(book, { input: { ...input.input, ...other } }, tenant.keys.storefront)).toMatchObject({ __typename: 'InvalidBooking', problems: [{ path: 'idempotencyKey' }] }); // prettier-ignore
    expect((await free(dealerId))[0]?.startsAt).toBe(second?.startsAt);
    const { userId } = input.input.viewer;
    expect(await eventsOf(userId)).toContain('"type":"TEST_DRIVE_BOOKED"');
    const rows: unknown = await database.dataSource.query('select row_to_json(b)::text as row from test_drive_bookings b'); // prettier-ignore
    expect(JSON.stringify(rows)).not.toMatch(/zebedee|driver-/i);
  });

  it('are refused with the reason: another time, another car, a person nobody may call, a dealer of others', async () => {
    const { dealerId } = await aDealer(1, { needsConsent: true });
    const startsAt = (await free(dealerId))[0]?.startsAt ?? '';
    expect((await it1(book, wish(dealerId, startsAt))).__typename).toBe('ConsentMissing');
    for (const [driver, path] of [
      [{ name: 'Ann', mayContact: true }, 'driver'],
      [{ email: 'bad', mayContact: true }, 'driver.email'],
      [{ email: 'ann@bad' }, 'driver.email'],
    ] as const)
      expect(await it1(book, wish(dealerId, startsAt, { driver }))).toMatchObject({ problems: [{ path }] });
    const driver = { email: 'ann@example.com', mayContact: true };
    expect((await it1(book, wish(dealerId, startsAt, { driver, model: 'Model 3' }))).__typename).toBe('OutOfStock'); // prettier-ignore
    const between = new Date(Date.parse(startsAt) + 60_000).toISOString();
    expect(await it1(book, wish(dealerId, between, { driver }))).toMatchObject({ problems: [{ path: 'startsAt' }] }); // prettier-ignore
    expect(await it1(book, wish(dealerId, '2020-06-01T09:00:00Z', { driver }))).toMatchObject({ problems: [{ path: 'startsAt' }] }); // prettier-ignore
    expect(await it1(book, wish('6f2d3b8e-6a6e-4c39-9a0e-000000000000', startsAt))).toMatchObject({ problems: [{ path: 'dealerId' }] }); // prettier-ignore
    expect((await it1(book, wish(dealerId, startsAt, { driver, model: 'rav4' }))).__typename).toBe('TestDriveBooking'); // prettier-ignore
  });

  it.each([1, 2, 3])('are won by one of 200 who want one slot at once (%i)', async () => {
    const { dealerId } = await aDealer(1);
    const startsAt = (await free(dealerId))[2]?.startsAt ?? '';
    const answers = await Promise.all(Array.from({ length: 200 }, () => it1(book, wish(dealerId, startsAt), tenant.keys.storefront))); // prettier-ignore
    expect(kinds(answers)).toEqual({ TestDriveBooking: 1, SlotTaken: 199 });
    const loser = answers.find(({ __typename }) => __typename === 'SlotTaken');
    expect(loser?.nearest).toHaveLength(5);
    expect(loser?.nearest?.map((slot) => slot.startsAt)).not.toContain(startsAt);
  });

  it('take as many as there are people to go along, however many cars there are', async () => {
    const { dealerId } = await aDealer(5, { staff: 2 });
    const startsAt = (await free(dealerId))[0]?.startsAt ?? '';
    const answers = await Promise.all(Array.from({ length: 40 }, () => it1(book, wish(dealerId, startsAt))));
    expect(kinds(answers)).toEqual({ TestDriveBooking: 2, SlotTaken: 38 });
  });

  it("go by the dealer's own hours where no others are set, and by what they are then", async () => {
    const { dealerId } = await aDealer(1);
    const settings = 'mutation ($input: TestDriveSettingsInput!) { it: setTestDriveSettings(input: $input) { __typename ... on TestDriveSettings { timeZone weekly { day } } ... on InvalidTestDriveSettings { problems { path } } } }'; // prettier-ignore
    const refused = await ask(settings, { input: { dealerId } });
    expect(refused).toEqual({ it: { __typename: 'InvalidTestDriveSettings', problems: [{ path: 'weekly' }, { path: 'timeZone' }] } }); // prettier-ignore
    const update = 'mutation ($id: ID!, $input: UpdateDealerInput!) { updateDealer(id: $id, input: $input) { details { timeZone hours { weekly { day open { opens } } } } } }'; // prettier-ignore
    const weekly = everyDay.map(({ day }) => ({ day, open: [{ opens: '10:00', closes: '11:00' }] }));
    await ask(update, { id: dealerId, input: { timeZone: 'Asia/Shanghai', hours: { weekly } } });
    expect(await ask(settings, { input: { dealerId } })).toMatchObject({ it: { timeZone: 'Asia/Shanghai' } });
    const times = async () => new Set((await free(dealerId)).map(({ startsAt }) => startsAt.slice(11)));
    expect(await times()).toEqual(new Set(['02:00:00.000Z']));
    await ask(update, { id: dealerId, input: { hours: { weekly: everyDay.map(({ day }) => ({ day, open: [{ opens: '12:00', closes: '13:00' }] })) } } }); // prettier-ignore
    expect(await times()).toEqual(new Set(['04:00:00.000Z']));
    const asked = 'query ($id: ID!) { dealer(id: $id) { details { leadsPerDay brands } } }';
    await ask(update, { id: dealerId, input: { leadsPerDay: 5, brands: ['vw'] } });
    expect(await ask(asked, { id: dealerId })).toEqual({ dealer: { details: { leadsPerDay: 5, brands: ['Volkswagen'] } } }); // prettier-ignore
    expect(await ask(asked, { id: dealerId }, tenant.keys.storefront)).toMatchObject({ dealer: { details: { leadsPerDay: null } } }); // prettier-ignore
  });

  it('are moved and cancelled at once by many, and no car is ever in two drives', async () => {
    const { dealerId } = await aDealer(2);
    const times = (await free(dealerId)).slice(0, 6).map(({ startsAt }) => startsAt);
    const first = await Promise.all(
      [...times, ...times].map((startsAt) => it1(book, wish(dealerId, startsAt))),
    );
    const ids = first.map(({ id }) => id ?? '');
    expect(kinds(first)).toEqual({ TestDriveBooking: 12 });
    const wild = await Promise.all(
      Array.from({ length: 150 }, (_, n) => {
        const [id, startsAt] = [ids[(n * 5) % ids.length] ?? '', times[(n * 7) % times.length] ?? ''];
        if (n % 5 === 0) return it1(cancel, { id });
        return n % 5 === 1 ? it1(book, wish(dealerId, startsAt)) : it1(move, { id, startsAt });
      }),
    );
    expect(Object.keys(kinds(wild)).sort()).toEqual(['InvalidBooking', 'SlotTaken', 'TestDriveBooking']);
    const overlaps: unknown = await database.dataSource.query(
      `select from test_drive_bookings a join test_drive_bookings b on a.demonstrator_id = b.demonstrator_id and a.id < b.id
       and a.starts_at < b.held_until and b.starts_at < a.held_until and a.status in ('BOOKED', 'CONFIRMED') and b.status in ('BOOKED', 'CONFIRMED')`,
    );
    expect(overlaps).toEqual([]);
  });

  it('cannot be doubled by whoever writes past us: the table itself refuses', async () => {
    const { dealerId } = await aDealer(1, { staff: 1 });
    const made = await it1(book, wish(dealerId, (await free(dealerId))[0]?.startsAt ?? ''));
    const copy = (car: string) => database.dataSource.query(
      `insert into test_drive_bookings select tenant_id, gen_random_uuid(), gen_random_uuid(), dealer_id, ${car}, identity_id, source_id,
         starts_at + interval '5 minutes', ends_at, held_until, staff, staff_place, status, outcome, sequence, gen_random_uuid()::text, sealed, created_at, updated_at
       from test_drive_bookings where id = $1`,
      [made.id],
    ); // prettier-ignore
    await expect(copy('demonstrator_id')).rejects.toThrow('test_drive_bookings_one_car');
    await expect(copy('gen_random_uuid()')).rejects.toThrow('test_drive_bookings_one_staff');
    await expect(database.dataSource.query('update test_drive_bookings set staff_place = 2 where id = $1', [made.id])).rejects.toThrow('test_drive_bookings_staff'); // prettier-ignore
    await it1(cancel, { id: made.id ?? '' });
    await expect(copy('demonstrator_id')).resolves.toBeDefined();
  });

  it('are moved, confirmed, cancelled and recorded, and what is over stays so', async () => {
    const { dealerId } = await aDealer(1);
    const [first, second] = await free(dealerId);
    const input = wish(dealerId, first?.startsAt ?? '');
    const { id = '' } = await it1(book, input);
    expect(await it1(move, { id, startsAt: second?.startsAt })).toMatchObject({ startsAt: second?.startsAt, sequence: 1 }); // prettier-ignore
    const calendar = async () => JSON.stringify(await ask('query ($id: ID!) { testDriveCalendar(id: $id) }', { id }, tenant.keys.storefront)); // prettier-ignore
    const moved = await calendar();
    for (const line of [`UID:${id}`, 'SEQUENCE:1', 'STATUS:TENTATIVE', 'SUMMARY:Test drive: Toyota RAV4']) expect(moved).toContain(line); // prettier-ignore
    expect(await it1(confirm, { id })).toMatchObject({ status: 'CONFIRMED', driver: { name: input.input.driver.name } }); // prettier-ignore
    expect(await it1(record, { id, attended: false })).toMatchObject({ __typename: 'InvalidBooking' });
    await database.dataSource.query(`update test_drive_bookings set starts_at = now() - interval '1 hour', ends_at = now(), held_until = now() where id = $1`, [id]); // prettier-ignore
    expect(await it1(record, { id, attended: true })).toMatchObject({ status: 'ATTENDED' });
    expect(await it1(cancel, { id })).toMatchObject({
      __typename: 'InvalidBooking',
      problems: [{ path: 'id' }],
    });
    const told = await eventsOf(input.input.viewer.userId);
    for (const name of ['Test Drive Booked', 'Test Drive Moved', 'Test Drive Confirmed', 'Test Drive Taken']) expect(told).toContain(name); // prettier-ignore
    expect(told).toContain('TEST_DRIVE_TAKEN');
  });

  it('tell who is there: by the code of a booking, or of the showroom', async () => {
    const { dealerId, checkInCode } = await aDealer(1);
    const input = wish(dealerId, (await free(dealerId))[0]?.startsAt ?? '');
    const made = await it1(book, input);
    const checkIn = 'mutation ($input: CheckInInput!) { it: checkInShowroom(input: $input) { __typename ... on ShowroomVisit { visitedAt booking { id } } ... on InvalidCheckIn { problems { path message } } } }'; // prettier-ignore
    const arrive = (more: object) => ask(checkIn, { input: { idempotencyKey: `visit-${++asked}`, ...more } }, tenant.keys.storefront); // prettier-ignore
    expect(JSON.stringify(await arrive({ code: (made.checkInCode ?? '').toLowerCase() }))).toContain(made.id);
    expect(await eventsOf(input.input.viewer.userId)).toContain('SHOWROOM_VISITED');
    expect(JSON.stringify(await arrive({ code: checkInCode, viewer: { userId: 'walk-in' } }))).toContain('"booking":null'); // prettier-ignore
    expect(await eventsOf('walk-in')).toContain('SHOWROOM_VISITED');
    // Typed as people type; and sent again it is the visit it was, but nobody else's and nowhere else.
    const again = {
      code: checkInCode.replace('-', ' ').toLowerCase(),
      viewer: { userId: 'walk-in' },
      idempotencyKey: 'kiosk-1',
    };
    const first = await arrive(again);
    expect(await arrive({ ...again, code: checkInCode.replace('-', '') })).toEqual(first);
    for (const other of [{ viewer: { userId: 'another' } }, { code: made.checkInCode ?? '' }])
      expect(JSON.stringify(await arrive({ ...again, ...other }))).toContain('"path":"idempotencyKey"');
    expect(JSON.stringify(await arrive({ code: checkInCode }))).toContain('"path":"viewer"');
    expect(JSON.stringify(await arrive({ code: 'NONE', viewer: { userId: 'walk-in' } }))).toContain('"path":"code"'); // prettier-ignore
  });

  it('are listed page by page, those of one dealer', async () => {
    const { dealerId } = await aDealer(1);
    const times = (await free(dealerId)).slice(0, 3).map(({ startsAt }) => startsAt);
    for (const startsAt of times) await it1(book, wish(dealerId, startsAt));
    const page = z.object({ testDriveBookings: z.object({ edges: z.array(z.object({ node: z.object({ startsAt: z.string() }) })), pageInfo: z.object({ endCursor: z.string(), hasNextPage: z.boolean() }) }) }); // prettier-ignore
    const query = 'query ($dealerId: ID!, $after: String) { testDriveBookings(dealerId: $dealerId, first: 2, after: $after) { edges { node { startsAt } } pageInfo { endCursor hasNextPage } } }'; // prettier-ignore
    const one = page.parse(await ask(query, { dealerId })).testDriveBookings;
    const two = page.parse(await ask(query, { dealerId, after: one.pageInfo.endCursor })).testDriveBookings;
    expect([one.pageInfo.hasNextPage, two.pageInfo.hasNextPage]).toEqual([true, false]);
    expect([...one.edges, ...two.edges].map(({ node }) => node.startsAt)).toEqual(times.toReversed());
  });

  it('tell by the tick what could not be told when it happened', async () => {
    const { dealerId } = await aDealer(1);
    const input = wish(dealerId, (await free(dealerId))[0]?.startsAt ?? '');
    const { id } = await it1(book, input);
    await database.dataSource.query(`insert into test_drive_notes (tenant_id, id, booking_id, kind, due_at) select tenant_id, gen_random_uuid(), id, 'REMINDER', now() from test_drive_bookings where id = $1`, [id]); // prettier-ignore
    const told = await eventually(() => eventsOf(input.input.viewer.userId), (events) => events.includes('Reminder'), 20_000); // prettier-ignore
    expect(told.split('Test Drive Reminder Due')).toHaveLength(2);
    // It is told first and marked after.
    const marked = (): Promise<unknown[]> => database.dataSource.query(`select from test_drive_notes where booking_id = $1 and kind = 'REMINDER' and told_at is not null`, [id]); // prettier-ignore
    await eventually(marked, (notes) => notes.length === 1);
    // Whoever writes to people reads it with how they may be reached; a browser does not.
    await database.dataSource.query(`delete from test_drive_notes where booking_id = $1 and kind = 'REMINDER' and told_at is null`, [id]); // prettier-ignore
    await database.dataSource.query(`update test_drive_bookings set starts_at = date_trunc('milliseconds', now()) + interval '115 minutes', ends_at = now() + interval '3 hours', held_until = now() + interval '3 hours' where id = $1`, [id]); // prettier-ignore
    await database.dataSource.query(`update test_drive_notes set due_at = b.starts_at - interval '2 hours' from test_drive_bookings b where b.id = booking_id and b.id = $1 and kind = 'REMINDER'`, [id]); // prettier-ignore
    const reminders =
      '{ testDriveReminders(first: 200) { edges { node { hoursBefore userId booking { id driver { email } } } } } }';
    const reminder = {
      node: { hoursBefore: 2, userId: input.input.viewer.userId, booking: { id, driver: null } },
    };
    // Others may be due as well by now.
    expect(JSON.stringify(await ask(reminders, {}))).toContain(JSON.stringify(reminder));
    const { errors } = await graphql(carousel.url, tenant.keys.storefront, reminders, {});
    expect(errors[0]?.extensions['code']).toBe('FORBIDDEN');
  });
});
