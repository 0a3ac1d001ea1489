import type { Page, WebSocketRoute } from 'playwright-core';

/** What lies between a page and its server, to be cut. To be laid before the page is opened, in a context without service workers. */
export class Network {
  private isCut = false;
  private readonly sockets = new Set<WebSocketRoute>();

  private constructor() {}

  static async under(page: Page): Promise<Network> {
    const network = new Network();
    await page.routeWebSocket(/socket\.io/, (socket) => network.carry(socket));
    await page.route('**/api/**', (route) => (network.isCut ? route.abort('internetdisconnected') : route.continue()));
    return network;
  }

  /** The live connection breaks off, and nothing reaches the server. */
  async cut(): Promise<void> {
    this.isCut = true;
    await Promise.all([...this.sockets].map((socket) => socket.close()));
    this.sockets.clear();
  }

  mend(): void {
    this.isCut = false;
  }

  private carry(socket: WebSocketRoute): void {
    if (this.isCut) return void socket.close();
    this.sockets.add(socket);
    const server = socket.connectToServer();
    socket.onClose(() => void server.close());
  }
}
