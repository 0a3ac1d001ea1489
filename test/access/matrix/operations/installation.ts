import type { Operation } from '../types.js';

/** What the owners of the installation ask. */
export const installationOperations: Record<string, Operation> = {
  'installation.user.list': {
    rest: ['GET /installation/users'],
    command: 'installation.user.list',
    input: () => ({ query: 'a' }),
  },
  'installation.user.disable': {
    rest: ['PUT /installation/users/:userId/disabled'],
    command: 'installation.user.disable',
  },
  'installation.user.enable': {
    rest: ['DELETE /installation/users/:userId/disabled'],
    command: 'installation.user.enable',
  },
  'installation.owner.add': { rest: ['PUT /installation/owners/:userId'], command: 'installation.owner.add' },
  'installation.owner.remove': { rest: ['DELETE /installation/owners/:userId'], command: 'installation.owner.remove' },
  'installation.user.disable of nobody': {
    rest: ['PUT /installation/users/:userId/disabled'],
    command: 'installation.user.disable',
  },
  'installation.audit.list': { rest: ['GET /installation/audit'], command: 'installation.audit.list' },
  'installation.node.open': { rest: ['GET /installation/node'], command: 'installation.node.open' },
  'installation.storage.open': { rest: ['GET /installation/storage'], command: 'installation.storage.open' },
  'installation.queue.list': { rest: ['GET /installation/queues'], command: 'installation.queue.list' },
  'installation.dead_letter.list': {
    rest: ['GET /installation/dead-letters'],
    command: 'installation.dead_letter.list',
  },
  'installation.dead_letter.retry': {
    rest: ['POST /installation/dead-letters/:deadLetterId/retry'],
    command: 'installation.dead_letter.retry',
  },
  'installation.dead_letter.retry of nothing': {
    rest: ['POST /installation/dead-letters/:deadLetterId/retry'],
    command: 'installation.dead_letter.retry',
  },
  'installation.dead_letter.delete': {
    rest: ['DELETE /installation/dead-letters/:deadLetterId'],
    command: 'installation.dead_letter.delete',
  },
};
