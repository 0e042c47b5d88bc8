import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { modelNames } from '../../../models/prediction/model-manifest.js';
import type { ModelOfTenant, ModelReport } from '../../../models/prediction/model-report.js';
import type { ModelVersionEntity } from '../../../models/prediction/model-version.entity.js';
import { isFor } from '../../../models/prediction/version-owner.js';
import { modelNotFound } from '../inference.errors.js';
import { ModelRegistry } from '../model-registry.js';
import { baselineReport } from '../report.js';
import type { VersionOf } from './model-standings.service.js';
import { Champions, type VersionsOf } from './champions.js';
import { StandingsRepository, type Standing } from './standings.repository.js';

/** The versions as a tenant has them: those installed here that are everybody's or its own, and those of the tenant that are not, with their faults. */
@Injectable()
export class TenantModels {
  constructor(
    private readonly registry: ModelRegistry,
    private readonly champions: Champions,
    private readonly repository: StandingsRepository,
  ) {}

  /** Newest first within a model; after them the baselines that answer where no version can. */
  async list({ tenantId }: Pick<Caller, 'tenantId'>): Promise<ModelOfTenant[]> {
    await this.champions.scan();
    const champions = await this.champions.of(tenantId);
    const standings = await this.repository.of(tenantId);
    const installed = this.registry.reports().filter(({ version }) => !version.startsWith('baseline-') && isFor(version, tenantId));
    // What is retired is missed by nobody.
    const absent = standings.filter(({ model, version, state }) => state !== 'RETIRED' && !installed.some((each) => each.name === model && each.version === version));
    const reports = [...installed, ...absent.map(missing)];
    const found = await this.repository.versions(reports.map(({ version }) => version));
    const rows = reports.map((report) => ofTenant(report, { champions, standings, found }));
    const silent = modelNames.filter((name) => !rows.some((row) => row.name === name && row.status === 'ANSWERING'));
    return [...rows, ...silent.map((name) => ({ ...unknown, ...baselineReport(name) }))];
  } // prettier-ignore

  /** @throws AppError MODEL_NOT_FOUND */
  async find(caller: Pick<Caller, 'tenantId'>, { name, version }: VersionOf): Promise<ModelOfTenant> {
    const found = (await this.list(caller)).find((each) => each.name === name && each.version === version);
    if (!found) throw modelNotFound(name, version);
    return found;
  }
}

interface Known {
  readonly champions: VersionsOf;
  readonly standings: readonly Standing[];
  readonly found: readonly ModelVersionEntity[];
}

const unknown = { state: null, since: null, sha256: null, data: null, registeredAt: null, card: null };

function ofTenant(report: ModelReport, { champions, standings, found }: Known): ModelOfTenant {
  const { name, version } = report;
  const is = (each: { model: string; version: string }) => each.model === name && each.version === version;
  const standing = standings.find(is);
  const first = found.find(is);
  const isAnswering = [...champions].some(([model, champion]) => is({ model, version: champion }));
  const status = report.fault !== null ? 'FAULTY' : isAnswering ? 'ANSWERING' : 'STANDBY';
  const { rows, from, to } = first?.manifest.data ?? { rows: 0, from: '', to: '' };
  return {
    ...unknown,
    ...report,
    status,
    state: standing?.state ?? 'CANDIDATE',
    since: standing?.since ?? null,
    ...(first && {
      sha256: first.sha256,
      data: { rows, from: new Date(from), to: new Date(to) },
      registeredAt: first.registeredAt,
      card: first.card,
    }),
  };
}

/** A version that stands somewhere and is not in the models folder of this process. */
function missing({ model, version }: Standing): ModelReport {
  const fault = `${model}/${version} is not in the models folder of this process; put it back`;
  return { name: model, version, status: 'FAULTY', fault, featureSet: null, trainedAt: null, dataOrigin: null, metrics: {} }; // prettier-ignore
}
