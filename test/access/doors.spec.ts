import { Controller, Get, type Type } from '@nestjs/common';
import { DiscoveryModule, DiscoveryService, MetadataScanner } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { Can } from '../../src/core/access/decorators.js';
import { ClosedByDefault } from '../../src/core/access/closed-by-default.js';
import { Public } from '../../src/platform/http/public.js';
import { startApp, type TestApp } from '../support/app.js';
import { expectOk, nonce, person, rest, type Person } from '../support/people.js';
import { policies } from '../../src/core/access/policies.js';
import type { Policy } from '../../src/core/access/policy.js';
import { fill } from './matrix/call.js';
import { linesOf } from './matrix/lines.js';
import { openPages, operations } from './matrix/operations.js';
import { allTables } from './matrix/tables.js';

interface Layer {
  route?: { path: string; methods: Record<string, boolean> };
}

/** Every route that the running Express knows, as `GET /teams/:teamId`. */
function routesOf({ app }: TestApp): string[] {
  const { stack } = (app.getHttpAdapter().getInstance() as { router: { stack: Layer[] } }).router;
  return stack.flatMap(({ route }) =>
    // What answers every method is a middleware's mount point.
    route && Object.keys(route.methods).length < 10
      ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${route.path}`)
      : [],
  );
}

/** Every message that some gateway of the running app subscribes to. */
function commandsOf({ app }: TestApp): string[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getProviders()
    .flatMap(({ instance }: { instance?: unknown }) => {
      if (typeof instance !== 'object' || instance === null) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return scanner
        .getAllMethodNames(prototype)
        .flatMap((name) => (Reflect.getMetadata('message', prototype[name]!) as string | undefined) ?? []);
    });
}

const written = [...new Set(allTables.flatMap((table) => linesOf(table).map(({ operation }) => operation)))];

/** They have no door of their own: implied.spec.ts tries them through the commands that they are part of. */
const implied = ['message.history_deleted', 'message.mention_everyone', 'message.skip_slow_mode'];

describe('doors', () => {
  let app: TestApp, ada: Person;
  beforeAll(async () => {
    app = await startApp('sqlite');
    ada = await person(app.url, 'ada');
  });
  afterAll(() => app.close());

  it('every operation has a line in the matrix', () => {
    expect(written.toSorted()).toEqual(Object.keys(operations).toSorted());
  });

  it('the matrix knows every route of the API, and no other', () => {
    const known = new Set(written.flatMap((name) => operations[name]!.rest));
    const inApi = routesOf(app).filter((route) => route.includes(' /api/'));
    expect(inApi.map((route) => route.replace(' /api/v1', ' ')).toSorted()).toEqual([...known].toSorted());
  });

  it('the matrix knows every page outside the API, and each is open', async () => {
    const outside = routesOf(app).filter((route) => !route.includes(' /api/') && !/ \/docs(?!\/problems)/.test(route));
    expect(outside.toSorted()).toEqual(openPages.toSorted());
    for (const page of openPages) expect((await fetch(`${app.url}${page.slice(4)}`)).status).toBe(200);
  });

  it('the matrix knows every command, and no other', () => {
    const known = new Set(written.flatMap((name) => operations[name]!.command ?? []));
    expect(commandsOf(app).toSorted()).toEqual([...known].toSorted());
    expect(known.size).toBeGreaterThan(30);
  });

  it('every permission has a door, by REST or by socket, but those that are part of another one', () => {
    const asked = new Set(written.map((name) => name.split(' ')[0]!));
    const permissions = Object.keys(policies);
    expect(permissions.filter((permission) => !asked.has(permission)).toSorted()).toEqual(implied);
    const table = Object.entries<Policy>(policies);
    expect(table.flatMap(([name, policy]) => ('implied' in policy ? name : [])).toSorted()).toEqual(implied);
  });

  it('every route that needs a sign-in says so to whoever has none or a wrong one', async () => {
    const open = new Set(written.filter((name) => /^(auth|mail)\.|^invitation\.preview$/.test(name)));
    const closed = written.filter((name) => !open.has(name)).flatMap((name) => operations[name]!.rest);
    for (const route of new Set(closed)) {
      const [method, template] = route.split(' ') as [string, string];
      const path = fill(template, { teamId: nonce(), channelId: nonce(), messageId: nonce(), userId: nonce() });
      const body = method === 'GET' || method === 'DELETE' ? undefined : {};
      expect([route, (await rest(app.url, method, path, body)).error.code]).toEqual([route, 'auth.required']);
      const forged = await rest(app.url, method, path, body, 'x.y.z');
      expect([route, forged.error.code]).toEqual([route, 'auth.invalid_token']);
    }
  });

  it('no socket without a token gets in, and none gets a command through before it is in', async () => {
    const team = expectOk(await ada.rest('POST', '/teams', { name: 'Shut' }));
    await ada.connect();
    const positions = () => app.database.read((reader) => reader.query('SELECT id, position FROM streams ORDER BY id'));
    const before = await positions();
    for (const command of new Set(written.flatMap((name) => operations[name]!.command ?? []))) {
      const door = `${app.url}/socket.io/?EIO=4&transport=polling`;
      const { sid } = JSON.parse((await (await fetch(door)).text()).slice(1)) as { sid: string };
      const frame = `420${JSON.stringify([command, { teamId: team.id, name: 'x' }])}`;
      await fetch(`${door}&sid=${sid}`, { method: 'POST', body: frame });
      const answer = await (await fetch(`${door}&sid=${sid}`)).text();
      expect([command, answer]).toEqual([command, expect.not.stringContaining('{"ok":true')]);
    }
    expect(await positions()).toEqual(before);
    for (const token of ['', 'x.y.z', `${ada.accessToken}x`]) {
      const intruder = Object.assign(Object.create(Object.getPrototypeOf(ada)) as Person, ada, {
        accessToken: token,
        socket: undefined,
      });
      await expect(intruder.connect()).rejects.toMatchObject({ data: { status: 401, code: 'auth.invalid_token' } });
    }
    ada.disconnect();
  });
});

@Controller('shut')
class ShutController {
  @Get('a')
  @Public()
  open(): string {
    return 'open';
  }

  @Get('b')
  @Can('me.open', { summary: 'x' })
  declared(): string {
    return 'declared';
  }
}

@Controller('forgotten')
class ForgottenController {
  @Get()
  forgotten(): string {
    return 'never';
  }
}

@WebSocketGateway()
class ForgottenGateway {
  @SubscribeMessage('forgotten')
  forgotten(): string {
    return 'never';
  }
}

describe('closed by default', () => {
  const boot = async (controllers: Type[], providers: Type[] = []) => {
    const module = await Test.createTestingModule({
      imports: [DiscoveryModule],
      controllers,
      providers: [ClosedByDefault, ...providers],
    }).compile();
    try {
      await module.init();
    } finally {
      await module.close();
    }
  };

  it('starts when every route says who may', async () => {
    await expect(boot([ShutController])).resolves.toBeUndefined();
  });

  it('does not start with a route that declares no permission', async () => {
    await expect(boot([ShutController, ForgottenController])).rejects.toThrow('ForgottenController.forgotten');
  });

  it('does not start with a command that declares no permission', async () => {
    await expect(boot([ShutController], [ForgottenGateway])).rejects.toThrow('ForgottenGateway.forgotten');
  });
});
