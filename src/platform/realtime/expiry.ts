import type { Connection } from './realtime.js';

const timers = new WeakMap<Connection, NodeJS.Timeout>();

/** Closes a connection when its access token ends. Called again, with the new end, when the client brings a fresh token. */
export function closeAtExpiry(connection: Connection): void {
  const renewed = timers.has(connection);
  clearTimeout(timers.get(connection));
  const timer = setTimeout(
    () => {
      connection.emit('session.expired', {});
      connection.disconnect(true);
    },
    Math.max(0, connection.data.caller.expiresAt - Date.now()),
  );
  timers.set(connection, timer);
  if (!renewed) connection.once('disconnect', () => clearTimeout(timers.get(connection)));
}
