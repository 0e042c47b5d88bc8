import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Those who stand in an export are gone through in the order of their ids whenever its file is fetched. */
export class PageExportedIdentities1763930005000 implements MigrationInterface {
  readonly name = 'PageExportedIdentities1763930005000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index exported_identities_export;
      create index exported_identities_export on exported_identities (tenant_id, export_id, identity_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index exported_identities_export;
      create index exported_identities_export on exported_identities (tenant_id, export_id);
    `);
  }
}
