import 'reflect-metadata';
import { Epoch } from './platform/changes/epoch.js';
import { processConfig } from './platform/config/config.js';
import { Database } from './platform/database/database.js';
import { openDriver } from './platform/database/database.module.js';
import { startFailure } from './platform/http/start-failure.js';
import { schema } from './schema.js';

/** What `npm run parley -- <command>` can do, each with a line of help. It works beside a running server. */
const commands: Record<string, { help: string; run: (database: Database) => Promise<string> }> = {
  'new-epoch': {
    help: 'after restoring a backup: makes every client take a fresh snapshot',
    run: async (database) => `The epoch is now ${await new Epoch(database).renew()}.`,
  },
  version: {
    help: 'names the database that the configuration leads to, migrated',
    run: (database) => Promise.resolve(database.version),
  },
};

function help(): string {
  const lines = Object.entries(commands).map(([name, { help: line }]) => `  ${name.padEnd(12)} ${line}`);
  return ['Usage: npm run parley -- <command>', ...lines].join('\n');
}

async function run(name: string): Promise<void> {
  const command = commands[name];
  if (!command) {
    console.error(name === '' ? help() : `There is no command "${name}".\n${help()}`);
    process.exitCode = 1;
    return;
  }
  const database = new Database(await openDriver(processConfig(), schema, { exclusive: false }));
  try {
    console.log(await command.run(database));
  } finally {
    await database.close();
  }
}

run(process.argv[2] ?? '').catch((error: unknown) => {
  console.error(startFailure(error));
  process.exitCode = 1;
});
