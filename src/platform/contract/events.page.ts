import { page, escape } from '../http/pages.js';
import type { AsyncApiDocument } from './asyncapi.js';
import { refTo, type JsonSchema } from './document.js';
import { typeText } from './type-text.js';

/** A type in code, in which every name of a shape leads to that shape further down. */
function linked(schema: JsonSchema | undefined, schemas: Record<string, JsonSchema>): string {
  const text = escape(typeText(schema)).replace(/\b[A-Z]\w+\b/g, (name) =>
    name in schemas ? `<a href="#${name}">${name}</a>` : name,
  );
  return `<code>${text}</code>`;
}

function table(heads: string[], rows: string[][]): string {
  const cells = (tag: string, row: string[]): string => row.map((cell) => `<${tag}>${cell}</${tag}>`).join('');
  return `<table><tr>${cells('th', heads)}</tr>\n${rows.map((row) => `<tr>${cells('td', row)}</tr>`).join('\n')}\n</table>`;
}

function shape(name: string, schema: JsonSchema, schemas: Record<string, JsonSchema>): string {
  const { properties, required = [], description = '' } = schema;
  const rows = Object.entries(properties ?? {}).map(([field, about]) => [
    `<code>${escape(field)}${required.includes(field) ? '' : '?'}</code>`,
    linked(about, schemas),
    escape(about.description ?? ''),
  ]);
  const content = properties ? table(['Field', 'Type', ''], rows) : `<p>${linked(schema, schemas)}</p>`;
  return `<h3 id="${name}">${name}</h3>\n<p>${escape(description)}</p>\n${content}`;
}

/** The page at `/docs/events`: made from the document alone, without a script. */
export function eventsPage({ operations, components, ...document }: AsyncApiDocument): string {
  const { messages, schemas } = components;
  const of = (name: string): string => linked(refTo(name), schemas);
  const commands = Object.entries(operations).filter(([, { action }]) => action === 'receive');
  const code = (text: string): string => `<code>${escape(text)}</code>`;
  return page(
    'Commands and events',
    `<p>One Socket.IO connection (transport <code>websocket</code>) with <code>auth: {token}</code>, the access token. Every command takes one object and an
acknowledgement, which gets <code>{ok: true, data}</code> or <code>{ok: false, error}</code>. The same as <a href="/docs/asyncapi.json">AsyncAPI 3.0</a>,
<a href="/docs">the REST API</a>, <a href="/docs/problems">the problem codes</a>.</p>
<h2>Commands</h2>
${table(
  ['Command', 'Takes', 'Answers'],
  commands.map(([name, { summary }]) => [
    `<b id="${escape(name)}">${code(name)}</b><br>${escape(summary ?? '')}`,
    linked(messages[name]?.payload, schemas),
    linked(messages[`${name}.ack`]?.payload.oneOf?.[0]?.properties?.data, schemas),
  ]),
)}
<h2>Facts</h2>
<p>Durable, numbered without holes per stream, and sent in ${of('ChangesFrame')} under the event <code>changes</code>. Who misses a position asks <code>sync</code>.</p>
${table(
  ['Fact', 'Carries', 'Told to'],
  Object.entries(document['x-facts']).map(([name, { data, streams }]) => [
    code(name),
    of(data),
    streams.map((kind) => code(`${kind}:<id>`)).join(' '),
  ]),
)}
<h2>Snapshots</h2>
<p>What <code>sync</code> answers for a stream that is new or too far behind.</p>
${table(
  ['Stream', 'Snapshot'],
  Object.entries(document['x-snapshots']).map(([kind, data]) => [code(`${kind}:<id>`), of(data)]),
)}
<h2>Passing events</h2>
<p>Told once, under their own names, and never stored.</p>
${table(
  ['Event', 'Carries'],
  [...Object.entries(document['x-passing-events']), ['problem', 'CommandRefused'] as const].map(([name, data]) => [
    code(name),
    of(data),
  ]),
)}
<h2>Shapes</h2>
${Object.entries(schemas)
  .map(([name, schema]) => shape(name, schema, schemas))
  .join('\n')}`,
  );
}
