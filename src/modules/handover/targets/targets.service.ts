import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { secretOf } from '../../platform/webhooks/signature.js';
import { DealersService } from '../../vehicles/dealers.service.js';
import { draftProblems, problem, type HandoverProblem, type TargetDraft } from './target-draft.js';
import { withSecret, type Target, type TargetAddress } from './target.js';
import { TargetsRepository } from './targets.repository.js';

/** Most targets a tenant may have. */
const mostTargets = 5_000;
const idSchema = z.uuid();

/** A target that was set, and a webhook's secret where it is new: it is told this once. */
export interface SetTarget {
  readonly target: Target;
  readonly secret: string | null;
}

/** Where leads are handed over. */
@Injectable()
export class HandoverTargets {
  constructor(
    private readonly repository: TargetsRepository,
    private readonly dealers: DealersService,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Sets a target: a new one, to which every lead made from now on is handed over, or another address for one that is there. */
  async set(
    caller: Caller,
    draft: TargetDraft,
  ): Promise<SetTarget | { readonly problems: HandoverProblem[] }> {
    const before = draft.id === null ? null : await this.find(caller, draft.id);
    const problems = [
      ...draftProblems(draft, this.config.mayPostInside),
      ...(await this.problemsHere(caller, draft, before)),
    ];
    if (problems.length > 0) return { problems };
    const now = this.clock.now();
    const { address, secret } = addressOf(draft, before, now);
    const { tenantId, keyId: setBy } = caller;
    const { dealerId, kind } = draft;
    const kept = before ?? { id: randomUUID(), createdAt: new Date(now) };
    const { id, createdAt } = kept;
    const target = { tenantId, id, dealerId, kind, name: draft.name.trim(), address, setBy, createdAt, updatedAt: new Date(now) }; // prettier-ignore
    await this.repository.put(target);
    return { target, secret };
  }

  /** Ends a target, with all that was to be handed over to it. Null where there is none. */
  async remove(caller: Caller, id: string): Promise<Target | null> {
    const target = await this.find(caller, id);
    if (target) await this.repository.remove(target);
    return target;
  }

  /** One target; null when it is not there or another tenant's. */
  async find({ tenantId }: Pick<Caller, 'tenantId'>, id: string): Promise<Target | null> {
    return idSchema.safeParse(id).success ? this.repository.find({ tenantId, id }) : null;
  }

  /** The tenant's targets, of one dealer where it is given; none of a dealer that is not the tenant's. */
  async list({ tenantId }: Caller, dealerId: string | null): Promise<Target[]> {
    if (dealerId !== null && !idSchema.safeParse(dealerId).success) return [];
    return this.repository.list(tenantId, dealerId);
  }

  private async problemsHere(
    caller: Caller,
    draft: TargetDraft,
    before: Target | null,
  ): Promise<HandoverProblem[]> {
    const { id, dealerId, kind, url } = draft;
    const isUnknown = dealerId !== null && !(await this.dealers.find(caller, dealerId));
    const isFull = id === null && (await this.repository.count(caller.tenantId)) >= mostTargets;
    return [
      ...(id !== null && !before ? [problem('id', 'There is no such target.', 'Take an id of handoverTargets, or leave it out for a new one.')] : []), // prettier-ignore
      ...(isUnknown ? [problem('dealerId', 'There is no such dealer.', 'Take an id of dealers, or leave it out for the leads of all.')] : []), // prettier-ignore
      ...(before && before.kind !== kind && url === null ? [problem('url', 'It is missing; another kind goes to another address.', 'Give it.')] : []), // prettier-ignore
      ...(isFull ? [problem('id', `There are ${mostTargets} targets already.`, 'Remove some with removeHandoverTarget.')] : []), // prettier-ignore
    ];
  }
}

function addressOf(
  draft: TargetDraft,
  before: Target | null,
  now: number,
): { readonly address: TargetAddress; readonly secret: string | null } {
  const { kind, from, to, newSecret } = draft;
  const old = before?.kind === kind ? before.address : null;
  const url = draft.url ?? before?.address.url ?? '';
  const plain = { url, from, to, secret: old?.secret ?? null, former: old?.former ?? null };
  if (kind !== 'WEBHOOK' || (plain.secret !== null && !newSecret)) return { address: plain, secret: null };
  const secret = secretOf(randomBytes(32));
  return { address: withSecret(plain, secret, now), secret };
}
