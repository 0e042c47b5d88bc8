import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The life of a lead: where it stands and how it got there, each hand raised for it, and the lead that stands for it where two
 * people turned out to be one. Leads that are there have one hand each, whose words stay with the lead.
 */
export class LiveLeads1763970010000 implements MigrationInterface {
  readonly name = 'LiveLeads1763970010000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table leads add column make text, add column model text, add column folded_into uuid, add column folded_from text;
      update leads l set make = s.make, model = s.model from stock_units s where s.tenant_id = l.tenant_id and s.id = l.vehicle_id;
      create index leads_status on leads (tenant_id, status, created_at, id);
      create index leads_dealer on leads (tenant_id, dealer_id, created_at, id);
      create index leads_folded on leads (tenant_id, folded_into) where folded_into is not null;
      create table lead_hands (
        tenant_id uuid not null,
        id uuid not null,
        lead_id uuid not null,
        identity_id uuid,
        source_id text not null,
        interest text not null,
        vehicle_id uuid,
        make text,
        model text,
        sealed text,
        raised_at timestamptz not null,
        constraint lead_hands_pk primary key (tenant_id, id),
        constraint lead_hands_lead_fk foreign key (tenant_id, lead_id) references leads (tenant_id, id)
          on delete cascade deferrable initially deferred
      );
      create index lead_hands_lead on lead_hands (tenant_id, lead_id, raised_at);
      create index lead_hands_identity on lead_hands (tenant_id, identity_id);
      insert into lead_hands (tenant_id, id, lead_id, identity_id, source_id, interest, vehicle_id, make, model, raised_at)
      select tenant_id, id, id, identity_id, source_id, interest, vehicle_id, make, model, created_at from leads;
      create table lead_moves (
        tenant_id uuid not null,
        lead_id uuid not null,
        number integer not null,
        id uuid not null,
        from_status text not null,
        to_status text not null,
        reason text,
        sealed_note text,
        moved_by text not null,
        mover_id text,
        moved_at timestamptz not null,
        recorded_at timestamptz not null,
        constraint lead_moves_pk primary key (tenant_id, lead_id, number),
        constraint lead_moves_once unique (tenant_id, id),
        constraint lead_moves_lead_fk foreign key (tenant_id, lead_id) references leads (tenant_id, id) on delete cascade
      );
      create index lead_moves_recorded on lead_moves (tenant_id, recorded_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table lead_moves, lead_hands;
      drop index leads_status, leads_dealer;
      alter table leads drop column make, drop column model, drop column folded_into, drop column folded_from;
      delete from events where type = 'LEAD_MOVED';
    `);
  }
}
