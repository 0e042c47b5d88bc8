import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import ts from 'typescript';

/** One import as written, and the file of ours it leads to, if it is ours. */
export interface Import {
  specifier: string;
  /** Path from the root of the repository; undefined for a package. */
  target: string | undefined;
  names: string[];
}

/** A function, method or accessor with the lines its body takes. */
export interface Routine {
  name: string;
  line: number;
  bodyLines: number;
}

/** A source file, parsed once, as the rules look at it. `path` is from the root of the repository. */
export interface SourceFile {
  path: string;
  text: string;
  lines: number;
  tree: ts.SourceFile;
  imports: Import[];
  routines: Routine[];
  /** Every string and template, holes as `${}`. */
  strings: { text: string; line: number }[];
}

/** Parses a text as the file it claims to be; tests of the rules themselves make files up with it. */
export function sourceFile(path: string, text: string): SourceFile {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const file: SourceFile = {
    path,
    text,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    tree,
    imports: [],
    routines: [],
    strings: [],
  };
  visit(tree, (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined)
      file.imports.push({ specifier, target: targetOf(path, specifier), names: namesOf(node) });
    else if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
      file.strings.push({ text: node.text, line: lineOf(tree, node) });
    else if (ts.isTemplateExpression(node))
      file.strings.push({
        text: node.head.text + node.templateSpans.map((span) => '${}' + span.literal.text).join(''),
        line: lineOf(tree, node),
      });
    if (ts.isFunctionLike(node) && 'body' in node && node.body && ts.isBlock(node.body))
      file.routines.push({
        name: node.name?.getText(tree) ?? 'a function',
        line: lineOf(tree, node),
        bodyLines: Math.max(1, lineOf(tree, node.body, 'end') - lineOf(tree, node.body) - 1),
      });
  });
  return file;
}

/** Every TypeScript file of the house. */
export function houseFiles(root: string): SourceFile[] {
  return ['src', 'migrations', 'test']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/')),
    )
    .map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8')));
}

/** Calls `look` with the node and all below it. */
export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  ts.forEachChild(node, (child) => visit(child, look));
}

/** Line number, from 1, where a node begins (without its comment) or ends. */
export function lineOf(tree: ts.SourceFile, node: ts.Node, side: 'start' | 'end' = 'start'): number {
  const position = side === 'start' ? node.getStart(tree) : node.getEnd();
  return tree.getLineAndCharacterOfPosition(position).line + 1;
}

/** Names of the decorators on a class or member, with their text. */
export function decoratorsOf(node: ts.Node): { name: string; text: string }[] {
  const decorators = ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [];
  return decorators.map(({ expression }) => ({
    name: (ts.isCallExpression(expression) ? expression.expression : expression).getText(),
    text: expression.getText(),
  }));
}

function specifierOf(node: ts.Node): string | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    return node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)
      ? node.moduleSpecifier.text
      : undefined;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return ts.isStringLiteral(node.argument.literal) ? node.argument.literal.text : undefined;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [argument] = node.arguments;
    return argument && ts.isStringLiteral(argument) ? argument.text : undefined;
  }
  return undefined;
}

function namesOf(node: ts.Node): string[] {
  const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined;
  if (!bindings || !ts.isNamedImports(bindings)) return [];
  return bindings.elements.map((element) => (element.propertyName ?? element.name).text);
}

function targetOf(from: string, specifier: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return normalize(join(dirname(from), specifier))
    .replaceAll('\\', '/')
    .replace(/\.js$/, '.ts');
}
