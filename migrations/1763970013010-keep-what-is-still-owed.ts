import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A fee given back in parts is paid until all of it is back, and says how much that is by now: what is left is owed where the drive was
 * called off. Fees that counted as refunded after their first part are owed again.
 */
export class KeepWhatIsStillOwed1763970013010 implements MigrationInterface {
  readonly name = 'KeepWhatIsStillOwed1763970013010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table test_drive_programme_drives add column fee_refunded text not null default '0'`);
    // Of a fee that was paid, given back and paid anew, the last round counts.
    await runner.query(`
      update test_drive_programme_drives d
      set fee_refunded = said.refunded::text, fee_state = case when said.refunded < d.fee::numeric then 'PAID' else d.fee_state end
      from (
        select s.tenant_id, s.booking_id,
          coalesce(sum(s.amount::numeric) filter (where s.state = 'REFUNDED'), 0)
            - greatest(coalesce(sum(s.amount::numeric) filter (where s.state = 'PAID'), 0) - f.fee::numeric, 0) as refunded
        from test_drive_statements s
        join test_drive_programme_drives f on f.tenant_id = s.tenant_id and f.booking_id = s.booking_id
        where s.kind = 'FEE'
        group by s.tenant_id, s.booking_id, f.fee
      ) said
      where said.tenant_id = d.tenant_id and said.booking_id = d.booking_id and d.fee_state in ('PAID', 'REFUNDED') and said.refunded > 0
    `);
  } // prettier-ignore

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table test_drive_programme_drives drop column fee_refunded');
  }
}
