import type { IncomingMessage } from 'node:http';

/** The pattern of the route that answered, such as `/api/v1/invitations/:code`; undefined when none did. For logs and metrics. */
export function routeOf(request: IncomingMessage): string | undefined {
  const path = (request as IncomingMessage & { route?: { path?: string } }).route?.path;
  return path === '*path' ? undefined : path; // Nest's own catch-all
}
