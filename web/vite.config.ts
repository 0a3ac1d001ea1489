import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';
import { shellList } from './shell-list.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** What every page needs. */
const BASE =
  /[\\/](node_modules[\\/](react|react-dom|scheduler|wouter|lucide-react[\\/]dist[\\/]esm(?![\\/]icons))|client[\\/](src|dist)|web[\\/]src[\\/](session|ui[\\/](button|problem|splash|logo|value)))/;

/** What every conversation needs besides, and other pages too. */
const CONVERSATION =
  /[\\/]web[\\/]src[\\/](mentions[\\/](spoken|pieces)|people[\\/](use-users|user-card)|shell[\\/](top-bar|unread|connection-state)|media[\\/](use-address|picture-of)|keys[\\/]chord|ui[\\/]time)/;

/** Writes `.gz` and `.br` beside what shrinks, once, so that the server compresses nothing while it serves. */
function compressed(): Plugin {
  let folder = '';
  return {
    name: 'parley-compressed',
    apply: 'build',
    configResolved: ({ root, build }) => {
      folder = join(root, build.outDir);
    },
    writeBundle(_options, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css|html|svg)$/.test(file))) {
        const bytes = readFileSync(join(folder, name));
        writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }));
        writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes));
      }
    },
  };
}

export default defineConfig({
  root: here('.'),
  plugins: [react(), tailwindcss(), shellList(), compressed()],
  resolve: {
    alias: [
      // markdown-it brings all 2,200 named entities of HTML for text such as `&copy;`, 16 KB gzipped; chat keeps that text as written.
      { find: 'entities', replacement: here('src/message/no-entities.ts') },
      // How files are sent where there is no XMLHttpRequest.
      { find: './multipart.js', replacement: here('src/session/no-multipart.ts') },
      // The other ways of socket.io to connect, 3 KB gzipped.
      { find: './polling-xhr.node.js', replacement: here('src/session/only-websocket.ts') },
      { find: './webtransport.js', replacement: here('src/session/only-websocket.ts') },
    ],
  },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // In one file it shrinks better than in the many that the lazy parts would cut it into.
      output: {
        codeSplitting: {
          groups: [
            { name: 'base', test: BASE },
            { name: 'conversation', test: CONVERSATION },
          ],
        },
        // The service worker is found by its name, and is nobody's but the folder's that it lies in.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
      input: { index: here('index.html'), sw: here('src/worker/sw.ts') },
    },
    assetsInlineLimit: 0, // fonts and pictures as files: the policy of the page allows only our own
  },
  server: {
    port: 5173,
    proxy: {
      '/api': 'http://localhost:3000',
      '/socket.io': { target: 'ws://localhost:3000', ws: true },
    },
  },
});
