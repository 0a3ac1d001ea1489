import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** The harmless file that every scanner knows (eicar.org), in two pieces, so that none takes offence at this one. */
export const EICAR = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$', 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('');

/**
 * Speaks the language of ClamAV's daemon as clamd(8) and version 1.4 have it: VERSION and INSTREAM, begun by `z` and ended by a zero byte. It finds EICAR.
 */
export class ClamdServer {
  /** Bytes of a file, as in StreamMaxLength. */
  limit = Infinity;
  /** What befalls who asks. `hang`: taken and not answered; `stall`: not even read; `drop`: hung up on after the first bytes of a file. */
  fault: 'none' | 'hang' | 'stall' | 'drop' = 'none';
  /** What it says instead of a verdict. */
  says: string | undefined;
  /** Bytes of files that it was shown. */
  shown = 0;
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  /** At a free port, or at the path of a socket. */
  static async start(path?: string): Promise<ClamdServer> {
    const server = createServer();
    const made = new ClamdServer(server);
    server.on('connection', (socket) => {
      made.sockets.add(socket);
      socket.on('close', () => made.sockets.delete(socket)).on('error', () => undefined /* whoever is hung up on */);
      made.serve(socket);
    });
    if (path === undefined) server.listen(0, '127.0.0.1');
    else server.listen(path);
    await once(server, 'listening');
    return made;
  }

  get url(): string {
    const address = this.server.address() as AddressInfo | string;
    return typeof address === 'string' ? `unix:${address}` : `tcp://127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private serve(socket: Socket): void {
    if (this.fault === 'stall') return void socket.pause();
    let waiting = Buffer.alloc(0);
    let command: string | undefined;
    let file = '';
    let size = 0;
    const answer = (text: string) => this.fault !== 'hang' && socket.end(`${text}\0`);
    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      if (command === undefined && waiting.includes(0)) {
        const end = waiting.indexOf(0);
        command = waiting.subarray(0, end).toString();
        waiting = waiting.subarray(end + 1);
        if (command === 'zVERSION') answer(this.says ?? 'ClamAV 1.4.6');
        else if (command !== 'zINSTREAM') answer('UNKNOWN COMMAND');
      }
      while (command === 'zINSTREAM' && waiting.length >= 4) {
        const length = waiting.readUInt32BE();
        if (length === 0)
          return answer(this.says ?? `stream: ${file.includes(EICAR) ? 'Eicar-Test-Signature FOUND' : 'OK'}`);
        if (size + length > this.limit) return answer('INSTREAM size limit exceeded. ERROR');
        if (waiting.length < 4 + length) return undefined;
        file = (file + waiting.toString('latin1', 4, 4 + length)).slice(-1000);
        waiting = waiting.subarray(4 + length);
        size += length;
        this.shown += length;
        if (this.fault === 'drop') socket.destroy();
      }
      return undefined;
    });
  }
}
