import { useRef, useState } from 'react';
import type { Channel, Thread } from '@parley/client';
import { useTakingPart } from '../frame/taking-part.js';
import { Composer } from '../composer/composer.js';
import { takeOut, type Written } from '../composer/written.js';
import { client } from '../session/parley.js';
import { sentenceOf } from '../ui/problem.js';

interface Props {
  place: Channel;
  /** Undefined as long as nobody has answered. */
  thread: Thread | undefined;
  /** Where the thread hangs. */
  channel: Channel;
  rootId: string;
  onEditLast: () => void;
}

/** Where one answers in a thread. The first answer begins it. */
export function ReplyBox({ place, thread, channel, rootId, onEditLast }: Props) {
  const takesPart = useTakingPart();
  const [problem, setProblem] = useState<string>();
  const isOpening = useRef(false);

  async function send(written: Written): Promise<void> {
    if (isOpening.current) return; // Enter was pressed once more
    setProblem(undefined);
    isOpening.current = true;
    try {
      const { channelId } = thread ?? (await client.command('thread.open', { messageId: rootId }));
      client.send({ channelId, ...written });
      // Meanwhile what stood in the box may have moved into the thread.
      for (const id of new Set([place.id, channelId])) takeOut(id, written);
    } catch (error) {
      setProblem(sentenceOf(error));
    } finally {
      isOpening.current = false;
    }
  }

  if (!takesPart)
    return (
      <p className="border-t border-line p-4 text-muted">
        {channel.archivedAt === null ? 'Join the channel to answer here.' : 'This channel is archived.'}
      </p>
    );
  return (
    <>
      <p role="alert" className="px-4 text-sm text-danger empty:hidden">
        {problem}
      </p>
      <Composer channel={place} boxId="reply" onSend={(written) => void send(written)} onEditLast={onEditLast} />
    </>
  );
}
