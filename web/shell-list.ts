import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** Fonts of other scripts are kept when they are first used: together they are larger than all else. */
const LATER = /inter-(?!latin-wght)/;

/** Tells the service worker what to keep: everything that the build made, under a name that changes with it. */
export function shellList(): Plugin {
  return {
    name: 'parley-shell-list',
    apply: 'build',
    enforce: 'post',
    generateBundle: (_options, bundle) => {
      const worker = bundle['sw.js'];
      const page = bundle['index.html'];
      if (worker?.type !== 'chunk' || page?.type !== 'asset')
        throw new Error('The build has no service worker or page.');
      const names = Object.keys(bundle).filter((name) => name.startsWith('assets/') && !LATER.test(name));
      const files = names.sort().map((name) => `/${name}`);
      const build = createHash('sha256').update(page.source).update(files.join()).digest('hex').slice(0, 12);
      worker.code = worker.code.replace('SHELL_OF_BUILD', JSON.stringify({ build, files }));
    },
  };
}
