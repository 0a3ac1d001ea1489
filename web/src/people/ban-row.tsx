import { useState } from 'react';
import type { CommandReply } from '@parley/client';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { agoOf, untilOf } from '../ui/time.js';
import { PersonRow } from './person-row.js';

interface Props {
  ban: Omit<CommandReply<'channel.ban.list'>['items'][number], 'channelId'>;
  teamId?: string | null;
  /** Lifts it. */
  onLift: () => Promise<unknown>;
  /** What comes of lifting it, in a sentence or two. */
  outlook: string;
}

/** Somebody who is kept out: since when, how long, by whom and why, and how to let them in again. */
export function BanRow({ ban: { user, reason, bannedBy, bannedAt, expiresAt }, teamId, onLift, outlook }: Props) {
  const [asking, setAsking] = useState(false);
  return (
    <li className="grid grid-cols-1 gap-1">
      <PersonRow user={user} teamId={teamId} note={`banned ${agoOf(bannedAt)}`}>
        <Button look="plain" aria-label={`Unban ${user.displayName}`} onClick={() => setAsking(true)}>
          Unban
        </Button>
      </PersonRow>
      <p className="ps-1 text-sm text-muted">
        {expiresAt ? `Until ${untilOf(expiresAt)}` : 'Permanently'}, by <bdi>{bannedBy.displayName}</bdi>
        {reason ? `: ${reason}` : '.'}
      </p>
      {asking && (
        <ConfirmDialog
          title={`Let ${user.displayName} back in?`}
          action="Unban"
          onConfirm={onLift}
          onClose={() => setAsking(false)}
        >
          <p>{outlook}</p>
        </ConfirmDialog>
      )}
    </li>
  );
}
