import type { FactType } from '../changes/facts.js';
import { refTo, type JsonSchema } from './document.js';

/** The shapes that only the socket has: the frame of facts and the refusal of a command. Kept in step with `ChangesFrame` and `CommandAnswer`. */
export function frameSchemas(facts: FactType[]): Record<string, JsonSchema> {
  return {
    ChangesFrame: {
      type: 'object',
      description:
        'What one commit wrote to one stream: always this shape, also for one fact. Positions have no holes.',
      properties: {
        stream: {
          type: 'string',
          description: '`user:<id>`, `team:<id>` or `channel:<id>`.',
          example: 'channel:01890a5d-ac96-774b-bcce-b302099a8057',
        },
        from: { type: 'integer', description: 'The position of the first event. Hold `from - 1`, or ask `sync`.' },
        to: { type: 'integer', description: 'The position of the last event.' },
        events: { type: 'array', items: facts.length > 0 ? { oneOf: facts.map(eventSchema) } : {} },
      },
      required: ['stream', 'from', 'to', 'events'],
    },
    CommandRefused: {
      type: 'object',
      description: 'The answer to a command that changed nothing.',
      properties: { ok: { const: false }, error: refTo('Problem') },
      required: ['ok', 'error'],
    },
  };
}

function eventSchema({ name, data }: FactType): JsonSchema {
  return {
    type: 'object',
    properties: { position: { type: 'integer' }, type: { const: name }, data: refTo(data.name) },
    required: ['position', 'type', 'data'],
  };
}
