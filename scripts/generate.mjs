// `npm run generate` writes the contract with clients, read from the built server; `--check` compares it with what is committed.
// `--build <folder>` reads another build than dist.
import { mkdirSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { root, run, Sorry } from './prepare.mjs';
import { clientPermissions } from './generate/client-permissions.mjs';
import { clientContract } from './generate/client.mjs';
import { configurationPage, exampleEnv } from './generate/configuration.mjs';
import { documentsOf } from './generate/documents.mjs';
import { newerEmoji } from './generate/newer-emoji.mjs';
import { permissionsPage } from './generate/permissions.mjs';
import { realtimePage } from './generate/realtime.mjs';

run(async () => {
  const args = process.argv.slice(2);
  const build = resolve(root, args.includes('--build') ? args[args.indexOf('--build') + 1] : 'dist');
  const load = (file) => import(pathToFileURL(join(build, file)).href);
  const files = await generate(load);

  if (!args.includes('--check')) {
    for (const [file, content] of Object.entries(files)) write(join(root, file), content);
    return;
  }
  const stale = Object.keys(files).filter((file) => !isCommitted(join(root, file), files[file]));
  if (stale.length)
    throw new Sorry(
      `${stale.join(', ')} ${stale.length === 1 ? 'does' : 'do'} not say what the code says: run \`npm run generate\` and commit the result.`,
    );
});

/** @returns every generated file with its content, formatted. */
async function generate(load) {
  const { openapi, asyncapi } = await documentsOf(load);
  const { settings } = await load('src/platform/config/settings.js');
  const { policies } = await load('src/core/access/policies.js');
  const { typeText } = await load('src/platform/contract/type-text.js');
  const files = {
    'openapi.json': JSON.stringify(openapi),
    'asyncapi.json': JSON.stringify(asyncapi),
    'docs/permissions.md': permissionsPage(policies),
    'docs/configuration.md': configurationPage(settings),
    'docs/realtime.md': realtimePage(asyncapi, typeText),
    '.env.example': exampleEnv(settings),
    'client/src/generated/contract.ts': await clientContract(openapi, asyncapi),
    'client/src/generated/permissions.ts': clientPermissions(policies),
    'web/src/generated/newer-emoji.ts': newerEmoji(),
  };
  for (const file of Object.keys(files)) files[file] = await pretty(file, files[file]);
  return files;
}

async function pretty(file, content) {
  if (file === '.env.example') return content;
  const options = await resolveConfig(join(root, file));
  return format(content, { ...options, filepath: file });
}

function write(path, content) {
  if (isCommitted(path, content)) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

function isCommitted(path, content) {
  return existsSync(path) && readFileSync(path, 'utf8') === content;
}
