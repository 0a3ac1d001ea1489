import { useState } from 'react';
import type { CommandReply } from '@parley/client';
import { Laptop, Smartphone } from 'lucide-react';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { agoOf, momentOf } from '../ui/time.js';
import { deviceOf, isHandheld } from './device-words.js';
import { useAnswer } from '../ui/use-answer.js';

type Session = CommandReply<'session.list'>['items'][number];
const list = () => client.command('session.list', {});

/** Where one is signed in, and how to end that. */
export function SessionsSection() {
  const { value, problem, after } = useAnswer(list);
  const [ending, setEnding] = useState<Session | 'others'>();
  const others = value?.items.filter(({ current }) => !current) ?? [];
  const end = (): Promise<unknown> =>
    ending === 'others'
      ? client.command('session.revoke_others', {})
      : client.command('session.revoke', { sessionId: ending!.id });
  return (
    <>
      <SettingsGroup title="This device">
        <ul>
          {value?.items
            .filter(({ current }) => current)
            .map((session) => (
              <Row key={session.id} session={session} />
            ))}
        </ul>
        <p role="alert" className="text-danger empty:hidden">
          {problem}
        </p>
      </SettingsGroup>
      <SettingsGroup title="Other devices" about="You do not know one of them? Log it out, and change your password.">
        {value && others.length === 0 && <p className="text-muted">You are logged in nowhere else.</p>}
        {others.length > 0 && (
          <>
            <ul className="grid grid-cols-1 gap-4">
              {others.map((session) => (
                <Row key={session.id} session={session} onEnd={() => setEnding(session)} />
              ))}
            </ul>
            <Button look="plain" className="justify-self-start" onClick={() => setEnding('others')}>
              Log out everywhere else
            </Button>
          </>
        )}
      </SettingsGroup>
      {ending && (
        <ConfirmDialog
          title={ending === 'others' ? 'Log out everywhere else?' : 'Log this device out?'}
          action="Log out"
          onConfirm={async () => {
            await end();
            await after();
          }}
          onClose={() => setEnding(undefined)}
        >
          <p>
            {ending === 'others'
              ? 'Only this device stays logged in.'
              : `${deviceOf(ending.device)} has to log in again.`}
          </p>
        </ConfirmDialog>
      )}
    </>
  );
}

function Row({ session, onEnd }: { session: Session; onEnd?: () => void }) {
  const { device, address, createdAt, lastUsedAt, current } = session;
  const Icon = isHandheld(device) ? Smartphone : Laptop;
  return (
    <li className="flex items-center gap-3">
      <Icon size={20} aria-hidden="true" className="shrink-0 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="truncate font-medium" title={device}>
          {deviceOf(device)}
        </p>
        <p className="text-sm text-muted">
          {address} · <span title={momentOf(lastUsedAt)}>{current ? 'in use now' : `used ${agoOf(lastUsedAt)}`}</span>
        </p>
        <p className="text-sm text-muted" title={momentOf(createdAt)}>
          Logged in {agoOf(createdAt)}
        </p>
      </div>
      {onEnd && (
        <Button look="plain" aria-label={`Log out ${deviceOf(device)}`} onClick={onEnd}>
          Log out
        </Button>
      )}
    </li>
  );
}
