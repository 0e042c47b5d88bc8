import ts from 'typescript';
import { decoratorsOf, lineOf, visit, type SourceFile } from './source.js';

const longestFile = 300;
/** We aim at 30 and stop here. */
const longestRoutine = 40;
const longestTranslation = 15;
const mostDependencies = 5;

/** Files longer than a reader should be asked to hold. */
export function longFiles(files: SourceFile[]): string[] {
  return files
    .filter(({ lines }) => lines > longestFile)
    .map(
      ({ path, lines }) =>
        `${path} has ${lines} lines, at most ${longestFile}: split it by noun into files with names of their own.`,
    );
}

/** Routines that are too long; in resolvers, controllers and processors, which only translate, sooner. */
export function longRoutines(files: SourceFile[]): string[] {
  return production(files).flatMap(({ path, routines }) => {
    const translates = /\.(resolver|controller|processor)\.ts$/.test(path);
    const most = translates ? longestTranslation : longestRoutine;
    return routines
      .filter(({ bodyLines }) => bodyLines > most)
      .map(
        ({ name, line, bodyLines }) =>
          `${path}:${line} ${name} has ${bodyLines} lines, at most ${most}: ${
            translates
              ? 'it translates; what it decides belongs in the service'
              : 'name its parts and move them out'
          }.`,
      );
  });
}

/** Classes that need too many others to be understood alone. */
export function crowdedConstructors(files: SourceFile[]): string[] {
  const crowded: string[] = [];
  for (const { path, tree } of production(files))
    visit(tree, (node) => {
      if (!ts.isConstructorDeclaration(node) || decoratorsOf(node.parent).length === 0) return;
      if (node.parameters.length <= mostDependencies) return;
      crowded.push(
        `${path}:${lineOf(tree, node)} takes ${node.parameters.length} dependencies, at most ${mostDependencies}: part of this work is another class.`,
      );
    });
  return crowded;
}

/** Exported symbols nobody explained: what it is, and why. */
export function undocumented(files: SourceFile[]): string[] {
  return production(files)
    .filter(({ path }) => path.startsWith('src/'))
    .flatMap(({ path, tree }) =>
      tree.statements
        .filter((statement) => isExported(statement) && !isExplained(statement, path))
        .filter((statement) => !tree.statements.some((other) => explainsAlong(other, statement)))
        .map(
          (statement) =>
            `${path}:${lineOf(tree, statement)} exports ${nameOf(statement)} without a comment: say in one to four sentences what it is and why.`,
        ),
    );
}

function production(files: SourceFile[]): SourceFile[] {
  return files.filter(
    ({ path }) => (path.startsWith('src/') || path.startsWith('bin/')) && !path.endsWith('.spec.ts'),
  );
}

function isExported(statement: ts.Statement): boolean {
  return (
    ts.canHaveModifiers(statement) &&
    (ts.getModifiers(statement) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)
  );
}

/**
 * A doc comment explains; so does the description of a GraphQL type, the descriptions of a resolver's handlers, a
 * `toX()` that only copies into such a type, and the documented thing a type is derived from.
 */
function isExplained(statement: ts.Statement, path: string): boolean {
  if (ts.getJSDocCommentsAndTags(statement).length > 0) return true;
  const decorators = decoratorsOf(statement);
  if (decorators.some(({ name, text }) => name === 'Resolver' || text.includes('description:'))) return true;
  if (ts.isFunctionDeclaration(statement))
    return path.endsWith('.graphql.ts') && /^to[A-Z]/.test(statement.name?.text ?? '');
  if (ts.isVariableStatement(statement)) return path.endsWith('.graphql.ts') && /createUnionType|connectionOf/.test(statement.getText()); // prettier-ignore
  return ts.isTypeAliasDeclaration(statement) && /\btypeof \w+/.test(statement.type.getText());
}

/** A list of words is explained by the comment on the type made of it. */
function explainsAlong(type: ts.Statement, list: ts.Statement): boolean {
  return (
    ts.isTypeAliasDeclaration(type) &&
    ts.getJSDocCommentsAndTags(type).length > 0 &&
    type.type.getText().includes(`typeof ${nameOf(list)})`)
  );
}

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => name.getText()).join(', ');
  return 'name' in statement && statement.name ? nodeText(statement.name) : 'something';
}

function nodeText(name: unknown): string {
  return typeof name === 'object' && name !== null && 'text' in name ? String(name.text) : 'something';
}
