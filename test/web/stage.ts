import type { Browser, BrowserContextOptions } from 'playwright-core';
import { createClient, type ParleyClient } from '@parley/client';
import type { ServerNode } from '../support/processes.js';
import { launch, passwordOf, Visitor } from './browser.js';
import { installation } from './places.js';

/** A server with an empty installation, a browser, and who comes there. */
export class Stage {
  node!: ServerNode;
  dataDir!: string;
  browser!: Browser;
  private removeData: (() => void) | undefined;
  private readonly visitors: Visitor[] = [];
  private readonly clients: ParleyClient[] = [];

  async open({ env, browserOptions = [] }: StageOptions): Promise<void> {
    ({ node: this.node, dataDir: this.dataDir, remove: this.removeData } = await installation(env));
    this.browser = await launch(...browserOptions);
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
    await this.browser?.close();
    await this.node?.end();
    this.removeData?.();
  }

  /** What the pages of all visitors complained about. */
  get complaints(): string[] {
    return this.visitors.flatMap(({ complaints }) => complaints);
  }

  /** Somebody at a browser of their own. */
  async visitor(how?: BrowserContextOptions): Promise<Visitor> {
    const visitor = await Visitor.arrive(this.browser, this.node.url, how);
    this.visitors.push(visitor);
    return visitor;
  }

  /** Ada in a team of her own, and Ben, who came by her invitation. */
  async twoVisitors(): Promise<[ada: Visitor, ben: Visitor]> {
    const [ada, ben] = await Promise.all([this.visitor(), this.visitor()]);
    await ada.begin();
    await ben.follow(ada);
    return [ada, ben];
  }

  /** Registers somebody who uses the SDK. */
  async signUp(username: string, displayName: string): Promise<ParleyClient> {
    const client = this.client();
    const email = `${username}@example.org`;
    await client.auth.register({ username, displayName, email, password: passwordOf(username) });
    await client.reaches('online');
    return client;
  }

  /** Somebody who is registered, by the SDK: elsewhere, as the browsers see it. */
  async signIn(username: string): Promise<ParleyClient> {
    const client = this.client();
    await client.auth.login({ login: username, password: passwordOf(username) });
    await client.reaches('online');
    return client;
  }

  private client(): ParleyClient {
    const client = createClient({ url: this.node.url });
    this.clients.push(client);
    return client;
  }
}

interface StageOptions {
  /** Settings of the server. */
  env?: Record<string, string>;
  browserOptions?: string[];
}

/** A stage for all tests of a suite: there once the hooks before it have run, and gone with it. No page on it may complain. */
export function openStage(options: StageOptions = {}): Stage {
  const stage = new Stage();
  beforeAll(() => stage.open(options));
  afterAll(() => stage.close());
  afterEach(() => {
    expect(stage.complaints).toEqual([]);
  });
  return stage;
}
