import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { errorCatalogue } from '../../src/platform/errors/errors.catalogue.js';
import { asked, openapi, operations } from './documents.js';

describe('openapi.json', () => {
  it('passes the linter', async () => {
    const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', NODE_OPTIONS: '' };
    const lint = promisify(execFile)(
      process.execPath,
      ['node_modules/@redocly/cli/bin/cli.js', 'lint', 'openapi.json', '--format', 'json'],
      { env },
    );
    const { stdout } = await lint.catch((failed: { stdout: string }) => failed);
    expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0 } });
  });

  it('names every operation once', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
  });

  it('S4-58 has a route for every permission of the table, under its own name', () => {
    const withoutRoute = asked.filter(
      (permission) =>
        !operations.some(
          ({ operation }) => operation.operationId === permission && operation['x-permission'] === permission,
        ),
    );
    const ofTheConnection = [
      'session.refresh',
      'typing.start',
      'typing.stop',
      'voice.join',
      'voice.state',
      'voice.signal',
    ];
    expect(withoutRoute).toEqual(ofTheConnection); // REST has none
  });

  it('is open to everybody only where somebody may be without an account', () => {
    const open = operations.filter(({ operation }) => operation.security?.length === 0);
    expect(open.map(({ operation }) => operation.operationId).sort()).toEqual([
      ...[
        'auth.confirm_email',
        'auth.disown',
        'auth.exchange',
        'auth.forgot_password',
        'auth.google',
        'auth.google_callback',
      ],
      ...['auth.login', 'auth.methods', 'auth.refresh', 'auth.register', 'auth.reset_password', 'auth.second_factor'],
      ...['auth.undo_email', 'auth.verify_email', 'invitation.preview', 'mail.unsubscribe'],
    ]);
    for (const { operation } of open) expect(operation['x-permission']).toBeUndefined();
  });

  it.each(operations.map(({ method, path, operation }) => [operation.operationId, method, path, operation] as const))(
    '%s documents what it refuses as problems',
    (id, _method, path, { responses, security, requestBody, tags, summary }) => {
      const refusals = Object.entries(responses).filter(([status]) => !/^[23]/.test(status));
      for (const [, { content }] of refusals) {
        expect(content).toEqual({ 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } });
      }
      const documented = Object.keys(responses);
      expect(documented).toEqual(expect.arrayContaining(['429', 'default']));
      if (security?.length) expect(documented).toContain('401');
      if (requestBody) expect(documented).toContain('400');
      if (path.includes('{')) expect(documented).toEqual(expect.arrayContaining(['400', '404']));
      expect({ id, tags: tags?.length, summary: typeof summary }).toEqual({ id, tags: 1, summary: 'string' });
    },
  );

  it.each([
    ['message.send', ['validation.failed', 'access.denied', 'not_found', 'channel.archived', 'message.nonce_reused']],
    ['channel.create', ['access.denied', 'channel.slug_taken']],
    ['team.member.update', ['access.denied', 'team.last_owner', 'team.role_too_high']],
    ['auth.login', ['auth.invalid_credentials', 'rate.limited']],
    ['invitation.accept', ['invitation.expired', 'invitation.revoked', 'invitation.used_up', 'not_found']],
  ])('%s may answer %j', (id, codes) => {
    const found = operations.find(({ operation }) => operation.operationId === id)?.operation;
    expect(found?.['x-problems']).toEqual(expect.arrayContaining(codes));
  });

  it('does not promise a refusal that the table cannot give', () => {
    const problems = (id: string) =>
      operations.find(({ operation }) => operation.operationId === id)?.operation['x-problems'];
    expect(problems('team.open')).not.toContain('access.denied'); // every member may
    expect(problems('message.list')).not.toContain('channel.archived'); // an archived channel can be read
  });

  it('knows every code of the catalogue', () => {
    expect(openapi.components.schemas.ProblemCode?.enum).toEqual(Object.keys(errorCatalogue));
  });

  it('takes examples from the comments', () => {
    const { SendMessageDto, User } = openapi.components.schemas;
    expect(SendMessageDto?.properties?.body).toMatchObject({
      description: 'Markdown, kept as written. May be empty, or left out, where something is attached.',
      example: 'Good morning!',
    });
    expect(User?.properties?.username).toMatchObject({
      description: 'Unique in the installation, lower case.',
      example: 'ada',
    });
  });
});
