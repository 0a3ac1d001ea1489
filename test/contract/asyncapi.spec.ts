import specs from '@asyncapi/specs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { ClosedByDefault } from '../../src/core/access/closed-by-default.js';
import { FactRegistry } from '../../src/platform/changes/facts.js';
import { PassingEvents } from '../../src/platform/realtime/passing-events.js';
import { startApp, type TestApp } from '../support/app.js';
import { asked, asyncapi, fieldsOf, inputOf, operation } from './documents.js';

/** The published schema of the specification. Its own parser says no more of a document like ours, and computes for half a minute. */
function faultsOf(document: { asyncapi: string; operations: object }): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default(ajv);
  const fits = ajv.compile(specs.schemasWithoutId[document.asyncapi as keyof typeof specs.schemasWithoutId]);
  return fits(document) ? [] : fits.errors!.map(({ instancePath, message }) => `${instancePath}: ${message}`);
}

/** Every `$ref` within this part of a document. */
function refsIn(part: unknown): string[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => (key === '$ref' ? [String(value)] : refsIn(value)));
}

/** What a `#/…/…` leads to. */
const leadsTo = (ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<any>((part, name) => part?.[name], asyncapi);

const commands = Object.entries(asyncapi.operations).filter(([, { action }]) => action === 'receive');

describe('asyncapi.json', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp('sqlite');
  });
  afterAll(() => app.close());

  it('is a document of the AsyncAPI that it names', () => {
    expect(faultsOf(asyncapi)).toEqual([]);
    expect(faultsOf({ ...asyncapi, operations: { send: { action: 'shout' } } })).not.toEqual([]);
  });

  it('refers to nothing that is not there', () => {
    const refs = [...new Set(refsIn(asyncapi))];
    expect(refs.length).toBeGreaterThan(100);
    expect(refs.filter((ref) => !ref.startsWith('#/') || leadsTo(ref) === undefined)).toEqual([]);
  });

  it('has every command that a gateway receives, and no other', () => {
    const received = app
      .get(ClosedByDefault)
      .doors()
      .filter(({ door }) => door === 'socket');
    expect(commands.map(([name]) => name)).toEqual(received.map(({ permission }) => permission).sort());
  });

  it('has a command for every permission of the table but those that take a password, a cookie, a file or their time', () => {
    const without = asked.filter((permission) => !(permission in asyncapi.operations));
    const byRest = [
      'me.change_email',
      'me.change_password',
      'me.delete',
      'me.export',
      'session.logout',
      'identity.link',
      ...['avatar.open', 'avatar.set', 'team.icon.open', 'team.icon.set'],
      ...['media.upload', 'media.content', 'media.thumbnail'],
    ];
    expect(without.toSorted()).toEqual(byRest.toSorted()); // over the socket one revokes the session instead; its cookie is REST's
  });

  it.each(commands.filter(([name]) => operation(name)).map(([name]) => [name] as const))(
    '%s takes on the socket what its route takes',
    (name) => {
      const taken = new Set(fieldsOf(asyncapi.components.messages[name]!.payload));
      if (name === 'channel.open') for (const field of ['teamId', 'slug']) taken.delete(field); // the route for those is channel.open.by_slug
      if (name === 'presence.set') taken.delete('idle'); // of the connection, and REST has none
      expect([...taken].sort()).toEqual(inputOf(operation(name)!).sort());
    },
  );

  it('has every fact, with the shape and the streams that its registration names', () => {
    const registered = app.get(FactRegistry).allFacts();
    expect(registered.length).toBeGreaterThan(20);
    expect(asyncapi['x-facts']).toEqual(
      Object.fromEntries(registered.map(({ name, data, streams }) => [name, { data: data.name, streams }])),
    );
    const inFrame = asyncapi.components.schemas.ChangesFrame?.properties?.events?.items?.oneOf;
    expect(inFrame?.map(({ properties }) => properties?.type?.const)).toEqual(registered.map(({ name }) => name));
  });

  it('has every snapshot and every passing event', () => {
    expect(Object.keys(asyncapi['x-snapshots'])).toEqual(
      app
        .get(FactRegistry)
        .allSnapshots()
        .map(({ kind }) => kind)
        .sort(),
    );
    expect(Object.keys(asyncapi['x-passing-events'])).toEqual(
      app
        .get(PassingEvents)
        .all()
        .map(({ name }) => name),
    );
  });
});
