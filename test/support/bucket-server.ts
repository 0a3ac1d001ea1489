import { mkdtemp, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import S3rver, { type Context } from '@20minutes/s3rver';
import type { BucketSettings } from '../../src/platform/config/bucket.js';

/** What befalls a request on its way. */
type Fault =
  | 'none'
  /** 500 for all its tries. */
  | 'error'
  /** Taken, and never answered. */
  | 'hang'
  /** Done by the server, but the answer is lost. */
  | 'lost'
  /** The answer breaks off after this many bytes of its body. */
  | { cutAfter: number }
  /** The answer stops after this many bytes of its body, and the connection stays. */
  | { stallAfter: number }
  /** Any other answer of a server, with the code in its XML. */
  | { status: number; code: string };

const NAME = 'files';
const DAY_MS = 86_400_000;

/**
 * A real S3 server on this machine, which checks signatures, behind a proxy that can do harm. What it does not know is added: calling off and listing
 * uploads in parts (`AbortMultipartUpload`, `ListMultipartUploads`).
 */
export class BucketServer {
  /** Decides about each request, by its method and address. */
  fault: (request: { method: string; url: string }) => Fault = () => 'none';
  /** `METHOD path?query` of all that came. */
  readonly heard: string[] = [];
  private readonly proxy: Server;
  private upstream = 0;

  private constructor(
    private readonly folder: string,
    private readonly s3: S3rver,
  ) {
    this.proxy = createServer((incoming, response) => this.pass(incoming, response));
  }

  static async start(): Promise<BucketServer> {
    const folder = await mkdtemp(join(tmpdir(), 'parley-bucket-'));
    const s3 = new S3rver({
      address: '127.0.0.1',
      port: 0,
      silent: true,
      directory: folder,
      configureBuckets: [{ name: NAME }],
    });
    const server = new BucketServer(folder, s3);
    s3.middleware.splice(2, 0, (context, next) => server.mend(context, next));
    server.upstream = (await s3.run()).port;
    server.proxy.listen(0, '127.0.0.1');
    await once(server.proxy, 'listening');
    return server;
  }

  async stop(): Promise<void> {
    this.proxy.closeAllConnections();
    this.proxy.close();
    await this.s3.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  settings(over: Partial<BucketSettings> = {}): BucketSettings {
    return {
      name: NAME,
      endpoint: `http://127.0.0.1:${(this.proxy.address() as AddressInfo).port}`,
      region: 'us-east-1',
      keys: { id: 'S3RVER', secret: 'S3RVER' },
      forcePathStyle: true,
      prefix: 'parley/',
      timeoutMs: 10_000,
      ...over,
    };
  }

  /** The ids of uploads that were begun, and neither finished nor called off. */
  async unfinished(): Promise<string[]> {
    return readdir(this.uploads).catch(() => []);
  }

  /** Makes all of them look as if they had been begun two days ago. */
  async age(): Promise<void> {
    const then = new Date(Date.now() - 2 * DAY_MS);
    for (const id of await this.unfinished()) await utimes(join(this.uploads, id, 'key'), then, then);
  }

  /** Does what the server does not know, and does right what it does wrong. */
  private async mend(context: Context, next: () => Promise<void>): Promise<void> {
    const { method, path, query } = context;
    // It leaves the slash out of what was signed, so signatures of such addresses do not count; those of files do.
    if (path.endsWith('/'))
      context.app = Object.assign(Object.create(this.s3) as S3rver, { allowMismatchedSignatures: true });
    if (method === 'DELETE' && query.uploadId !== undefined) {
      await rm(join(this.uploads, query.uploadId), { recursive: true });
      context.status = 204;
    } else if (method === 'GET' && query.uploads !== undefined) {
      const Upload = await Promise.all((await this.unfinished()).map((id) => this.told(id)));
      context.body = { ListMultipartUploadsResult: { Bucket: NAME, IsTruncated: false, Upload } };
    } else await next();
    // No stretch of a file without bytes can be had (RFC 9110, 15.5.17); it promises one byte, which never comes.
    if (context.response.get('Content-Range').endsWith('/0')) {
      (context.body as Readable).destroy();
      context.status = 416;
      context.body = { Error: { Code: 'InvalidRange' } };
    }
  }

  private get uploads(): string {
    return this.s3.store.getResourcePath(NAME, undefined, 'uploads');
  }

  private async told(UploadId: string): Promise<Record<string, string>> {
    const key = join(this.uploads, UploadId, 'key');
    return { Key: await readFile(key, 'utf8'), UploadId, Initiated: (await stat(key)).mtime.toISOString() };
  }

  private pass(incoming: IncomingMessage, response: ServerResponse): void {
    const { method = '', url = '', headers } = incoming;
    this.heard.push(`${method} ${url}`);
    const fault = this.fault({ method, url });
    if (fault === 'hang') return void incoming.resume();
    if (fault === 'error' || (typeof fault === 'object' && 'status' in fault)) {
      const { status, code } = fault === 'error' ? { status: 500, code: 'InternalError' } : fault;
      incoming.resume().on('end', () => {
        response
          .writeHead(status, { 'content-type': 'application/xml' })
          .end(`<Error><Code>${code}</Code><Message>No.</Message></Error>`);
      });
      return;
    }
    const sent = request({ host: '127.0.0.1', port: this.upstream, method, path: url, headers }, (answer) => {
      if (fault === 'lost') {
        answer.resume().on('end', () => response.destroy());
        return;
      }
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      if (fault === 'none') answer.pipe(response);
      else void this.harm(answer, response, fault);
    });
    incoming.on('error', () => sent.destroy());
    sent.on('error', () => response.destroy());
    response.on('close', () => sent.destroy());
    incoming.pipe(sent);
  }

  private async harm(
    answer: IncomingMessage,
    response: ServerResponse,
    fault: { cutAfter: number } | { stallAfter: number },
  ): Promise<void> {
    let left = 'cutAfter' in fault ? fault.cutAfter : fault.stallAfter;
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      response.write(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) break;
    }
    if ('cutAfter' in fault) response.destroy();
  }
}
