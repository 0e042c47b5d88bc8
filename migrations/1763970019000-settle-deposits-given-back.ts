import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was kept and let go of a deposit since it was held last, of all that was said of it; a part that is kept is never held anew. */
const sums = `
  select s.tenant_id, s.booking_id,
    coalesce(sum(s.amount::numeric) filter (where s.state = 'HELD'), 0) as held,
    coalesce(sum(s.amount::numeric) filter (where s.state = 'CAPTURED'), 0) as captured,
    coalesce(sum(s.amount::numeric) filter (where s.state = 'RELEASED'), 0) as released
  from test_drive_statements s where s.kind = 'DEPOSIT' group by s.tenant_id, s.booking_id`;

/**
 * A deposit says how much of it was kept and let go. One that was given back before the key went out, when that was its end, is asked for
 * anew as it is since: the drive waits for it as long as its programme says, and lapses without it. Where one was kept, the drive is called off.
 */
export class SettleDepositsGivenBack1763970019000 implements MigrationInterface {
  readonly name = 'SettleDepositsGivenBack1763970019000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table test_drive_programme_drives
        add column deposit_captured text not null default '0',
        add column deposit_released text not null default '0'`);
    await runner.query(`
      update test_drive_programme_drives d
      set deposit_captured = said.captured::text,
        deposit_released = (said.released - greatest(said.held - (p.rules -> 'deposit' ->> 'amount')::numeric, 0))::text
      from (${sums}) said, test_drive_programmes p
      where said.tenant_id = d.tenant_id and said.booking_id = d.booking_id and p.tenant_id = d.tenant_id and p.id = d.programme_id
        and p.rules -> 'deposit' ->> 'amount' is not null`);
    await this.askAnew(runner);
    await this.callOff(runner);
  }

  /** Drives ahead whose deposit was given back. */
  private async askAnew(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update test_drive_programme_drives d
      set deposit_state = 'AWAITED',
        lapses_at = greatest(now(), least(now() + (p.rules -> 'deposit' ->> 'holdMinutes')::numeric * interval '1 minute', b.starts_at))
      from test_drive_bookings b, test_drive_programmes p
      where b.tenant_id = d.tenant_id and b.id = d.booking_id and p.tenant_id = d.tenant_id and p.id = d.programme_id
        and d.deposit_state = 'RELEASED' and d.lapsed_at is null and d.key_released_at is null
        and b.status in ('BOOKED', 'CONFIRMED') and b.ends_at > now() and p.rules -> 'deposit' ->> 'holdMinutes' is not null`);
  }

  /** Drives ahead whose deposit was kept: their cars are free, nobody is reminded, and it is told. */
  private async callOff(runner: QueryRunner): Promise<void> {
    await runner.query(`
      with off as (
        update test_drive_bookings b set status = 'CANCELLED', sequence = b.sequence + 1, updated_at = now()
        from test_drive_programme_drives d
        where b.tenant_id = d.tenant_id and b.id = d.booking_id and d.deposit_state = 'CAPTURED' and d.key_released_at is null
          and b.status in ('BOOKED', 'CONFIRMED') and b.ends_at > now()
        returning b.tenant_id, b.id
      ), quiet as (
        delete from test_drive_notes n using off
        where n.tenant_id = off.tenant_id and n.booking_id = off.id and n.kind = 'REMINDER' and n.told_at is null
      )
      insert into test_drive_notes (tenant_id, id, booking_id, kind, due_at)
      select tenant_id, gen_random_uuid(), id, 'CANCELLED', now() from off`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table test_drive_programme_drives drop column deposit_captured, drop column deposit_released'); // prettier-ignore
  }
}
