import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventClass } from './event-class.js';

/** What was removed of a class of events because its time was over. Changes in the transaction that removes. */
@Entity('event_retention')
export class EventRetentionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'event_retention_pk' }) class!: EventClass;
  /** Nothing received before that is kept. */
  @Column('timestamptz', { name: 'kept_from' }) keptFrom!: Date;
  /** How often events were removed: whoever made something of them sees by it that there is news. */
  @Column('bigint') removals!: string;
}
