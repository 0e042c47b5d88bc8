import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which keys personal data here is kept under: ids and fingerprints, never a key. No entity, as only platform reads it. */
export class CreateDataKeys1763910007000 implements MigrationInterface {
  readonly name = 'CreateDataKeys1763910007000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table data_keys (
        id text not null,
        fingerprint text not null,
        constraint data_keys_pk primary key (id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table data_keys');
  }
}
