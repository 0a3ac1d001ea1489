import { accountOperations } from './operations/account.js';
import { channelOperations } from './operations/channel.js';
import { installationOperations } from './operations/installation.js';
import { messageOperations } from './operations/message.js';
import { teamOperations } from './operations/team.js';
import type { Operation } from './types.js';

/** Everything that can be asked. The first word is the permission; what follows tells variants apart. */
export const operations: Record<string, Operation> = {
  ...accountOperations,
  ...installationOperations,
  ...teamOperations,
  ...channelOperations,
  ...messageOperations,
};

/** Pages, probes and papers outside the API, open to everybody by GET. */
export const openPages = [
  'GET /',
  'GET /docs/problems',
  'GET /parley.css',
  'GET /status',
  'GET /health/live',
  'GET /health/ready',
  'GET /metrics',
];
