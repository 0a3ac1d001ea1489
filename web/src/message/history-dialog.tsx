import { useEffect, useState } from 'react';
import type { CommandReply } from '@parley/client';
import { client } from '../session/parley.js';
import { Dialog } from '../ui/dialog.js';
import { sentenceOf } from '../ui/problem.js';
import { momentOf } from '../ui/time.js';
import { Markdown } from './markdown.js';

type Version = CommandReply<'message.history'>['items'][number];

/** What a message said before it was edited, the newest first. */
export default function HistoryDialog({ messageId, onClose }: { messageId: string; onClose: () => void }) {
  const [versions, setVersions] = useState<readonly Version[]>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    client.command('message.history', { messageId }).then(
      ({ items }) => setVersions(items.toReversed()),
      (error: unknown) => setProblem(sentenceOf(error)),
    );
  }, [messageId]);
  return (
    <Dialog title="What it said before" onClose={onClose}>
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
      {!versions && problem === undefined && <p role="status">One moment…</p>}
      <ol className="grid max-h-[60dvh] gap-2 overflow-y-auto">
        {versions?.map(({ version, body, writtenAt }, index) => (
          <li key={version} className="rounded-lg bg-panel px-3 py-2">
            <p className="text-xs text-muted">
              {index === 0 ? 'Now' : index === versions.length - 1 ? 'First' : 'Then'} ·{' '}
              <time dateTime={writtenAt}>{momentOf(writtenAt)}</time>
            </p>
            {body === '' ? <p className="text-muted italic">No text</p> : <Markdown text={body} />}
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
