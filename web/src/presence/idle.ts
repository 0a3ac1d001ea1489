import { client, quietly } from '../session/parley.js';

/** Milliseconds without a hand on this device after which it counts as left alone. */
const LEFT_ALONE = 5 * 60_000;
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/** Tells the server when nobody uses this page for a while and when somebody is back; when all of one's devices are idle one is `away`. */
export function watchForIdleness(): () => void {
  let idle = false;
  let timer = setTimeout(leave, LEFT_ALONE);

  function tell(): void {
    if (client.status.state === 'online') quietly(client.command('presence.set', { idle }));
  }

  function leave(): void {
    idle = true;
    tell();
  }

  function stir(): void {
    clearTimeout(timer);
    timer = setTimeout(leave, LEFT_ALONE);
    if (!idle) return;
    idle = false;
    tell();
  }

  for (const sign of SIGNS) addEventListener(sign, stir, { passive: true });
  // A new connection counts as in use.
  const stop = client.onStatus(({ state }) => state === 'online' && idle && tell());
  return () => {
    clearTimeout(timer);
    stop();
    for (const sign of SIGNS) removeEventListener(sign, stir);
  };
}
