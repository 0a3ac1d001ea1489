import { useState } from 'react';
import { ShieldCheck, ShieldOff } from 'lucide-react';
import { client, useParley } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { Enrolment } from './enrolment.js';
import { ProofDialog } from './proof-dialog.js';
import { RecoveryCodes } from './recovery-codes.js';
import { useAnswer } from '../ui/use-answer.js';

const ask = () => client.command('second_factor.open', {});

/** A code from an app besides the password. */
export function TwoStepSection() {
  const isOn = useParley(() => client.me?.secondFactor ?? false);
  const { value, problem, after } = useAnswer(ask);
  const [codes, setCodes] = useState<string[]>();
  const [asking, setAsking] = useState<'renew' | 'off'>();

  if (codes)
    return (
      <RecoveryCodes
        codes={codes}
        onDone={() => {
          setCodes(undefined);
          void after();
        }}
      />
    );
  if (!isOn) return <Enrolment onDone={setCodes} />;
  return (
    <>
      <SettingsGroup title="It is on" about="Logging in takes a code from your authenticator app as well.">
        <p className="flex items-center gap-2.5">
          <ShieldCheck size={20} aria-hidden="true" className="shrink-0 text-ok" />
          {value && <span>{leftOf(value.recoveryCodesLeft)}</span>}
        </p>
        <p role="alert" className="text-danger empty:hidden">
          {problem}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button look="plain" onClick={() => setAsking('renew')}>
            New recovery codes
          </Button>
          <Button look="plain" className="flex items-center gap-2 text-danger" onClick={() => setAsking('off')}>
            <ShieldOff size={16} aria-hidden="true" /> Turn off
          </Button>
        </div>
      </SettingsGroup>
      {asking === 'renew' && (
        <ProofDialog
          title="New recovery codes"
          about="The ones that you have do not work any more then."
          action="Make new codes"
          onProof={async (proof) => setCodes((await client.command('second_factor.renew_codes', proof)).codes)}
          onClose={() => setAsking(undefined)}
        />
      )}
      {asking === 'off' && (
        <ProofDialog
          title="Turn two-step log-in off?"
          about="Then your password alone is enough. Teams that ask for it stay closed to you until you turn it on again."
          action="Turn off"
          dangerous
          onProof={(proof) => client.command('second_factor.disable', proof)}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}

function leftOf(count: number): string {
  if (count === 0) return 'You have no recovery codes left. Make new ones before you lose your phone.';
  return count === 1 ? 'You have one recovery code left.' : `You have ${count} recovery codes left.`;
}
