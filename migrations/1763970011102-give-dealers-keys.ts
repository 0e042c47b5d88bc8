import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keys of dealers, who read and move their own leads and nothing else. */
export class GiveDealersKeys1763970011102 implements MigrationInterface {
  readonly name = 'GiveDealersKeys1763970011102';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table api_keys add column dealer_id uuid,
        add constraint api_keys_dealer_fk foreign key (dealer_id) references dealers (id) on delete cascade;
      create index api_keys_dealer on api_keys (dealer_id) where dealer_id is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from api_keys where role = 'dealer';
      alter table api_keys drop column dealer_id;
    `);
  }
}
