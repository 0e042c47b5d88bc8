import { Injectable } from '@nestjs/common';
import type { Caller } from '../models/caller.js';
import { AppError } from '../modules/platform/app-error.js';
import { LifecycleService } from '../modules/segments/lifecycle/lifecycle.service.js';
import { TenancyService } from '../modules/tenancy/tenancy.service.js';
import { DemoCampaignsService } from './demo-campaigns.service.js';
import type { DemoKeys } from './demo-keys.js';
import { DemoTablesService } from './demo-tables.service.js';
import { DemoVehiclesService } from './demo-vehicles.service.js';

/** Told what is being done, a line at a time. */
export type Progress = (line: string) => void;

/** Loads the demo tenant, step by step; every step may be repeated, so a load cut short is finished by the next. */
@Injectable()
export class DemoService {
  constructor(
    private readonly tenancy: TenancyService,
    private readonly vehicles: DemoVehiclesService,
    private readonly tables: DemoTablesService,
    private readonly campaigns: DemoCampaignsService,
    private readonly lifecycle: LifecycleService,
  ) {}

  /**
   * Makes sure the demo is there.
   * @param known keys of an earlier load, kept when they still work
   * @returns the demo's keys; null when the database belongs to tenants of its own and no demo was wanted
   */
  async load(known: DemoKeys | null, progress: Progress): Promise<DemoKeys | null> {
    const existing = await this.tenancy.findBySlug('demo');
    if (!existing && (await this.tenancy.hasTenants())) return null;
    const tenant = existing ?? (await this.tenancy.createTenant(demoTenant));
    const keys = (await this.stillWork(known)) ? known : await this.createKeys(tenant.id);
    if (!keys) return null;
    await this.loadContent(await this.tenancy.authenticate(keys.admin), progress);
    return keys;
  }

  private async loadContent(caller: Caller, progress: Progress): Promise<void> {
    const { tenantId } = caller;
    const { trims, dealers, units } = await this.vehicles.loadDemoVehicles(tenantId);
    progress(`${trims.length} trims in the catalogue, ${units.length} vehicles in stock at ${dealers} dealers`); // prettier-ignore
    progress(`${await this.tables.load(tenantId, units, trims)} tables of rates and trade-in values`);
    progress(`${await this.campaigns.load(caller)} campaigns live`);
    // Once: whoever has switched stages off in the demo finds them off.
    if ((await this.lifecycle.find(caller)).version === 0) await this.lifecycle.set(caller, { track: true });
  }

  private async stillWork(keys: DemoKeys | null): Promise<boolean> {
    if (!keys) return false;
    try {
      await this.tenancy.authenticate(keys.admin);
      return true;
    } catch (fault) {
      if (fault instanceof AppError) return false;
      throw fault;
    }
  }

  private async createKeys(tenantId: string): Promise<DemoKeys> {
    const make = async (role: keyof DemoKeys) =>
      (await this.tenancy.createKey(tenantId, role, `demo ${role}`)).key;
    return { admin: await make('admin'), marketer: await make('marketer'), storefront: await make('storefront'), collector: await make('collector') }; // prettier-ignore
  }
}

const demoTenant = { slug: 'demo', name: 'Demo Motors', timeZone: 'Europe/London', currency: 'GBP' };
