import { Injectable } from '@nestjs/common';
import { SegmentsRepository } from './segments.repository.js';

/** Who is in a segment, for a worker that goes through all of them. */
@Injectable()
export class MembersService {
  constructor(private readonly repository: SegmentsRepository) {}

  /** Whether a new or changed segment was applied to everyone known. */
  async isSettled(tenantId: string, segmentId: string): Promise<boolean> {
    return !(await this.repository.isEvaluating(tenantId, segmentId));
  }

  /** How many are in it now. */
  size(tenantId: string, segmentId: string): Promise<number> {
    return this.repository.size(tenantId, segmentId);
  }

  /** The profiles of the next who are in it now, in the order of their ids. Begin with null. */
  after(tenantId: string, segmentId: string, last: string | null, limit: number): Promise<string[]> {
    return this.repository.membersAfter(tenantId, segmentId, last, limit);
  }
}
