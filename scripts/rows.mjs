// `npm run rows` prints every row of docs/reference-rows.md with the tests whose titles carry its id; `--missing` prints only those
// without a test, `--quiet` nothing but ids that the list does not know, which always fail.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepare, root, run } from './prepare.mjs';

const list = 'docs/reference-rows.md';
const idPattern = /\bS[1-9]-\d{2}[a-z]?\b/g;

run(async () => {
  await prepare({ build: [] });
  const rows = readRows();
  const titles = await readTitles();
  const unknown = [];
  for (const { title, file, line } of titles) {
    for (const id of title.match(idPattern) ?? []) {
      if (rows.has(id)) rows.get(id).tests.add(`${file}:${line}`);
      else unknown.push(`${file}:${line} names ${id}, which ${list} does not have.`);
    }
  }
  const options = process.argv.slice(2);
  if (!options.includes('--quiet')) print([...rows.values()], options.includes('--missing'));
  for (const problem of unknown) console.error(problem);
  process.exit(unknown.length ? 1 : 0);
});

function readRows() {
  const rows = new Map();
  for (const line of readFileSync(join(root, list), 'utf8').split('\n')) {
    const [, id, what] = /^\|\s*(S[1-9]-\d{2}[a-z]?)\s*\|\s*(.*?)\s*\|/.exec(line) ?? [];
    if (id) rows.set(id, { id, what, tests: new Set() });
  }
  return rows;
}

/** Titles of describe, it and test, with any suffix such as `.each`, read from the syntax so that a comment does not count as a test. */
async function readTitles() {
  const { default: ts } = await import('typescript');
  const { sourceFiles, visit } = await import('./sources.mjs');
  const titles = [];
  for (const file of sourceFiles(['test', 'client/test']).filter((name) => name.endsWith('.spec.ts'))) {
    visit(file, readFileSync(join(root, file), 'utf8'), (node, line, source) => {
      if (!ts.isCallExpression(node) || !/^(describe|it|test)\b/.test(node.expression.getText(source))) return;
      const [title] = node.arguments;
      if (title && !ts.isFunctionLike(title)) titles.push({ title: title.getText(source), file, line });
    });
  }
  return titles;
}

function print(rows, missingOnly) {
  for (const { id, what, tests } of rows) {
    if (missingOnly && tests.size) continue;
    console.log(`${id.padEnd(7)} ${what}`);
    if (!missingOnly) for (const test of tests.size ? tests : ['no test yet']) console.log(`        ${test}`);
  }
  const shown = rows.filter(({ tests }) => tests.size).length;
  console.log(`\n${shown} of ${rows.length} rows are shown by a test.`);
}
