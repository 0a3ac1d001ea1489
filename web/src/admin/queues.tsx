import type { CommandReply } from '@parley/client';
import { RefreshCw } from 'lucide-react';
import { client } from '../session/parley.js';
import { IconButton } from '../ui/button.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { useAnswer } from '../ui/use-answer.js';

type QueueLoad = CommandReply<'installation.queue.list'>['items'][number];

interface Props {
  queues: readonly QueueLoad[] | undefined;
  problem: string | undefined;
  onRefresh: () => void;
}

const askForNode = () => client.administration.node();

/** How many jobs each queue holds. */
export function Queues({ queues, problem, onRefresh }: Props) {
  const board = useAnswer(askForNode).value?.board;
  return (
    <SettingsGroup>
      <div className="flex items-center justify-between gap-2">
        <h2 className="font-semibold tracking-tight">Queues</h2>
        <IconButton label="Look again" onClick={onRefresh}>
          <RefreshCw size={16} />
        </IconButton>
      </div>
      <p role="alert" className="text-danger empty:hidden">
        {problem}
      </p>
      <ul aria-label="Queues" className="grid grid-cols-1 divide-y divide-line">
        {queues?.map(({ queue, waiting, active, delayed, dead }) => (
          <li key={queue} className="flex flex-wrap justify-between gap-x-4 py-2 tabular-nums first:pt-0 last:pb-0">
            <span className="font-medium capitalize">{queue}</span>
            <span className="text-muted">
              {waiting} waiting · {active} at work · {delayed} resting ·{' '}
              <span className={dead > 0 ? 'font-medium text-danger' : ''}>{dead} given up</span>
            </span>
          </li>
        ))}
      </ul>
      {board && (
        <p className="text-sm text-muted">
          Redis has more to tell:{' '}
          <a href={board} target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
            open the board of the queues
          </a>
        </p>
      )}
    </SettingsGroup>
  );
}
