import { nonce } from '../../../support/people.js';
import { fresh, variants, type Operation } from '../types.js';

/** What is said in a channel, and what is done to it. */
export const messageOperations: Record<string, Operation> = {
  'message.send': {
    rest: ['POST /channels/:channelId/messages', 'POST /dms/:channelId/messages'],
    command: 'message.send',
    input: () => ({ body: 'hello', nonce: nonce() }),
  },
  'message.list': {
    rest: ['GET /channels/:channelId/messages', 'GET /dms/:channelId/messages'],
    command: 'message.list',
  },
  'dm.send to these': {
    rest: ['POST /dms/messages'],
    command: 'dm.send',
    input: ({ peopleIds }) => ({ userIds: peopleIds!.split(' '), body: 'hello', nonce: nonce() }),
  },
  'message.open': { rest: ['GET /messages/:messageId'], command: 'message.open' },
  'media.status': { rest: ['GET /media/:mediaId'], command: 'media.status' },
  'media.content': { rest: ['GET /media/:mediaId/content'] },
  'media.thumbnail': { rest: ['GET /media/:mediaId/thumbnail'] },
  'media.delete': { rest: ['DELETE /media/:mediaId'], command: 'media.delete', spends: 'media' },
  ...variants('message.edit', ['of another’s', 'of one’s own'], {
    rest: ['PATCH /messages/:messageId', 'PUT /messages/:messageId'],
    command: 'message.edit',
    input: () => ({ body: fresh('edited') }),
  }),
  ...variants('message.delete', ['of another’s', 'of one’s own'], {
    rest: ['DELETE /messages/:messageId'],
    command: 'message.delete',
    spends: 'message',
  }),
  'message.history': { rest: ['GET /messages/:messageId/history'], command: 'message.history' },
  'message.history of a deleted one': {
    rest: ['GET /messages/:messageId/history'],
    command: 'message.history',
    permission: ['message.history', 'message.history_deleted'],
  },
  'message.pin': { rest: ['PUT /messages/:messageId/pin'], command: 'message.pin' },
  'message.unpin': { rest: ['DELETE /messages/:messageId/pin'], command: 'message.unpin' },
  'reaction.list': { rest: ['GET /messages/:messageId/reactions'], command: 'reaction.list' },
  'reaction.add': { rest: ['PUT /messages/:messageId/reactions/:emoji'], command: 'reaction.add' },
  'reaction.remove': {
    rest: ['DELETE /messages/:messageId/reactions/:emoji'],
    command: 'reaction.remove',
  },
  'thread.open': { rest: ['POST /messages/:messageId/thread'], command: 'thread.open' },
  'thread.view': { rest: ['GET /messages/:messageId/thread'], command: 'thread.view' },
};
