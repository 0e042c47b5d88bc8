import { z } from 'zod';
import { eventually } from '../support/carousel.js';
import { Story } from '../support/story.js';

const loose = z.record(z.string(), z.unknown());
const drive = '__typename ... on ProgrammeDrive { booking { id status endsAt checkInCode driver { name } } stage version days programme lateMinutes deposit { amount state due captured released } fee { amount state due band } }'; // prettier-ignore
const wrong = '... on InvalidBooking { problems { path } }';
const book = `mutation ($input: BookProgrammeDriveInput!) { it: bookProgrammeDrive(input: $input) { ${drive} ${wrong} ... on LimitReached { limit most counted window } ... on NotInProgramme { reason } ... on SlotTaken { nearest { startsAt } } } }`;
const deposit = `mutation ($input: RecordDepositInput!) { it: recordTestDriveDeposit(input: $input) { ${drive} ${wrong} } }`;
const fee = `mutation ($input: RecordFeeInput!) { it: recordTestDriveFee(input: $input) { ${drive} ${wrong} } }`;
const check = `mutation ($input: RecordIdentityCheckInput!) { it: recordIdentityCheck(input: $input) { ${drive} ${wrong} } }`;
const key = `mutation ($id: ID!) { it: releaseTestDriveKey(bookingId: $id) { __typename ... on KeyReleased { code validUntil drive { stage } } ... on KeyRefused { reasons } ${wrong} } }`;
const back = `mutation ($id: ID!, $at: Instant!) { it: recordTestDriveReturn(bookingId: $id, returnedAt: $at, mileage: 812) { ${drive} ${wrong} } }`;
const redeem = 'mutation ($id: ID!, $order: String!, $car: ID) { it: redeemTestDriveDiscount(id: $id, orderReference: $order, vehicleId: $car) { __typename ... on TestDriveDiscount { redeemedAt } ... on DiscountRedeemedBefore { usedAt } ... on InvalidBooking { problems { path } } } }'; // prettier-ignore
const viewer = { userId: 'tower-driver' };
const hourMs = 3_600_000;

