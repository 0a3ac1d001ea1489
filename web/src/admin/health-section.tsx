import { sizeOf } from '../media/words.js';
import { client } from '../session/parley.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { agoOf } from '../ui/time.js';
import { useAnswer } from '../ui/use-answer.js';
import { Figures } from './figures.js';

const ask = () => client.administration.node();

const redisStates = { up: 'Connected', down: 'Away', not_used: 'Not used' };

/** How the node is that this page talks with, and what it works with. */
export function HealthSection() {
  const { value, problem } = useAnswer(ask);
  if (!value) return <p role="alert">{problem}</p>;
  const { ready, version, runtime, database, redis, mail, startedAt, memoryBytes } = value;
  return (
    <SettingsGroup about="Where several nodes serve, this is the one that answered.">
      <p className="flex items-center gap-2.5 text-lg font-semibold tracking-tight">
        <span aria-hidden="true" className={`size-3 rounded-full ${ready ? 'bg-ok' : 'bg-danger'}`} />
        {ready ? 'All is well' : 'It takes no work just now'}
      </p>
      <Figures
        figures={[
          ['Parley', version],
          ['Node.js', runtime.replace(/^v/, '')],
          ['Database', database],
          ['Redis', redisStates[redis]],
          ['Email', mail === 'smtp' ? 'Goes out by SMTP' : <Outbox key="outbox" />],
          ['Started', agoOf(startedAt)],
          ['Memory', sizeOf(memoryBytes)],
        ]}
      />
      <p className="text-sm text-muted text-pretty">
        For balancers there are <code>/health/live</code> and <code>/health/ready</code>, for Prometheus{' '}
        <code>/metrics</code>.
      </p>
    </SettingsGroup>
  );
}

function Outbox() {
  return (
    <>
      Kept in the{' '}
      <a href="/outbox" target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
        outbox
      </a>
    </>
  );
}
