import type { FactType } from '../changes/facts.js';
import type { PassingEvent } from '../realtime/passing-events.js';
import type { CommandDocs } from './access-docs.js';
import {
  answerOf,
  operationsOf,
  reachable,
  refTo,
  sorted,
  type JsonSchema,
  type OpenApiDocument,
  type OpenApiOperation,
} from './document.js';
import { frameSchemas } from './frames.js';

const CHANNEL = '#/channels/socket';

const ABOUT = `One Socket.IO connection (transport websocket) with \`auth: {token: <access token>}\`. A command is an event with one JSON object and an
acknowledgement function. Durable facts come in \`changes\` frames, numbered per stream; passing events come under their own names and are never repeated.`;

interface Message {
  name: string;
  title: string;
  summary?: string;
  payload: JsonSchema;
}

interface Operation {
  action: 'send' | 'receive';
  title: string;
  summary?: string;
  channel: JsonSchema;
  messages: JsonSchema[];
  reply?: { channel: JsonSchema; messages: JsonSchema[] };
  'x-problems'?: string[];
}

/** An AsyncAPI 3.0 document as Parley writes it. Its extensions index the shapes: of facts with the kinds of their streams, of snapshots by kind of stream. */
export interface AsyncApiDocument {
  asyncapi: '3.0.0';
  info: object;
  defaultContentType: string;
  servers: object;
  channels: object;
  operations: Record<string, Operation>;
  components: { messages: Record<string, Message>; schemas: Record<string, JsonSchema>; securitySchemes: object };
  'x-facts': Record<string, { data: string; streams: readonly string[] }>;
  'x-snapshots': Record<string, string>;
  'x-passing-events': Record<string, string>;
}

/** What the socket speaks, as the registries tell it. */
export interface Spoken {
  commands: CommandDocs[];
  facts: FactType[];
  snapshots: { kind: string; data: { name: string } }[];
  passing: PassingEvent[];
}

/** The AsyncAPI document of the socket. A command's answer is what the REST operation of the same name answers. */
export function asyncApiDocument(rest: OpenApiDocument, spoken: Spoken): AsyncApiDocument {
  const byId = new Map(operationsOf(rest).map(({ operation }) => [operation.operationId, operation]));
  const messages: Record<string, Message> = {};
  const operations: Record<string, Operation> = {};
  for (const command of spoken.commands) {
    const operation = byId.get(command.name);
    messages[command.name] = {
      name: command.name,
      title: command.name,
      summary: operation?.summary,
      payload: inputSchema(command),
    };
    messages[`${command.name}.ack`] = {
      name: `${command.name}.ack`,
      title: `Answer to ${command.name}`,
      payload: ackSchema(command, operation),
    };
    operations[command.name] = commandOperation(command.name, operation);
  }
  const events = [
    { name: 'changes', summary: 'What one commit wrote to one stream', payload: refTo('ChangesFrame') },
    {
      name: 'problem',
      summary: 'The refusal of a frame that came without an acknowledgement function',
      payload: refTo('CommandRefused'),
    },
    ...spoken.passing.map(({ name, data }) => ({
      name,
      summary: rest.components.schemas[data.name]?.description,
      payload: refTo(data.name),
    })),
  ];
  for (const { name, summary, payload } of events) {
    messages[name] = { name, title: name, summary, payload };
    operations[name] = {
      action: 'send',
      title: name,
      summary,
      channel: { $ref: CHANNEL },
      messages: [messageRef(name)],
    };
  }
  const schemas = { ...rest.components.schemas, ...frameSchemas(spoken.facts) };
  const snapshots = spoken.snapshots.map(({ data }) => refTo(data.name));
  return {
    asyncapi: '3.0.0',
    info: { ...rest.info, title: 'Parley, live', description: ABOUT },
    defaultContentType: 'application/json',
    servers: {
      parley: {
        host: 'localhost:3000',
        protocol: 'ws',
        description: 'Socket.IO 4',
        security: [{ $ref: '#/components/securitySchemes/accessToken' }],
      },
    },
    channels: {
      socket: {
        address: '/socket.io/',
        title: 'The connection',
        messages: Object.fromEntries(
          Object.keys(messages).map((name) => [name, { $ref: `#/components/messages/${name}` }]),
        ),
      },
    },
    operations,
    components: {
      messages,
      schemas: reachable([messages, snapshots], schemas),
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'As `auth.token` of the handshake.',
        },
      },
    },
    'x-facts': Object.fromEntries(spoken.facts.map(({ name, data, streams }) => [name, { data: data.name, streams }])),
    'x-snapshots': sorted(Object.fromEntries(spoken.snapshots.map(({ kind, data }) => [kind, data.name]))),
    'x-passing-events': Object.fromEntries(spoken.passing.map(({ name, data }) => [name, data.name])),
  };
}

function commandOperation(name: string, operation: OpenApiOperation | undefined): Operation {
  return {
    action: 'receive',
    title: name,
    summary: operation?.summary,
    channel: { $ref: CHANNEL },
    messages: [messageRef(name)],
    reply: { channel: { $ref: CHANNEL }, messages: [messageRef(`${name}.ack`)] },
    'x-problems': operation?.['x-problems'],
  };
}

/** The ids that name the resource, and the input's class. */
function inputSchema({ names, input }: CommandDocs): JsonSchema {
  const ways = names.map((way) => ({
    type: 'object',
    properties: Object.fromEntries(
      way.map((name) => [name, name.endsWith('Id') ? { type: 'string', format: 'uuid' } : { type: 'string' }]),
    ),
    required: [...way],
  }));
  const [first, second] = ways;
  const named = second ? { oneOf: ways } : first;
  const parts = [...(named ? [named] : []), ...(input ? [refTo(input.name)] : [])];
  const [only] = parts;
  if (!only) return { type: 'object', additionalProperties: false };
  return parts.length === 1 ? only : { allOf: parts };
}

/**
 * What the operation of the same name answers; one that answers nothing (204) answers null on the socket.
 * @throws Error for a command that has neither operation nor `answers`: nobody could know what comes.
 */
function ackSchema({ name, answer }: CommandDocs, operation: OpenApiOperation | undefined): JsonSchema {
  if (!answer && !operation)
    throw new Error(`The command ${name} has no REST operation, so it must declare what it answers.`);
  const data = (answer ? refTo(answer.name) : operation && answerOf(operation)) ?? { type: 'null' };
  const done = { type: 'object', properties: { ok: { const: true }, data }, required: ['ok', 'data'] };
  return { oneOf: [done, refTo('CommandRefused')] };
}

function messageRef(name: string): JsonSchema {
  return { $ref: `${CHANNEL}/messages/${name}` };
}
