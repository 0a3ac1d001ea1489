import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { answerOf, refTo, type JsonSchema } from '../../src/platform/contract/document.js';
import { startApp, type TestApp } from '../support/app.js';
import { cast, nonce, type Cast, type Person } from '../support/people.js';
import { asyncapi, openapi, operations } from './documents.js';

/** Closes every shape, so that a field which the document does not know is found too. */
function closed(schemas: Record<string, JsonSchema>): Record<string, JsonSchema> {
  const entries = Object.entries(schemas).map(([name, schema]) => [
    name,
    schema.properties ? { ...schema, additionalProperties: false } : schema,
  ]);
  return Object.fromEntries(entries) as Record<string, JsonSchema>;
}

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
ajv.addSchema({
  $id: 'parley',
  components: { schemas: closed({ ...asyncapi.components.schemas, ...openapi.components.schemas }) },
});

const compiled = (schema: JsonSchema): ValidateFunction =>
  ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"parley#/')) as object);

function expectToFit(schema: JsonSchema, value: unknown): void {
  const validate = compiled(schema);
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}

describe('what the server answers is what the documents say', () => {
  let app: TestApp;
  let stage: Cast;
  let ada: Person;
  beforeAll(async () => {
    app = await startApp('sqlite');
    stage = await cast(app.url);
    ada = stage.ada;
  });
  afterAll(async () => {
    for (const person of [stage.ada, stage.ben, stage.cy]) person.disconnect();
    await app.close();
  });

  /** Calls an operation with ids in its path, and holds the answer against the document. */
  async function call(id: string, ids: Record<string, string> = {}, body?: object, query = ''): Promise<any> {
    const { path, method, operation } = operations.find((one) => one.operation.operationId === id)!;
    const address = path.replace('/api/v1', '').replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name]!);
    const answer = await ada.rest(method.toUpperCase(), address + query, body);
    expect({ id, ok: answer.ok, error: answer.error }).toMatchObject({ id, ok: true });
    expect(Object.keys(operation.responses)).toContain(String(answer.status));
    const schema = answerOf(operation);
    if (schema) expectToFit(schema, answer.data);
    else expect(answer.data).toBeUndefined();
    return answer.data;
  }

  it('by REST, through a day of work', async () => {
    await call('me.open');
    await call('me.update', {}, { displayName: 'Ada' });
    await call('session.list');
    const { id: teamId } = await call('team.create', {}, { name: 'Engine' });
    for (const id of ['team.open', 'team.member.list', 'invitation.list', 'team.channels']) await call(id, { teamId });
    await call('team.list');
    await call('team.update', { teamId }, { description: 'cogs' });
    const invitation = await call('invitation.create', { teamId }, {});
    await call('invitation.preview', { code: invitation.code });
    const { id: userId } = stage.ben;
    await call('team.member.add', { teamId }, { userId });
    await call('team.member.update', { teamId, userId }, { role: 'moderator' });
    const { id: channelId } = await call('channel.create', {}, { teamId, name: 'Cogs', visibility: 'private' });
    await call('channel.list');
    await call('channel.member.add', { channelId }, { userId });
    await call('channel.member.list', { channelId });
    await call('channel.update', { channelId }, { topic: 'teeth' });
    const { id: messageId, seq } = await call('message.send', { channelId }, { body: 'hello', nonce: nonce() });
    await call('message.open', { messageId });
    await call('message.edit', { messageId }, { body: 'hello!' });
    await call('message.list', { channelId });
    await call('channel.read', { channelId }, { seq });
    await call('channel.open', { channelId }, undefined, '?include=messages,members');
    await call('message.delete', { messageId });
    await call('channel.archive', { channelId });
    await call('channel.archive', { channelId }, { archived: false });
    await call('sync', {}, {});
    await call('channel.member.remove', { channelId, userId });
    await call('channel.delete', { channelId });
    await call('invitation.revoke', { teamId, invitationId: invitation.id });
    await call('mail_preferences.open');
    await call('mail_preferences.set', {}, { signOut: false });
    await call('me.verify_email');
    await call('me.change_email', {}, { email: 'ada.new@example.org', password: ada.password });
    await call('me.change_password', {}, { currentPassword: ada.password, password: 'eleven purple giraffes' });
    await call('session.revoke_others');
    await call('auth.forgot_password', {}, { email: 'nobody@example.org' });
    await call('me.export');
    await call('team.member.remove', { teamId, userId });
    await call('team.delete', { teamId });
  });

  it('on the socket, in acknowledgements, frames and refusals', async () => {
    const frames: unknown[] = [];
    ada.socket!.on('changes', (frame: unknown) => frames.push(frame));
    const channelId = stage.general.id;
    const ack: unknown = await ada.socket!.emitWithAck('message.send', { channelId, body: 'hi', nonce: nonce() });
    expectToFit(asyncapi.components.messages['message.send.ack']!.payload, ack);
    await ada.hears('message.created');
    expect(frames.length).toBeGreaterThan(0);
    for (const frame of frames) expectToFit(refTo('ChangesFrame'), frame);
    const refused: unknown = await ada.socket!.emitWithAck('message.send', { channelId });
    expect(refused).toMatchObject({ ok: false, error: { code: 'validation.failed' } });
    expectToFit(refTo('CommandRefused'), refused);
    const extended: unknown = await ada.socket!.emitWithAck('session.refresh', { accessToken: ada.accessToken });
    expectToFit(asyncapi.components.messages['session.refresh.ack']!.payload, extended);
  });

  it('in snapshots, each by the kind of its stream', async () => {
    const { data } = await ada.command('sync', {});
    const kinds = new Set<string>();
    for (const [stream, answer] of Object.entries<any>(data.streams)) {
      const kind = stream.split(':')[0]!;
      kinds.add(kind);
      expect(answer.status).toBe('snapshot');
      expectToFit(refTo(asyncapi['x-snapshots'][kind]!), answer.data);
    }
    expect([...kinds].sort()).toEqual(Object.keys(asyncapi['x-snapshots']));
  });
});
