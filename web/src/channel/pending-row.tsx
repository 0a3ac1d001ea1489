import type { PendingMessage } from '@parley/client';
import { client, useParley } from '../session/parley.js';
import { Avatar } from '../ui/avatar.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';
import { returnToDraft } from './drafts.js';
import { Markdown } from './markdown.js';

/** A message on its way, or refused: then what can be done about it. */
export function PendingRow({ pending, leads }: { pending: PendingMessage; leads: boolean }) {
  const me = useParley(() => client.me);
  const { nonce, body, status, error, channelId } = pending;
  const failed = status === 'failed';

  function backToWriting(): void {
    returnToDraft(channelId, body);
    client.discard(nonce);
  }

  return (
    <li
      data-pending={status}
      className={`flex gap-3 px-4 md:px-5 ${leads ? 'mt-3' : ''} ${failed ? 'bg-danger-soft py-2' : 'py-0.5'}`}
    >
      {me && leads ? <Avatar user={me} className="mt-0.5 size-9" /> : <span className="w-9 shrink-0" />}
      <div className="min-w-0 flex-1">
        {leads && (
          <p className="flex items-baseline gap-2 leading-snug">
            <bdi className="truncate font-semibold">{me?.displayName}</bdi>
            <span className="text-xs text-muted">{failed ? 'Not sent' : 'Sending…'}</span>
          </p>
        )}
        <div className={failed ? '' : 'opacity-60'}>
          <Markdown text={body} />
        </div>
        {failed && (
          <div role="alert" className="mt-1 flex flex-wrap items-center gap-x-3 text-sm">
            <span className="text-danger">{sentenceOf(error)}</span>
            <Button look="quiet" onClick={() => client.retry(nonce)}>
              Try again
            </Button>
            <Button look="quiet" onClick={backToWriting}>
              Change it
            </Button>
            <Button look="quiet" onClick={() => client.discard(nonce)}>
              Discard
            </Button>
          </div>
        )}
      </div>
    </li>
  );
}
