import ts from 'typescript';
import { moduleOf } from './borders.js';
import { decoratorsOf, visit, type SourceFile } from './source.js';

interface Table {
  name: string;
  entity: string;
}

const looksLikeSql =
  /^\s*(select\b[\s\S]*\bfrom\b|insert\s+into\b|update\s+\S+[\s\S]*\bset\b|delete\s+from\b|with\s+(recursive\s+)?\w+[\s\S]*\bas\b)/i;

/**
 * Tables touched by more than one module, or from outside every module. A module touches a table when it imports its
 * entity or names it in SQL.
 */
export function tablesWithTwoOwners(files: SourceFile[]): string[] {
  return tablesOf(files).flatMap((table) => {
    const touching = files.filter(
      (file) => isGoverned(file) && (importsEntity(file, table) || namesInSql(file, table)),
    );
    const owners = new Set(touching.map(({ path }) => moduleOf(path) ?? path));
    const strangers = touching.filter(({ path }) => moduleOf(path) === undefined);
    if (owners.size <= 1 && strangers.length === 0) return [];
    return [
      `Table ${table.name} (${table.entity}) is touched by ${touching.map(({ path }) => path).join(', ')}: one module owns it; the others ask its *.service.ts.`,
    ];
  });
}

/** SQL written elsewhere than in a repository. */
export function sqlOutsideRepositories(files: SourceFile[]): string[] {
  return files
    .filter(
      ({ path }) => isGoverned({ path }) && moduleOf(path) !== 'platform' && !path.endsWith('.repository.ts'),
    )
    .flatMap(({ path, strings }) =>
      strings
        .filter(({ text }) => looksLikeSql.test(text))
        .map(({ line }) => `${path}:${line} holds SQL: move it to the module's *.repository.ts.`),
    );
}

function isGoverned({ path }: { path: string }): boolean {
  return path.startsWith('src/') && !path.startsWith('src/models/') && !path.endsWith('.spec.ts');
}

function tablesOf(files: SourceFile[]): Table[] {
  const tables: Table[] = [];
  for (const { path, tree } of files.filter(({ path }) => path.startsWith('src/models/')))
    visit(tree, (node) => {
      if (!ts.isClassDeclaration(node)) return;
      const entity = decoratorsOf(node).find(({ name }) => name === 'Entity');
      if (!entity) return;
      const name = /['"`]([a-z_]+)['"`]/.exec(entity.text)?.[1];
      if (!name) throw new Error(`${path}: @Entity must be given the name of its table.`);
      tables.push({ name, entity: node.name?.text ?? '' });
    });
  return tables;
}

function importsEntity(file: SourceFile, { entity }: Table): boolean {
  return file.imports.some(({ names }) => names.includes(entity));
}

function namesInSql(file: SourceFile, { name }: Table): boolean {
  const named = new RegExp(
    `\\b(from|join|into|update|table|only|truncate|using|lock)\\s+"?${name}"?(?![\\w])`,
    'i',
  );
  return file.strings.some(
    ({ text }) => (file.path.endsWith('.repository.ts') || looksLikeSql.test(text)) && named.test(text),
  );
}
