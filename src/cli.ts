import 'reflect-metadata';
import { runCli } from './cli/run.js';
import { processConfig } from './platform/config/config.js';
import { terminal } from './cli/terminal.js';

/** What `npm run parley -- <command>` does. It works beside a running server. */
runCli(process.argv.slice(2), { config: processConfig, terminal }).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);
