import { useState } from 'react';
import type { Message } from '@parley/client';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { sentenceOf } from '../ui/problem.js';

export default function DeleteDialog({ message, onClose }: { message: Message; onClose: () => void }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      await client.command('message.delete', { messageId: message.id });
      onClose();
    } catch (error) {
      setProblem(sentenceOf(error));
      setBusy(false);
    }
  }

  return (
    <Dialog title="Delete this message?" onClose={onClose}>
      <p className="text-muted">It is blank for everybody then, and cannot be brought back.</p>
      <blockquote className="max-h-40 overflow-y-auto rounded-lg bg-panel px-3 py-2 whitespace-pre-wrap">
        {[message.body, ...message.attachments.map(({ name }) => name)].filter(Boolean).join('\n')}
      </blockquote>
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
      <div className="flex justify-end gap-2">
        <Button look="plain" onClick={onClose}>
          Keep it
        </Button>
        <Button look="danger" disabled={busy} onClick={() => void remove()}>
          Delete
        </Button>
      </div>
    </Dialog>
  );
}
