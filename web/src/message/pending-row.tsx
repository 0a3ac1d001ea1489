import type { Media, PendingMessage } from '@parley/client';
import { returnToDraft } from '../composer/drafts.js';
import { replyTo } from '../composer/replying.js';
import { client, useParley, useStatus } from '../session/parley.js';
import { deleteUploads, returnToTray } from '../tray/trays.js';
import { Avatar } from '../media/avatar.js';
import { Button } from '../ui/button.js';
import { problemOf, sentenceOf } from '../ui/problem.js';
import { Markdown } from './markdown.js';
import { Quote } from './quote.js';

/** A message on its way, or refused: then what can be done about it. */
export function PendingRow({ pending, leads }: { pending: PendingMessage; leads: boolean }) {
  const me = useParley(() => client.me);
  const { nonce, body, status, error, channelId, replyToId, mediaIds = [] } = pending;
  const known = useParley(() => client.state.media);
  const uploads = mediaIds.flatMap((id) => known[id] ?? []);
  const failed = status === 'failed';
  const isOnline = useStatus().state === 'online';

  function backToWriting(): void {
    returnToDraft(channelId, body);
    returnToTray(channelId, uploads);
    replyTo(
      channelId,
      client.messages(channelId).find(({ id }) => id === replyToId),
    );
    client.discard(nonce);
  }

  function discard(): void {
    client.discard(nonce);
    deleteUploads(mediaIds);
  }

  return (
    <div
      data-pending={status}
      className={`flex gap-3 px-4 md:px-5 ${leads ? 'pt-3.5' : 'pt-0.5'} ${failed ? 'bg-danger-soft pb-2' : 'pb-0.5'}`}
    >
      {me && leads ? <Avatar user={me} className="mt-0.5 size-9" /> : <span className="w-9 shrink-0" />}
      <div className="min-w-0 flex-1">
        {leads && (
          <p className="flex items-baseline gap-2 leading-snug">
            <bdi className="truncate font-semibold">{me?.displayName}</bdi>
            <span className="text-xs text-muted">{failed ? 'Not sent' : isOnline ? 'Sending…' : 'Not sent yet'}</span>
          </p>
        )}
        <div className={failed ? '' : 'opacity-75'}>
          {replyToId !== undefined && <Quote messageId={replyToId} channelId={channelId} />}
          {body !== '' && <Markdown text={body} />}
          {mediaIds.length > 0 && <p className="text-sm text-muted">{namesOf(uploads, mediaIds.length)}</p>}
        </div>
        {failed && (
          <div role="alert" className="mt-1 flex flex-wrap items-center gap-x-4 pointer-coarse:gap-y-2 text-sm">
            <span className="text-danger">{whyNot(error)}</span>
            <Button look="quiet" className="-mx-1" onClick={() => client.retry(nonce)}>
              Try again
            </Button>
            <Button look="quiet" className="-mx-1" onClick={backToWriting}>
              Change it
            </Button>
            <Button look="quiet" className="-mx-1" onClick={discard}>
              Discard
            </Button>
          </div>
        )}
      </div>
    </div>
  );
}

/** In words for what one wrote: to the server it is a body. */
function whyNot(error: unknown): string {
  const { fields, general } = problemOf(error, { body: 'A message' });
  return fields['body'] ?? general ?? sentenceOf(error);
}

/** What goes along. After the page was loaded again their names are not known until they are sent. */
function namesOf(uploads: readonly Media[], count: number): string {
  if (uploads.length < count) return count === 1 ? 'With a file' : `With ${count} files`;
  return uploads.map(({ name }) => name).join(', ');
}
