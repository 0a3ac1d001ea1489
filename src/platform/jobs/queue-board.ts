import { createBullBoard } from '@bull-board/api';
import { BullAdapter } from '@bull-board/api/bullAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type Bull from 'bull';
import type { RequestHandler } from 'express';

/**
 * Bull Board over these queues, to be mounted at `path`. It asks nobody who they are, so whoever mounts it does. Read-only: Bull only carries, and
 * what is done to its lists would be undone by the next sweep of the jobs table, which is the truth.
 */
export function queueBoard(queues: readonly Bull.Queue[], path: string): RequestHandler {
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(path);
  createBullBoard({
    queues: queues.map((queue) => new BullAdapter(queue, { readOnlyMode: true, allowRetries: false })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Parley: jobs' } },
  });
  return serverAdapter.getRouter() as RequestHandler;
}
