import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EventClass } from '../event/event-class.js';

/** How much of what was removed from a class of events memberships have been told to follow. */
@Entity('segment_retention')
export class SegmentRetentionEntity {
  @PrimaryColumn('text', { primaryKeyConstraintName: 'segment_retention_pk' }) class!: EventClass;
  /** The count in `event_retention` that everyone is being looked at again for. */
  @Column('bigint') removals!: string;
}
