import { useState } from 'react';
import type { Channel } from '@parley/client';
import { PersonRow } from '../people/person-row.js';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';
import { agoOf } from '../ui/time.js';
import { takeRequest, useWaiting, type JoinRequest } from './waiting.js';

/** Who asks to be let in, for those who decide. */
export function Requests({ channel }: { channel: Channel }) {
  const waiting = useWaiting(channel.id);
  if (waiting.length === 0) return null;
  return (
    <section aria-label="Asking to join" className="grid grid-cols-1 gap-2 rounded-xl border border-line bg-panel p-3">
      <h3 className="text-sm font-semibold">Asking to join</h3>
      <ul className="grid grid-cols-1 gap-3">
        {waiting.map((request) => (
          <Request key={request.id} request={request} teamId={channel.teamId} />
        ))}
      </ul>
    </section>
  );
}

function Request({ request, teamId }: { request: JoinRequest; teamId: string | null }) {
  const { id: requestId, channelId, user, message, createdAt } = request;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  function decide(decision: 'approve' | 'deny'): void {
    setBusy(true);
    setProblem(undefined);
    client.command(`join_request.${decision}`, { channelId, requestId }).then(takeRequest, (error: unknown) => {
      setProblem(sentenceOf(error));
      setBusy(false);
    });
  }

  return (
    <li className="grid grid-cols-1 gap-2">
      <PersonRow user={user} teamId={teamId} note={agoOf(createdAt)} />
      {message && (
        <p className="rounded-lg bg-canvas px-3 py-2 whitespace-pre-wrap">
          <bdi>{message}</bdi>
        </p>
      )}
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
      <div className="flex gap-2">
        <Button disabled={busy} aria-label={`Let ${user.displayName} in`} onClick={() => decide('approve')}>
          Let in
        </Button>
        <Button look="plain" disabled={busy} aria-label={`Decline ${user.displayName}`} onClick={() => decide('deny')}>
          Decline
        </Button>
      </div>
    </li>
  );
}
