import { useCallback, useState } from 'react';
import type { CommandReply } from '@parley/client';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { More } from '../ui/more.js';
import { sentenceOf } from '../ui/problem.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { agoOf, momentOf } from '../ui/time.js';
import { useAnswer } from '../ui/use-answer.js';
import { usePages } from '../ui/use-pages.js';
import { Queues } from './queues.js';

type DeadJob = CommandReply<'installation.dead_letter.list'>['items'][number];

const askForQueues = () => client.administration.queues();

/** What the server does in the background: how much there is of it, and what it gave up. */
export function JobsSection() {
  const queues = useAnswer(askForQueues);
  const load = useCallback((after?: string) => client.administration.deadLetters(after ? { after } : {}), []);
  const dead = usePages(load, ({ id }) => id);
  return (
    <>
      <Queues queues={queues.value?.items} problem={queues.problem} onRefresh={() => void queues.after()} />
      <SettingsGroup
        title="Given up"
        about="What failed again and again. See to the reason first, then have it tried again."
      >
        <ul aria-label="Given up" className="grid grid-cols-1 divide-y divide-line empty:hidden">
          {dead.items?.map((job) => (
            <Row
              key={job.id}
              job={job}
              onGone={() => {
                dead.drop(job.id);
                void queues.after();
              }}
            />
          ))}
        </ul>
        <More pages={dead} empty="Nothing. All is well." />
      </SettingsGroup>
    </>
  );
}

function Row({ job, onGone }: { job: DeadJob; onGone: () => void }) {
  const { id, queue, name, attempts, error, failedAt } = job;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const what = `${queue}: ${name}`;

  async function run(work: Promise<unknown>): Promise<void> {
    setBusy(true);
    setProblem(undefined);
    try {
      await work;
      onGone();
    } catch (failure) {
      setProblem(sentenceOf(failure));
      setBusy(false);
    }
  }

  return (
    <li className="grid grid-cols-1 gap-2 py-3 first:pt-0 last:pb-0">
      <div>
        <p className="font-medium">{what}</p>
        <p className="text-sm text-muted">
          Tried {attempts === 1 ? 'once' : `${attempts} times`}, given up{' '}
          <time dateTime={failedAt} title={momentOf(failedAt)}>
            {agoOf(failedAt)}
          </time>
        </p>
      </div>
      <p className="rounded-lg bg-panel px-3 py-2 font-mono text-sm">{error}</p>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
      <div className="flex gap-2">
        <Button
          look="plain"
          disabled={busy}
          aria-label={`Try ${what} again`}
          onClick={() => void run(client.administration.retryDeadLetter(id))}
        >
          Try again
        </Button>
        <Button
          look="plain"
          disabled={busy}
          aria-label={`Drop ${what}`}
          onClick={() => void run(client.administration.deleteDeadLetter(id))}
        >
          Drop
        </Button>
      </div>
    </li>
  );
}
