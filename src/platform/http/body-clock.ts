import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { fail, toProblemBody } from '../errors/problem.js';

/** How long bodies may take, in milliseconds. */
interface BodyTimes {
  /** All of a body. */
  wholeMs: number;
  /** The silence of whoever sends a file, which may take its time. */
  silenceMs: number;
  /** All of a request with a file. */
  fileMs: number;
}

/** A request's first line and headers: Node's own number, kept though the one for the whole request grows. */
const HEADERS_MS = 60_000;

const clocks = new WeakMap<IncomingMessage, BodyClock>();

/**
 * Sees to it that no request comes in for ever. Node knows one limit for all of them, which has to be that of a large file on a slow network; so each body
 * has a clock of its own besides, which the route that takes a file in sets to silence.
 */
export function limitBodies(server: Server, times: BodyTimes): void {
  server.requestTimeout = times.fileMs;
  server.headersTimeout = HEADERS_MS;
  // Only now: Engine.IO puts itself before all that listened when it came, and its bodies count as well.
  server.once('listening', () =>
    server.prependListener('request', (request, response) => {
      const { 'content-length': length = '0', 'transfer-encoding': encoding } = request.headers;
      if (encoding !== undefined || length !== '0') clocks.set(request, new BodyClock(request, response, times));
    }),
  );
}

/**
 * The file in this body may take its time: from now on only its sender's silence counts, which `silent` is told of. What is answered gives the rest of the
 * body the time of any other.
 */
export function takeTime(request: IncomingMessage, silent: () => void): () => void {
  return clocks.get(request)?.untilSilent(silent) ?? (() => undefined); // a request without a body has no clock
}

/** Ends a body that takes too long. */
class BodyClock {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly request: IncomingMessage,
    private readonly response: ServerResponse,
    private readonly times: BodyTimes,
  ) {
    this.start();
    request.once('close', () => clearTimeout(this.timer));
  }

  untilSilent(silent: () => void): () => void {
    const silence = this.set(silent, this.times.silenceMs);
    const heard = () => void silence.refresh();
    this.request.on('data', heard);
    return () => {
      this.request.off('data', heard);
      this.start();
    };
  }

  private start(): void {
    this.set(() => this.end(), this.times.wholeMs);
  }

  private set(due: () => void, ms: number): NodeJS.Timeout {
    clearTimeout(this.timer);
    return (this.timer = setTimeout(due, ms).unref());
  }

  /** Whoever was answered already and goes on sending is cut off. */
  private end(): void {
    const { request, response } = this;
    if (request.complete) return;
    if (response.headersSent) return void request.socket.destroy();
    const problem = fail('request.timeout');
    const body = toProblemBody(problem, String(response.getHeader('X-Request-Id') ?? ''));
    response
      .writeHead(problem.status, { 'Content-Type': 'application/problem+json', Connection: 'close' })
      .end(JSON.stringify(body));
  }
}
