import { ApiKeyEntity } from '../../src/models/tenant/api-key.entity.js';
import { TenantEntity } from '../../src/models/tenant/tenant.entity.js';
import { OffsetClock } from '../../src/modules/platform/clock.js';
import { TenancyService } from '../../src/modules/tenancy/tenancy.service.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

describe('tenancy', () => {
  let database: TestDatabase;
  let tenancy: TenancyService;
  beforeAll(async () => {
    database = await createTestDatabase();
    const { dataSource } = database;
    tenancy = new TenancyService(
      dataSource.getRepository(TenantEntity),
      dataSource.getRepository(ApiKeyEntity),
      new OffsetClock(0),
    );
  });
  afterAll(() => database.drop());

  const made = (slug: string) =>
    tenancy.createTenant({ slug, name: slug, timeZone: 'Europe/London', currency: 'GBP' });

  it('knows whom an operator means while there is one tenant, and asks when there are more', async () => {
    await expect(tenancy.meant(undefined)).rejects.toThrow(/--tenant; there is none yet/);
    const { id } = await made('acme');
    expect(await tenancy.meant(undefined)).toMatchObject({ id });
    await made('beta');
    await expect(tenancy.meant(undefined)).rejects.toThrow(/--tenant; there are acme, beta/);
    expect(await tenancy.meant('acme')).toMatchObject({ id });
    await expect(tenancy.meant('gamma')).rejects.toThrow(/no tenant gamma; there are acme, beta/);
  });

  it('takes no key without a name, nor with an endless one', async () => {
    const { id } = await tenancy.meant('acme');
    for (const name of ['', '  ', 'x'.repeat(121)])
      await expect(tenancy.createKey(id, 'collector', name)).rejects.toMatchObject({
        code: 'INVALID_API_KEY_NAME',
      });
    expect(await tenancy.createKey(id, 'collector', ' web page ')).toMatchObject({ name: 'web page' });
  });
});
