import { ConfigError } from '../platform/config/config.error.js';
import type { Config } from '../platform/config/config.js';
import type { CliCommand, Place } from './command.js';
import { examineFiles, examineScanner } from './doctor/files.js';
import { well, wrong, type Finding } from './doctor/finding.js';
import { examineMysql } from './doctor/mysql.js';
import { examineRedis } from './doctor/redis.js';
import { examineSqlite } from './doctor/sqlite.js';
import { examineAddress, examineFFmpeg, examineFolder, examineMail } from './doctor/surroundings.js';

const MARKS = { well: '✓', doubtful: '!', wrong: '✗' } as const;

export const doctorCommands: readonly CliCommand[] = [
  {
    usage: 'doctor',
    help: 'looks whether Parley can run with these settings, and says what is wrong and how to mend it',
    run: async ({ config, terminal }) => {
      let ill = 0;
      for await (const { level, about, what, mend } of findings(config)) {
        terminal.out(`${MARKS[level]} ${about}: ${what}`);
        if (mend) terminal.out(`    ${mend}`);
        if (level === 'wrong') ill += 1;
      }
      terminal.out(ill === 0 ? 'Nothing is wrong.' : `${ill} ${ill === 1 ? 'thing is' : 'things are'} wrong.`);
      return ill === 0 ? 0 : 1;
    },
  },
];

/** Everything that was found, as it is found. It changes nothing but for probes that it removes. */
async function* findings(read: Place['config']): AsyncGenerator<Finding> {
  let config: Config;
  try {
    config = read();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const problem of error.problems)
      yield wrong('setting', problem, 'Every setting is described in docs/configuration.md.');
    return; // with settings that cannot be read there is nothing to look at
  }
  yield well('settings', `all are in order, for ${config.nodeEnv}`);
  yield* examineFolder(config.dataDir);
  yield* config.databaseUrl ? examineMysql(config.databaseUrl) : examineSqlite(config.dataDir);
  if (config.redisUrl) yield* examineRedis(config.redisUrl);
  else yield well('redis', 'not used: one node does everything');
  yield* examineFiles(config);
  yield* examineScanner(config);
  yield* examineMail(config);
  yield examineFFmpeg(config);
  yield* examineAddress(config);
}
