// Which files are ours to check, and a walk over their syntax.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { root } from './prepare.mjs';

/** TypeScript files under the folders, committed or about to be, without generated ones. Paths are relative, with `/`. */
export function sourceFiles(folders) {
  const listed = execFileSync(
    'git',
    ['ls-files', '--cached', '--others', '--exclude-standard', '-z', '--', ...folders],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  return listed
    .split('\0')
    .filter((file) => /\.tsx?$/.test(file) && !file.includes('/generated/') && existsSync(join(root, file)))
    .sort();
}

/** Calls `see(node, line)` for every node; strings and comments are what the compiler says they are, not what a pattern guesses. */
export function visit(file, text, see) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const walk = (node) => {
    see(node, source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1, source);
    ts.forEachChild(node, walk);
  };
  walk(source);
}
