import type { Diagnosis } from '@parley/client';

/** Where and when it is asked. */
export interface Circumstances {
  at: string;
  page: string;
  browser: string;
  online: boolean;
  worker: boolean;
  errors: readonly string[];
}

/** Everything as text that can be sent to somebody. No word of a message is in it. */
export function reportOf(diagnosis: Diagnosis, { at, page, browser, online, worker, errors }: Circumstances): string {
  const { status, transport, server, epoch, positions, outbox, journal } = diagnosis;
  const lines = [
    `Parley, ${at}`,
    `Page: ${page}`,
    `Browser: ${browser}`,
    `Network, as the browser says: ${online ? 'there' : 'away'}; opened without it: ${worker ? 'possible' : 'not possible'}`,
    `Connection: ${status.state}${status.reason ? ` (${status.reason})` : ''}, by ${transport ?? 'nothing'}`,
    `Server: version ${server?.version ?? 'unknown'}, node ${server?.node ?? 'unknown'}`,
    `Epoch: ${epoch ?? 'unknown'}`,
    `User: ${diagnosis.userId ?? 'nobody'}, session: ${diagnosis.sessionId ?? 'none'}`,
    '',
    `Outbox: ${outbox.length}`,
    ...outbox.map(({ nonce, channelId, createdAt, status, code }) =>
      [`  ${createdAt}`, status, code, `nonce ${nonce}`, `channel ${channelId}`].filter(Boolean).join('  '),
    ),
    '',
    `Last errors: ${journal.length + errors.length}`,
    ...journal.map(({ at, what, code, requestId }) => [`  ${at}`, what, code, requestId].filter(Boolean).join('  ')),
    ...errors.map((error) => `  ${error}`),
    '',
    `Positions: ${Object.keys(positions).length}`,
    ...Object.entries(positions).map(([stream, position]) => `  ${stream}  ${position}`),
  ];
  return lines.join('\n');
}
