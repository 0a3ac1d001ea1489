// Sizes that keep the code readable: a file at most 250 lines, usually under 120, and a constructor at most five parameters.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './prepare.mjs';
import { sourceFiles, visit } from './sources.mjs';

const maxLines = 250;
const usualLines = 120;
const maxParameters = 5;

/** File → why it may be longer. An entry that is no longer needed fails too. */
const exceptions = {};

const problems = [];
const lengths = [];
for (const file of sourceFiles(['src', 'client/src', 'web/src'])) {
  const text = readFileSync(join(root, file), 'utf8');
  const lines = text.split('\n').length - 1;
  lengths.push({ file, lines });
  if (lines > maxLines && !exceptions[file])
    problems.push(`${file} has ${lines} lines; split it (at most ${maxLines}).`);
  if (lines <= maxLines && exceptions[file])
    problems.push(`${file} needs no exception any more; remove it from scripts/check-sizes.mjs.`);
  if (file.startsWith('src/')) problems.push(...wideConstructors(file, text));
}

const server = lengths.filter(({ file }) => file.startsWith('src/'));
const client = lengths.filter(({ file }) => file.startsWith('client/'));
const web = lengths.filter(({ file }) => file.startsWith('web/'));
for (const [name, files] of [
  ['server', server],
  ['client', client],
  ['web', web],
])
  if (files.length) console.log(summary(name, files));
for (const problem of problems) console.error(problem);
process.exit(problems.length ? 1 : 0);

function wideConstructors(file, text) {
  const found = [];
  visit(file, text, (node, line) => {
    if (ts.isConstructorDeclaration(node) && node.parameters.length > maxParameters) {
      found.push(
        `${file}:${line} has a constructor with ${node.parameters.length} parameters; at most ${maxParameters}.`,
      );
    }
  });
  return found;
}

function summary(name, files) {
  const total = files.reduce((sum, { lines }) => sum + lines, 0);
  const largest = files.reduce((a, b) => (b.lines > a.lines ? b : a));
  const long = files.filter(({ lines }) => lines > usualLines).length;
  return `${name}: ${total} lines in ${files.length} files, ${long} over ${usualLines} lines, largest ${largest.file} (${largest.lines}).`;
}
