import { CornerUpRight } from 'lucide-react';
import { quietly } from '../session/parley.js';
import { jumpTo } from '../frame/jump.js';
import { gist } from './gist.js';
import { useMessage } from './use-message.js';

/** Above an answer: what it answers, and the way there. */
export function Quote({ messageId, channelId }: { messageId: string; channelId: string }) {
  const original = useMessage(messageId, channelId);
  if (original === 'gone')
    return <p className="text-sm text-muted italic">It answers a message that is not there any more.</p>;
  return (
    <button
      type="button"
      title="Go to the message that this answers"
      disabled={original === undefined}
      onClick={() => quietly(jumpTo(messageId, channelId))}
      className="flex min-h-6 max-w-full items-center gap-1.5 rounded-md pe-1.5 text-start text-sm text-muted hover:text-ink"
    >
      <CornerUpRight size={14} className="shrink-0" aria-hidden="true" />
      <span className="sr-only">Answers: </span>
      {original && (
        <>
          <bdi className="shrink-0 font-medium">{original.author.displayName}</bdi>
          <span className="truncate">{gist(original)}</span>
        </>
      )}
    </button>
  );
}