describe('a drive of three days from a tower', () => {
  let story: Story;
  let said = 0;
  beforeAll(async () => {
    story = await Story.begin();
  });
  afterAll(() => story.end());

  const ask = async (
    query: string,
    variables: object = {},
    as?: string,
  ): Promise<Record<string, unknown>> => {
    const { data, errors } = await story.ask(query, variables, as);
    expect(errors).toEqual([]);
    return loose.parse(data);
  };
  const it1 = async (query: string, variables: object, as?: string) =>
    (await ask(query, variables, as))['it'];
  const idempotencyKey = () => `said-${++said}`;
  /** A key of each of these roles. */
  const keysOf = async (roles: readonly string[], dealerId: string) => {
    const made = await Promise.all(roles.map((role) => role === 'KEY_BOX' ? story.ask('mutation ($dealerId: ID!) { it: createDealerKey(dealerId: $dealerId, name: "tower", role: KEY_BOX) { key } }', { dealerId }, story.keys.admin) : story.ask('mutation ($role: Role!) { it: createApiKey(input: { name: "tower", role: $role }) { key } }', { role }, story.keys.admin))); // prettier-ignore
    const keys = made.map(({ data }) => z.object({ it: z.object({ key: z.string() }) }).parse(data).it.key); // prettier-ignore
    return z.record(z.enum(['PAYMENTS', 'KEY_BOX', 'CHECKER']), z.string()).parse(Object.fromEntries(roles.map((role, n) => [role, keys[n]]))); // prettier-ignore
  };
  /** A car of the demo's stock, and a dealer whose demonstrator it is, as a self-service centre. */
  const aTower = async () => {
    const found = z
      .object({ vehicles: z.object({ edges: z.array(z.object({ node: z.object({ id: z.string(), make: z.string(), model: z.string(), price: z.object({ amount: z.string(), currency: z.string() }), dealer: z.object({ id: z.string() }) }) })) }) })
      .parse(await ask('{ vehicles(first: 1) { edges { node { id make model price { amount currency } dealer { id } } } } }')); // prettier-ignore
    const car = found.vehicles.edges[0]?.node;
    if (!car) throw new Error('The demo has no cars.');
    const dealerId = car.dealer.id;
    const open = [{ opens: '09:00', closes: '18:00' }];
    await ask('mutation ($input: TestDriveSettingsInput!) { setTestDriveSettings(input: $input) { __typename } }', { input: { dealerId, timeZone: 'Europe/London', weekly: [{ day: 'MONDAY', open }] } }); // prettier-ignore
    for (const vehicleId of [car.id, null]) await ask('mutation ($input: AddDemonstratorInput!) { addTestDriveDemonstrator(input: $input) { __typename } }', { input: vehicleId ? { dealerId, vehicleId } : { dealerId, make: car.make, model: car.model } }); // prettier-ignore
    return { car, dealerId };
  };

  it('is booked, held, checked, driven, brought back and leads to a discount that is used once', async () => {
    const { car, dealerId } = await aTower();
    const set = `mutation ($input: TestDriveProgrammeInput!) { it: setTestDriveProgramme(input: $input) { __typename ... on TestDriveProgramme { version } ... on InvalidTestDriveSettings { problems { path remedy } } } }`;
    const programme = {
      key: 'tower',
      name: 'The tower',
      currency: car.price.currency,
      centres: [{ dealerId, selfService: true, alwaysOpen: true }],
      models: [{ make: car.make.toUpperCase(), model: ` ${car.model}` }],
      days: { min: 1, max: 3 },
      noticeMinutes: 0,
      deposit: { amount: '500', holdMinutes: 60 },
      identityCheck: {},
      limits: { oncePerModel: true, perPerson: 5, window: 'P1Y' },
      fee: { standard: '99', byBand: [{ partner: 'score', band: 'B', amount: '49' }] },
      discount: { amount: '400', validDays: 60 },
    };
    expect(await it1(set, { input: { ...programme, centres: [{ dealerId, alwaysOpen: true }], days: { min: 3, max: 1 } } })).toMatchObject({ __typename: 'InvalidTestDriveSettings', problems: [{ path: 'days.max' }, { path: 'centres.alwaysOpen' }] }); // prettier-ignore
    expect(await it1(set, { input: programme })).toMatchObject({ version: 1 });
    expect(await it1(set, { input: programme })).toMatchObject({ version: 1 });
    const band = 'mutation ($input: PartnerBandInput!) { it: setPartnerBand(input: $input) { __typename } }';
    const ofBand = { input: { viewer, partner: 'Score', band: 'B' } };
    expect((await story.ask(band, ofBand, story.keys.storefront)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]); // prettier-ignore
    expect(await it1(band, ofBand)).toMatchObject({ __typename: 'PartnerBand' });

    const [from, to] = [new Date(Date.now() + 24 * hourMs), new Date(Date.now() + 26 * hourMs)];
    const free = z
      .object({ programmeSlots: z.array(z.object({ startsAt: z.string(), demonstratorId: z.string(), days: z.array(z.number()) })).min(2) })
      .parse(await ask('query ($dealerId: ID!, $from: Instant!, $to: Instant!) { programmeSlots(programme: "tower", dealerId: $dealerId, from: $from, to: $to) { startsAt demonstratorId days } }', { dealerId, from, to }, story.keys.storefront)); // prettier-ignore
    const [slot] = free.programmeSlots;
    expect(slot?.days).toEqual([1, 2, 3]);
    const input = { programme: 'tower', dealerId, startsAt: slot?.startsAt, days: 3, viewer, driver: { name: 'Ann' }, idempotencyKey: 'the-drive' }; // prettier-ignore
    expect(await it1(book, { input: { ...input, viewer: { anonymousId: 'a' }, idempotencyKey: 'nobody' } })).toMatchObject({ problems: [{ path: 'viewer.userId' }] }); // prettier-ignore
    const booked = await it1(book, { input }, story.keys.storefront);
    expect(booked).toMatchObject({ stage: 'AWAITING_DEPOSIT', deposit: { amount: '500.00', due: 'HOLD' }, fee: { amount: '49.00', due: 'PAY', band: null } }); // prettier-ignore
    const { booking } = z.object({ booking: z.object({ id: z.string(), endsAt: z.string() }) }).parse(booked);
    const { id } = booking;
    expect(Date.parse(booking.endsAt) - Date.parse(slot?.startsAt ?? '')).toBeGreaterThanOrEqual(71 * hourMs);

    expect(await it1(key, { id })).toMatchObject({ reasons: ['TOO_EARLY', 'DEPOSIT_MISSING', 'FEE_UNPAID', 'IDENTITY_NOT_CHECKED'] }); // prettier-ignore
    expect(await it1(deposit, { input: { bookingId: id, state: 'HELD', reference: 'pay-1', amount: '400', idempotencyKey: idempotencyKey() } })).toMatchObject({ problems: [{ path: 'amount' }] }); // prettier-ignore
    const as = await keysOf(['PAYMENTS', 'KEY_BOX', 'CHECKER'], dealerId);
    const held = {
      input: { bookingId: id, state: 'HELD', reference: 'pay-1', idempotencyKey: idempotencyKey() },
    };
    for (const _ of [1, 2]) expect(await it1(deposit, held, as.PAYMENTS)).toMatchObject({ stage: 'BOOKED', deposit: { state: 'HELD', due: 'NOTHING' }, booking: { driver: null, checkInCode: null } }); // prettier-ignore
    const own = (by: string) => it1('query ($id: ID!) { it: programmeDrive(bookingId: $id) { booking { checkInCode } } }', { id }, by); // prettier-ignore
    for (const by of Object.values(as)) expect(await own(by)).toEqual({ booking: { checkInCode: null } });
    expect(JSON.stringify(await own(story.keys.storefront))).toMatch(/"checkInCode":"\w{4}-\w{4}"/);
    // Each role does its own, and nothing else.
    const refused = [[key, { id }, as.PAYMENTS], [deposit, held, as.KEY_BOX], [key, { id }, as.CHECKER], ['{ testDriveBookings { edges { node { id } } } }', {}, as.PAYMENTS], ['{ leads { edges { node { id } } } }', {}, as.KEY_BOX]] as const; // prettier-ignore
    for (const [query, variables, by] of refused) expect((await story.ask(query, variables, by)).errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]); // prettier-ignore
    expect(await it1(fee, { input: { bookingId: id, state: 'PAID', reference: 'pay-2', idempotencyKey: idempotencyKey() } })).toMatchObject({ fee: { state: 'PAID', due: 'NOTHING', band: 'B' } }); // prettier-ignore
    // The day has come.
    await story.database.dataSource.query(`update test_drive_bookings set starts_at = now() - interval '1 hour' where id = $1`, [id]); // prettier-ignore
    expect(await it1(key, { id })).toEqual({ __typename: 'KeyRefused', reasons: ['IDENTITY_NOT_CHECKED'] });
    expect(await it1(check, { input: { bookingId: id, state: 'PASSED', method: 'face', reference: 'check-1', checkedAt: new Date(), idempotencyKey: idempotencyKey() } }, as.CHECKER)).toMatchObject({ __typename: 'ProgrammeDrive' }); // prettier-ignore
    const released = await it1(key, { id }, as.KEY_BOX);
    expect(released).toMatchObject({ __typename: 'KeyReleased', validUntil: booking.endsAt, drive: { stage: 'OUT' } }); // prettier-ignore
    expect(z.object({ code: z.string().regex(/^\d{8}$/) }).parse(released)).toEqual({ code: z.object({ code: z.string() }).parse(await it1(key, { id })).code }); // prettier-ignore
    expect(await it1(back, { id, at: new Date() }, as.KEY_BOX)).toMatchObject({ stage: 'RETURNED', lateMinutes: 0, booking: { status: 'ATTENDED' }, deposit: { due: 'RELEASE' } }); // prettier-ignore
    const money = (state: string, more: object = {}) => it1(deposit, { input: { bookingId: id, state, reference: 'pay-1', idempotencyKey: idempotencyKey(), ...more } }, as.PAYMENTS); // prettier-ignore
    expect(await money('CAPTURED', { amount: '120.50' })).toMatchObject({ deposit: { state: 'CAPTURED', due: 'NOTHING', captured: '120.50', released: '0.00' } }); // prettier-ignore
    expect(await money('RELEASED')).toMatchObject({ deposit: { state: 'CAPTURED', captured: '120.50', released: '379.50' } }); // prettier-ignore
    expect(await money('RELEASED')).toMatchObject({ problems: [{ path: 'amount' }] });

    const second = { ...input, startsAt: free.programmeSlots.at(-1)?.startsAt, idempotencyKey: 'second' };
    expect(await it1(book, { input: second }, story.keys.storefront)).toEqual({ __typename: 'LimitReached', limit: 'ONCE_PER_MODEL', most: 1, counted: null, window: 'P1Y' }); // prettier-ignore
    const other = await it1(book, { input: { ...second, viewer: { userId: 'another' }, idempotencyKey: 'other' } }, story.keys.storefront); // prettier-ignore
    expect(other).toMatchObject({ fee: { amount: '99.00' } });

    const discounts = await ask('query ($viewer: ViewerInput!, $car: ID) { testDriveDiscounts(viewer: $viewer, vehicleId: $car) { id amount redeemedAt onCar { off priceAfter } } }', { viewer, car: car.id }); // prettier-ignore
    const priceAfter = (Number(car.price.amount) - 400).toFixed(2);
    expect(discounts).toMatchObject({ testDriveDiscounts: [{ id, amount: '400.00', redeemedAt: null, onCar: { off: '400.00', priceAfter } }] }); // prettier-ignore
    const orders = await Promise.all(['order-1', 'order-2', 'order-3'].map((order) => it1(redeem, { id, order, car: car.id }))); // prettier-ignore
    expect(orders.map((each) => loose.parse(each)['__typename']).toSorted()).toEqual(['DiscountRedeemedBefore', 'DiscountRedeemedBefore', 'TestDriveDiscount']); // prettier-ignore

    const rule = { did: { event: 'CUSTOM', name: 'Test Drive Returned', properties: [{ name: 'programme', is: 'tower' }, { name: 'days', is: 3 }] } }; // prettier-ignore
    const reach = await eventually(() => ask('query ($rule: RuleInput!) { previewSegment(rule: $rule) { ... on SegmentPreview { size } ... on InvalidRule { problems { message } } } }', { rule }), (answer) => JSON.stringify(answer).includes('"size":1'), 30_000); // prettier-ignore
    expect(reach).toEqual({ previewSegment: { size: 1 } });
    const told = JSON.stringify(await ask('{ profile(userId: "tower-driver") { events(first: 50) { edges { node { name } } } } }')); // prettier-ignore
    for (const name of ['Booked', 'Deposit Held', 'Fee Paid', 'Identity Passed', 'Key Released', 'Taken', 'Returned', 'Deposit Captured', 'Deposit Released', 'Discount Redeemed']) expect(told.split(`"Test Drive ${name}"`)).toHaveLength(2); // prettier-ignore
    await ask(
      'mutation { archiveTestDriveProgramme(key: "tower") { ... on TestDriveProgramme { archived } } }',
    );
    expect(await it1(book, { input: { ...second, idempotencyKey: 'late' } })).toMatchObject({ reason: 'ARCHIVED' }); // prettier-ignore
  });

  it('keeps its car and its deposit when whoever drives is forgotten, and says so', async () => {
    const { car, dealerId } = await aTower();
    const set = 'mutation ($input: TestDriveProgrammeInput!) { it: setTestDriveProgramme(input: $input) { __typename } }'; // prettier-ignore
    const [days, model] = [
      { min: 1, max: 1 },
      { make: 'Tower', model: 'Two' },
    ];
    for (const _ of [1, 2]) await ask('mutation ($input: AddDemonstratorInput!) { addTestDriveDemonstrator(input: $input) { __typename } }', { input: { dealerId, ...model } }); // prettier-ignore
    await it1(set, { input: { key: 'short', name: 'Short', currency: car.price.currency, centres: [{ dealerId, selfService: true, alwaysOpen: true }], models: [model], days, noticeMinutes: 0, deposit: { amount: '50', holdMinutes: 60 } } }); // prettier-ignore
    const at = new Date(Math.ceil(Date.now() / hourMs) * hourMs + 200 * hourMs);
    const driver = { name: 'Zacharias', email: 'zacharias@example.com', mayContact: true };
    const booked = await it1(book, { input: { programme: 'short', dealerId, startsAt: at, days: 1, viewer: { userId: 'forgotten' }, driver, idempotencyKey: 'forget-me' } }); // prettier-ignore
    const { id } = z.object({ booking: z.object({ id: z.string() }) }).parse(booked).booking;
    await it1(deposit, { input: { bookingId: id, state: 'HELD', reference: 'pay-9', idempotencyKey: idempotencyKey() } }); // prettier-ignore
    await story.database.dataSource.query(`update test_drive_bookings set starts_at = now() - interval '1 hour' where id = $1`, [id]); // prettier-ignore
    expect(await it1(key, { id })).toMatchObject({ __typename: 'KeyReleased' });
    const asked = await story.ask('mutation { it: requestErasure(person: { userId: "forgotten" }) { ... on RightsRequest { id } } }', {}, story.keys.admin); // prettier-ignore
    const request = z.object({ it: z.object({ id: z.string() }) }).parse(asked.data).it;
    const receipt = await eventually(() => story.ask('query ($id: ID!) { rightsRequest(id: $id) { status kept { what count until } } }', { id: request.id }, story.keys.admin), ({ data }) => JSON.stringify(data).includes('DONE'), 60_000); // prettier-ignore
    expect(receipt.data).toEqual({ rightsRequest: { status: 'DONE', kept: [{ what: 'testDriveCars', count: 1, until: 'its car is back' }, { what: 'testDriveDeposits', count: 1, until: 'it is released or captured' }] } }); // prettier-ignore
    expect(await ask('query ($id: ID!) { programmeDrive(bookingId: $id) { stage booking { driver { name } } } }', { id })).toEqual({ programmeDrive: { stage: 'OUT', booking: { driver: null } } }); // prettier-ignore
    const other = { programme: 'short', dealerId, startsAt: new Date(at.getTime() + 2 * hourMs), days: 1, viewer: { userId: 'not-forgotten' }, driver: { name: 'B' } }; // prettier-ignore
    // Of the two cars one is left.
    for (const [n, expected] of ['ProgrammeDrive', 'SlotTaken'].entries()) expect(await it1(book, { input: { ...other, idempotencyKey: `other-${n}` } })).toMatchObject({ __typename: expected }); // prettier-ignore
    expect(await it1(back, { id, at: new Date() })).toMatchObject({ stage: 'RETURNED', deposit: { due: 'RELEASE' } }); // prettier-ignore
    expect(await it1(deposit, { input: { bookingId: id, state: 'RELEASED', reference: 'pay-9', idempotencyKey: idempotencyKey() } })).toMatchObject({ deposit: { state: 'RELEASED' } }); // prettier-ignore
    await story.database.dataSource.query(`update test_drive_bookings set forget_at = now() where forget_at is not null`); // prettier-ignore
    await eventually(() => ask('query ($id: ID!) { programmeDrive(bookingId: $id) { stage } }', { id }), (answer) => JSON.stringify(answer).includes('null'), 40_000); // prettier-ignore
  });
});
