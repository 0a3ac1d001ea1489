import { Suspense, useState } from 'react';
import type { CommandReply } from '@parley/client';
import { client } from '../session/parley.js';
import { Button } from '../ui/button.js';
import { Copyable } from '../ui/copyable.js';
import { Form } from '../ui/form.js';
import { lazily } from '../ui/lazily.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { ownPassword, proofOf } from './own-password.js';

// Few turn it on, and once.
const QrCode = lazily(() => import('./qr-code.js'), NoPicture);

const code = {
  name: 'code',
  label: 'Code that the app shows',
  autoComplete: 'one-time-code',
  inputMode: 'numeric',
  placeholder: '123456',
  autoFocus: true,
} as const;

/** The way to a second step: the password, the picture for the app, and the app's first code. */
export function Enrolment({ onDone }: { onDone: (recoveryCodes: string[]) => void }) {
  const [begun, setBegun] = useState<CommandReply<'second_factor.enrol'>>();
  if (!begun)
    return (
      <SettingsGroup
        title="It is off"
        about="With it, logging in takes a code from an app on your phone as well: whoever learns your password still does not come in."
      >
        <Form
          fields={[ownPassword]}
          action="Turn on"
          look="settings"
          onSubmit={async ({ password }) => setBegun(await client.command('second_factor.enrol', proofOf(password)))}
        />
      </SettingsGroup>
    );
  return (
    <SettingsGroup title="Show this to your authenticator app" about="Scan the picture, or type the key into the app.">
      <div className="grid grid-cols-1 items-start gap-5 sm:grid-cols-[auto_1fr]">
        <Suspense fallback={<div className="size-48" />}>
          <QrCode text={begun.uri} label="Code for your authenticator app" />
        </Suspense>
        <div className="grid grid-cols-1 gap-4">
          <Copyable label="Key" text={begun.secret} shown={inFours(begun.secret)} />
          <Form
            fields={[code]}
            action="Confirm"
            look="settings"
            onSubmit={async ({ code: given = '' }) => {
              const { codes } = await client.command('second_factor.confirm', { code: given.replace(/\s/g, '') });
              onDone(codes);
            }}
          />
        </div>
      </div>
    </SettingsGroup>
  );
}

/** The key can be typed instead. */
function NoPicture(_props: object, again: () => void) {
  return (
    <p
      role="alert"
      className="grid size-48 place-content-center rounded-lg border border-line p-3 text-center text-muted"
    >
      The picture could not be loaded.
      <Button look="quiet" onClick={again}>
        Try again
      </Button>
    </p>
  );
}

/** Easier to type. */
function inFours(secret: string): string {
  return secret.replace(/.{4}(?=.)/g, '$& ');
}
