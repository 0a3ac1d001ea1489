import { client } from '../session/parley.js';
import { Form } from '../ui/form.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { Way } from '../ui/way.js';

const fields = [
  { name: 'currentPassword', label: 'Current password', type: 'password', autoComplete: 'current-password' },
  { name: 'password', label: 'New password', type: 'password', autoComplete: 'new-password' },
];

export function PasswordGroup() {
  return (
    <SettingsGroup
      title="Password"
      about={
        <>
          Changing it logs you out on all other devices. You do not know it, or have none?{' '}
          <Way to="/forgot">Get a link by mail</Way>.
        </>
      }
    >
      <Form
        fields={fields}
        action="Change password"
        done="Your password is changed."
        look="settings"
        onSubmit={async ({ currentPassword, password = '' }) => {
          await client.command('me.change_password', { password, ...(currentPassword && { currentPassword }) });
        }}
      />
    </SettingsGroup>
  );
}
