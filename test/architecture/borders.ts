import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { z } from 'zod';
import { decoratorsOf, visit, type Import, type SourceFile } from './source.js';

/** The ladder, lowest rung first; lint reads the same file. A module may call modules on lower rungs only. */
const ladder = z
  .object({ rungs: z.array(z.array(z.string())) })
  .parse(JSON.parse(readFileSync('test/architecture/ladder.json', 'utf8'))).rungs;

/** Each engine has one place that imports it, so that it can be replaced in one place. */
const engines: { name: RegExp; place: RegExp; where: string }[] = [
  {
    name: /^onnxruntime-/,
    place: /^src\/modules\/inference\/model-worker\.ts$/,
    where: 'inference/model-worker.ts; call inference.service',
  },
  {
    name: /^(ioredis|bullmq)(\/|$)/,
    place: /^src\/modules\/platform\//,
    where: 'modules/platform; use Queues, Processor, ViewerStore or Changes',
  },
];

/** Files that put the house together: they may open every door, and hand processors to the worker. */
const compositionRoot = /^src\/([^/]+\.ts|commands\/.*|demo\/.*)$/;
const door = /\.(module|service|graphql)\.ts$/;

/** Imports that look up the ladder, or sideways on a rung. */
export function importsOffTheLadder(files: SourceFile[]): string[] {
  return acrossModules(files).flatMap(({ file, imported, from, to }) => {
    if (rung(from) === -1)
      return [`${file.path}: module "${from}" stands on no rung; add it to test/architecture/ladder.json.`];
    if (rung(to) < rung(from)) return [];
    const remedy =
      rung(to) === rung(from)
        ? `"${from}" and "${to}" share a rung and do not know each other; let a caller one rung up conduct both`
        : `"${to}" stands above "${from}"; move the shared noun to src/models, or let "${to}" call or register with "${from}"`;
    return [`${file.path} imports ${imported}: ${remedy}.`];
  });
}

/** Imports that enter another module by a window. */
export function importsPastTheDoor(files: SourceFile[]): string[] {
  const between = acrossModules(files)
    .filter(({ imported, to }) => to !== 'platform' && !door.test(imported))
    .map(
      ({ file, imported, to }) =>
        `${file.path} imports ${imported}: enter "${to}" by its *.service.ts (or *.module.ts, *.graphql.ts); if a noun is shared, it belongs in src/models.`,
    );
  const fromRoots = importsOf(files.filter(({ path }) => compositionRoot.test(path)))
    .filter(({ imported }) => /^src\/modules\/(?!platform\/)/.test(imported))
    .filter(({ imported }) => !door.test(imported) && !imported.endsWith('.processor.ts'))
    .map(({ file, imported }) => `${file.path} imports ${imported}: enter by *.module.ts or *.service.ts.`);
  const outwards = importsOf(files.filter(({ path }) => /^src\/(modules|models)\//.test(path)))
    .filter(({ file, imported }) => !/^src\/(modules|models)\//.test(imported) && !isOurs(file, imported))
    .map(
      ({ file, imported }) =>
        `${file.path} imports ${imported}: modules know neither the doors of the house, nor commands, nor tests.`,
    );
  return [...between, ...fromRoots, ...outwards];
}

/** The one bridge out of src: platform runs the migrations. */
function isOurs(file: SourceFile, imported: string): boolean {
  return file.path === 'src/modules/platform/database.ts' && imported === 'migrations/index.ts';
}

/** What makes a noun a verb: other packages, injection, asynchrony, input and output. */
export function impureModels(files: SourceFile[]): string[] {
  return files
    .filter(({ path }) => path.startsWith('src/models/') && !path.endsWith('.spec.ts'))
    .flatMap((file) => {
      const faults = file.imports
        .filter(({ specifier, target }) => !['typeorm', 'zod'].includes(specifier) && !isModel(target))
        .map(({ specifier }) => `imports ${specifier}`);
      visit(file.tree, (node) => {
        if (decoratorsOf(node).some(({ name }) => name === 'Injectable')) faults.push('is injectable');
        if (ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword)
          faults.push('is asynchronous');
        if (ts.isIdentifier(node) && ['process', 'fetch', 'console', 'setTimeout'].includes(node.text))
          faults.push(`reaches for ${node.text}`);
      });
      return [...new Set(faults)].map(
        (fault) =>
          `${file.path} ${fault}: models are nouns (only typeorm, zod and each other); the verb belongs in src/modules.`,
      );
    });
}

function isModel(target: string | undefined): boolean {
  return target?.startsWith('src/models/') ?? false;
}

/** Engines and the environment used outside their one place. */
export function enginesOutOfPlace(files: SourceFile[]): string[] {
  const sources = files.filter(({ path }) => path.startsWith('src/') && !path.endsWith('.spec.ts'));
  const imports = sources.flatMap((file) =>
    file.imports.flatMap(({ specifier }) =>
      engines
        .filter(({ name, place }) => name.test(specifier) && !place.test(file.path))
        .map(({ where }) => `${file.path} imports ${specifier}: its one place is ${where}.`),
    ),
  );
  const environment = sources
    .filter(({ path, text }) => path !== 'src/modules/platform/config.ts' && /\bprocess\.env\b/.test(text))
    .map(({ path }) => `${path} reads process.env: only platform/config.ts does; inject Config.`);
  return [...imports, ...environment];
}

/** Circles of imports among files, each once. */
export function cycles(files: SourceFile[]): string[] {
  const targets = new Map(
    files.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]),
  );
  const found: string[] = [];
  const done = new Set<string>();
  const walk = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      found.push(
        `${[...trail.slice(start), path].join(' → ')}: break the circle by moving what both need below them.`,
      );
      return;
    }
    if (done.has(path)) return;
    for (const next of targets.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) walk(path, []);
  return found;
}

function importsOf(files: SourceFile[]): { file: SourceFile; imported: string; names: Import['names'] }[] {
  return files
    .filter(({ path }) => !path.endsWith('.spec.ts'))
    .flatMap((file) =>
      file.imports.flatMap(({ target, names }) => (target ? [{ file, imported: target, names }] : [])),
    );
}

/** Module of a path under src/modules. */
export function moduleOf(path: string): string | undefined {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1];
}

function acrossModules(files: SourceFile[]) {
  return importsOf(files).flatMap(({ file, imported }) => {
    const [from, to] = [moduleOf(file.path), moduleOf(imported)];
    return from && to && from !== to ? [{ file, imported, from, to }] : [];
  });
}

function rung(name: string): number {
  return ladder.findIndex((names) => names.includes(name));
}
