import { useState } from 'react';
import type { Me } from '@parley/client';
import { BadgeCheck } from 'lucide-react';
import { VerifyAgain } from '../auth/verify-again.js';
import { client } from '../session/parley.js';
import { Form } from '../ui/form.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { ownPassword, proofOf } from './own-password.js';

/** Where mails go. Another address counts when the mail that is sent there was answered. */
export function AddressGroup({ me }: { me: Me }) {
  const [asked, setAsked] = useState<string>();
  return (
    <SettingsGroup title="Email address">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <bdi className="font-medium">{me.email ?? 'None'}</bdi>
        {me.emailVerified ? (
          <span className="flex items-center gap-1 text-sm text-ok">
            <BadgeCheck size={16} aria-hidden="true" /> confirmed
          </span>
        ) : (
          me.email !== null && (
            <span className="flex items-center gap-2 text-sm text-muted">
              not confirmed yet <VerifyAgain />
            </span>
          )
        )}
      </div>
      {asked !== undefined && asked !== me.email && (
        <p role="status" className="rounded-lg bg-accent-soft px-3 py-2">
          We have sent a mail to <bdi className="font-medium">{asked}</bdi>. Open the link in it to move there. Until
          then everything stays as it is.
        </p>
      )}
      <Form
        fields={[
          { name: 'email', label: 'New email address', type: 'email', autoComplete: 'email' },
          { ...ownPassword, hint: 'We tell the old address about it, too.' },
        ]}
        action="Change address"
        look="settings"
        done=""
        onSubmit={async ({ email = '', password }) => {
          await client.command('me.change_email', { email, ...proofOf(password) });
          setAsked(email.trim().toLowerCase());
        }}
      />
    </SettingsGroup>
  );
}
