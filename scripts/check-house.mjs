// House rules that no linter knows: where the environment is read, where sockets are spoken to, names, and tests that are switched off.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { root } from './prepare.mjs';
import { sourceFiles, visit } from './sources.mjs';

const mayReadEnvironment = /^src\/platform\/config\//;
const maySpeakToSockets = /^src\/platform\/(realtime|changes)\/|\.broadcaster\.ts$/;
const testFunctions = new Set(['it', 'test', 'describe']);

/** Each rule sees every node of the files it is for and answers with the sentence that is wrong about it, or nothing. */
const rules = [
  {
    files: (file) => file.startsWith('src/') && !mayReadEnvironment.test(file),
    sees: (node) =>
      (isProperty(node, 'process', 'env') || importsFrom(node, ['process', 'node:process'], 'env')) &&
      'reads process.env; only src/platform/config does, everything else is handed a Config.',
  },
  {
    files: (file) => file.startsWith('src/') && !maySpeakToSockets.test(file),
    sees: (node) =>
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      ['emit', 'emitWithAck', 'serverSideEmit'].includes(node.expression.name.text) &&
      'emits by hand; broadcaster files, src/platform/realtime and src/platform/changes are the one way out to sockets.',
  },
  {
    files: (file) => !/(^|\/)test\//.test(file), // answers of a server under test are whatever it answers
    sees: (node) =>
      (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) &&
      node.type.kind === ts.SyntaxKind.AnyKeyword &&
      'casts to any; name the shape that is expected instead.',
  },
  {
    files: (file) => file.startsWith('src/'),
    sees: (node) =>
      ts.isClassDeclaration(node) &&
      /^(Abstract|Base)[A-Z]|(Manager|Helper)$/.test(node.name?.text ?? '') &&
      `is called ${node.name.text}; say what it does instead of Base…, …Manager or …Helper.`,
  },
  {
    files: (file) => file.startsWith('src/'),
    sees: (node) =>
      swallows(node) && 'swallows an error; handle it, let it through, or say in a comment why nothing is lost.',
  },
  {
    files: (file) => /(^|\/)test\//.test(file),
    sees: (node) => switchedOff(node) && 'is switched off or excludes the others; repair it or remove it.',
  },
];

const problems = [];
for (const file of sourceFiles(['src', 'migrations', 'client', 'web', 'test', 'bench'])) {
  if (file.startsWith('src/') && basename(file) === 'index.ts')
    problems.push(`${file} is a barrel; import from the file itself.`);
  if (/(^|\/|\.)(utils?|helpers?)(\/|\.)/.test(file))
    problems.push(`${file} is named after nothing; name it after what it does.`);
  const active = rules.filter((rule) => rule.files(file));
  visit(file, readFileSync(join(root, file), 'utf8'), (node, line) => {
    for (const rule of active) {
      const problem = rule.sees(node);
      if (problem) problems.push(`${file}:${line} ${problem}`);
    }
  });
}
for (const problem of problems) console.error(problem);
process.exit(problems.length ? 1 : 0);

function isProperty(node, object, property) {
  return (
    ts.isPropertyAccessExpression(node) &&
    node.name.text === property &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === object
  );
}

function importsFrom(node, modules, name) {
  if (!ts.isImportDeclaration(node) || !modules.includes(node.moduleSpecifier.text)) return false;
  const bindings = node.importClause?.namedBindings;
  return (
    bindings &&
    ts.isNamedImports(bindings) &&
    bindings.elements.some((one) => (one.propertyName ?? one.name).text === name)
  );
}

/** `.catch(() => {})` and `.catch(() => undefined)` without a word of explanation; empty catch blocks are the linter's. */
function swallows(node) {
  if (
    !ts.isCallExpression(node) ||
    !ts.isPropertyAccessExpression(node.expression) ||
    node.expression.name.text !== 'catch'
  )
    return false;
  const [handler] = node.arguments;
  if (!handler || !ts.isArrowFunction(handler)) return false;
  const empty = ts.isBlock(handler.body)
    ? handler.body.statements.length === 0
    : ts.isIdentifier(handler.body) && handler.body.text === 'undefined';
  return empty && !/\/[/*]/.test(node.getText());
}

/** `describe.skip` as a value, chosen when a server is absent, is no call and stays allowed: `npm test` counts what it skips. */
function switchedOff(node) {
  if (!ts.isCallExpression(node)) return false;
  const { expression } = node;
  if (ts.isIdentifier(expression)) return ['xit', 'xtest', 'xdescribe', 'fit', 'fdescribe'].includes(expression.text);
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression)) return false;
  return (
    testFunctions.has(expression.expression.text) && ['skip', 'only', 'todo', 'failing'].includes(expression.name.text)
  );
}
