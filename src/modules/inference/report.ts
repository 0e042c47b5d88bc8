import { modelNames, type ModelName } from '../../models/prediction/model-manifest.js';
import type { ModelReport } from '../../models/prediction/model-report.js';
import { isOwned } from '../../models/prediction/version-owner.js';
import type { FaultyFolder, ModelFolder } from './model-folders.js';
import { modelUses } from './model-uses.js';

/** The version that answers for each name: the newest whose folder has no fault and that is no tenant's own. Folders come newest first. */
export function newestValid(folders: readonly (ModelFolder | FaultyFolder)[]): Map<ModelName, ModelFolder> {
  const answering = new Map<ModelName, ModelFolder>();
  for (const folder of folders)
    if (
      folder.kind === 'complete' &&
      !isOwned(folder.manifest.version) &&
      !answering.has(folder.manifest.name)
    )
      answering.set(folder.manifest.name, folder);
  return answering;
}

/** Every version found and what it does, then the baselines that answer where no version can. */
export function reportsOf(
  folders: readonly (ModelFolder | FaultyFolder)[],
  answering: ReadonlyMap<ModelName, ModelFolder>,
): ModelReport[] {
  const baselines = modelNames.filter((name) => !answering.has(name)).map(baselineReport);
  return [...folders.map((folder) => reportOf(folder, answering)), ...baselines];
}

function reportOf(
  folder: ModelFolder | FaultyFolder,
  answering: ReadonlyMap<ModelName, ModelFolder>,
): ModelReport {
  if (folder.kind === 'faulty') {
    const { name, version, fault } = folder;
    return { ...unknown, name, version, status: 'FAULTY', fault };
  }
  const { name, version, featureSet, trainedAt, data, metrics } = folder.manifest;
  const status = answering.get(name) === folder ? 'ANSWERING' : 'STANDBY';
  return { name, version, status, fault: null, featureSet, trainedAt: new Date(trainedAt), dataOrigin: data.origin, metrics }; // prettier-ignore
}

/** The baseline of a model, as it answers where no version can. */
export function baselineReport(name: ModelName): ModelReport {
  return { ...unknown, name, version: modelUses[name].baseline, status: 'ANSWERING', fault: null };
}

const unknown = { featureSet: null, trainedAt: null, dataOrigin: null, metrics: {} };

/** The same in brief, for /health: which version answers for each model, and which are faulty; nothing of what is a tenant's own. */
export function briefOf(reports: readonly ModelReport[]): {
  answering: Readonly<Record<string, string>>;
  faulty: readonly string[];
} {
  const shown = reports.filter(({ version }) => !isOwned(version));
  const is = (status: ModelReport['status']) => shown.filter((report) => report.status === status);
  return {
    answering: Object.fromEntries(is('ANSWERING').map(({ name, version }) => [name, version])),
    faulty: is('FAULTY').map(({ name, version }) => `${name}/${version}`),
  };
}
