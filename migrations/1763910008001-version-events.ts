import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Events say which version of their type's schema they were held against. Those of before were held against none. */
export class VersionEvents1763910008001 implements MigrationInterface {
  readonly name = 'VersionEvents1763910008001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table events add column schema_version smallint not null default 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table events drop column schema_version');
  }
}
