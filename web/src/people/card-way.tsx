import { useState } from 'react';
import { MessageCircle, Pencil } from 'lucide-react';
import { useLocation } from 'wouter';
import { client, useParley } from '../session/parley.js';
import { dmPath } from '../session/places.js';
import { Button } from '../ui/button.js';
import { sentenceOf } from '../ui/problem.js';

/** To a conversation with them, or of oneself to what others see. */
export function CardWay({ userId, onDone }: { userId: string; onDone: () => void }) {
  const isMe = useParley(() => client.me?.id === userId);
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function talk(): Promise<void> {
    setBusy(true);
    try {
      const { channel } = await client.command('dm.open', { userIds: [userId] });
      await client.until(() => client.dms().some(({ id }) => id === channel.id));
      onDone();
      navigate(dmPath(channel));
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  }

  function edit(): void {
    onDone();
    navigate('/settings/profile');
  }

  return (
    <>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
      <Button
        look={isMe ? 'plain' : 'primary'}
        disabled={busy}
        onClick={() => (isMe ? edit() : void talk())}
        className="flex items-center justify-center gap-2"
      >
        {isMe ? <Pencil size={16} aria-hidden="true" /> : <MessageCircle size={16} aria-hidden="true" />}
        {isMe ? 'Edit profile' : 'Message'}
      </Button>
    </>
  );
}
