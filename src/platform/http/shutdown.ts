import type { LoggerService } from '@nestjs/common';

/** Milliseconds. Exit within 15 seconds is promised, and balancers and Docker kill after 10 to 30. */
const PATIENCE = 14_000;

/**
 * On SIGTERM or SIGINT calls `stop` (not ready, no new work, finish what is in hand) and ends the process: with code 0 when
 * that went well, with 1 when it failed or took longer than 14 seconds. A second signal ends it at once.
 */
export function stopOnSignals(stop: () => Promise<void>, log: LoggerService): void {
  let stopping = false;
  const begin = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    log.log(`${signal}: finishing what is in hand.`);
    setTimeout(() => {
      log.error('Some work did not end in time and is cut off.');
      process.exit(1);
    }, PATIENCE).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', begin);
  process.on('SIGINT', begin);
}

/**
 * A rejection that nobody awaited is logged and the process goes on: after the loss of a database a library may leave one.
 * An exception that nobody caught may have left anything half done, so it ends the process.
 */
export function surviveRejections(log: LoggerService): void {
  process.on('unhandledRejection', (reason) => log.error(reason));
  process.on('uncaughtException', (error) => {
    log.error(error);
    process.exit(1);
  });
}
