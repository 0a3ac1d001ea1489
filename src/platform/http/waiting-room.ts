import { once } from 'node:events';
import { createServer } from 'node:http';
import { errorCatalogue } from '../errors/errors.catalogue.js';

/**
 * Listens in the app's place while the app still waits for its database: alive but not ready, so that an orchestrator neither
 * restarts the process nor sends it work. It also finds a taken port before the database is touched.
 * Returns how to make room for the app. Rejects with EADDRINUSE and the like.
 */
export async function openWaitingRoom(port: number, host: string): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const alive = request.url === '/health/live';
    const { title, status } = errorCatalogue['database.unavailable'];
    const body = alive ? { status: 'alive' } : { code: 'database.unavailable', title, status };
    response
      .writeHead(alive ? 200 : status, {
        'Content-Type': alive ? 'application/json' : 'application/problem+json',
        'Retry-After': '1',
        Connection: 'close',
      })
      .end(JSON.stringify(body));
  });
  server.listen(port, host);
  await once(server, 'listening');
  return async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
}
