import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { goldenSchema, modelManifestSchema, modelNames, type Golden, type ModelManifest } from '../../models/prediction/model-manifest.js'; // prettier-ignore
import { versionFormat } from '../../models/prediction/version-owner.js';
import type { ModelFile } from './model-task.js';

/** One `<model>/<version>` folder whose papers are in order; whether the model itself is remains to be seen. */
export interface ModelFolder {
  readonly kind: 'complete';
  /** As operators write it: `lead-score/2026-11-22.1`. */
  readonly folder: string;
  readonly file: ModelFile;
  readonly manifest: ModelManifest;
  readonly golden: Golden;
  /** `card.md`: what it is good for and what not; null where there is none. */
  readonly card: string | null;
  /** Changes when somebody writes to the folder: what was found faulty is looked at again then. */
  readonly stamp: string;
}

/** A folder that cannot be used, and why. */
export interface FaultyFolder {
  readonly kind: 'faulty';
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly fault: string;
}

const names: ReadonlySet<string> = new Set(modelNames);

/**
 * Every model version under the models folder, newest first within a name. A folder counts as a model when it stands
 * under a known model name or is called like a version; others (the training package) are left alone. A missing
 * models folder is an empty one.
 */
export async function readModelFolders(modelsDir: string): Promise<(ModelFolder | FaultyFolder)[]> {
  const folders: (ModelFolder | FaultyFolder)[] = [];
  for (const name of await foldersIn(modelsDir))
    for (const version of await foldersIn(join(modelsDir, name)))
      if (names.has(name) || versionFormat.test(version))
        folders.push(await readFolder(modelsDir, name, version));
  return folders;
}

async function readFolder(
  modelsDir: string,
  name: string,
  version: string,
): Promise<ModelFolder | FaultyFolder> {
  const folder = `${name}/${version}`;
  const path = join(modelsDir, name, version);
  try {
    const manifest = await parseFile(join(path, 'manifest.json'), modelManifestSchema);
    if (manifest.name !== name || manifest.version !== version)
      throw new Error(
        `manifest.json is that of ${manifest.name}/${manifest.version}; put it where it belongs`,
      );
    const golden = await parseFile(join(path, 'golden.json'), goldenSchema);
    if (golden.cases.length === 0)
      throw new Error('golden.json holds no case; a model without one cannot be checked');
    const file = { path: join(path, 'model.onnx'), sha256: manifest.sha256 };
    const card = await readFile(join(path, 'card.md'), 'utf8').catch(() => null);
    return { kind: 'complete', folder, file, manifest, golden, card, stamp: await stampOf(path) };
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : String(fault);
    return { kind: 'faulty', folder, name, version, fault: `${folder}: ${why}` };
  }
}

async function stampOf(path: string): Promise<string> {
  const files = ['model.onnx', 'manifest.json', 'golden.json'].map((file) => join(path, file));
  const stats = await Promise.all(files.map((file) => stat(file).catch(() => null)));
  return stats.map((each) => (each ? `${each.mtimeMs} ${each.size}` : '')).join();
}

async function parseFile<T>(path: string, schema: z.ZodType<T>): Promise<T> {
  const file = basename(path);
  const parsed = schema.safeParse(parseJson(file, await readText(file, path)));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${file} is not understood at ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

async function readText(file: string, path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    throw new Error(`${file} is missing or cannot be read`);
  }
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${file} is not valid JSON`);
  }
}

async function foldersIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => (entry.isDirectory() || entry.isSymbolicLink()) && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort((left, right) => right.localeCompare(left, 'en', { numeric: true }));
}
