import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { ExportTarget } from '../../models/export/audience-export.entity.js';
import type { Rule } from '../../models/segment/rule.js';
import { SegmentsService } from '../segments/segments.service.js';
import { exportsError } from './exports.errors.js';
import { financialWordIn } from './implies-financial-status.js';

/** A segment, as far as its words go. */
interface Worded {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly rule: Rule;
}

/** Whose segments they are: a worker asks for nobody who calls. */
type Tenant = Pick<Caller, 'tenantId'>;

/** What a company does not take, whoever allows it: refused here before it is refused, or worse taken, there. */
@Injectable()
export class AudiencePolicy {
  constructor(private readonly segments: SegmentsService) {}

  /**
   * Sees that a target takes an audience. It is judged by words: its own, those of its rule, of lists and segments it is made of.
   * @throws AppError AUDIENCE_EXPORT_FINANCIAL
   */
  async require(caller: Caller, segment: Worded, target: ExportTarget): Promise<void> {
    const word = await this.wordAgainst(caller, segment, target);
    if (word === null) return;
    throw exportsError(
      'AUDIENCE_EXPORT_FINANCIAL',
      `Meta takes no audience that implies financial status, and this one speaks of “${word}” in its name, its description or its rule. Export another.`,
    );
  }

  /** Whether a target takes the audience of a segment as it is by now. */
  async allows(tenant: Tenant, segmentId: string, target: ExportTarget): Promise<boolean> {
    const segment = await this.segments.find(tenant, segmentId);
    return (await this.wordAgainst(tenant, segment, target)) === null;
  }

  /** The word for which a target does not take an audience; null where it does. */
  private async wordAgainst(tenant: Tenant, segment: Worded, target: ExportTarget): Promise<string | null> {
    return target === 'META_CUSTOM_AUDIENCE' ? financialWordIn(await this.wordsOf(tenant, segment)) : null;
  }

  private async wordsOf(tenant: Tenant, segment: Worded): Promise<string[]> {
    const names = await this.segments.names(tenant.tenantId);
    const texts: string[] = [];
    const seen = new Set([segment.id]);
    const waiting = [segment];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const { members, lists } = namedIn(next.rule);
      texts.push(next.name, next.description ?? '', JSON.stringify(next.rule));
      texts.push(...lists.map((id) => names.get(id) ?? ''));
      for (const id of members.filter((one) => !seen.has(one) && names.has(one))) {
        seen.add(id);
        waiting.push(await this.segments.find(tenant, id));
      }
    }
    return texts;
  }
}

/** Ids of the segments and lists that a stored rule names, whatever else is in it. */
function namedIn(rule: Rule): { members: string[]; lists: string[] } {
  if ('member' in rule) return { members: [rule.member.of], lists: [] };
  if ('listed' in rule) return { members: [], lists: [rule.listed.on] };
  const parts = 'all' in rule ? rule.all : 'any' in rule ? rule.any : 'not' in rule ? [rule.not] : [];
  const inner = parts.map(namedIn);
  return {
    members: inner.flatMap(({ members }) => members),
    lists: inner.flatMap(({ lists }) => lists),
  };
}
