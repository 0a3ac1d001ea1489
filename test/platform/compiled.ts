import { copyFile, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { transform } from '@swc/core';

/**
 * Compiles these folders and files of the repository for a real child process, as they are now (a build in dist/ may be older).
 * Answers the folder that they lie in; it is inside node_modules, so that packages are found.
 */
export async function compiled(root: string, sources: string[]): Promise<string> {
  const cache = join(root, 'node_modules/.cache');
  await mkdir(cache, { recursive: true });
  const out = await mkdtemp(join(cache, 'parley-child-'));
  await writeFile(join(out, 'package.json'), '{"type":"module"}');
  for (const source of sources) {
    const files = source.endsWith('.ts') ? [source] : await filesIn(root, source);
    for (const file of files) {
      const target = join(out, file.replace(/\.ts$/, '.js'));
      await mkdir(dirname(target), { recursive: true });
      if (file.endsWith('.ts')) await writeFile(target, await javascript(join(root, file)));
      else await copyFile(join(root, file), target);
    }
  }
  return out;
}

/** What is compiled, and what runs as it is. */
async function filesIn(root: string, folder: string): Promise<string[]> {
  const files = await readdir(join(root, folder), { recursive: true });
  return files.filter((file) => /\.(ts|mjs)$/.test(file)).map((file) => join(folder, file));
}

async function javascript(path: string): Promise<string> {
  const { code } = await transform(await readFile(path, 'utf8'), {
    swcrc: false,
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true },
      keepClassNames: true,
    },
    module: { type: 'es6' },
  });
  return code;
}
