import { client, useParley } from '../session/parley.js';
import { Form } from '../ui/form.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { AvatarEditor } from './avatar-editor.js';

/** What others see of one. */
export function ProfileSection() {
  const me = useParley(() => client.me);
  if (!me) return null;
  const fields = [
    {
      name: 'displayName',
      label: 'Name',
      hint: 'As others see it.',
      autoComplete: 'name',
      defaultValue: me.displayName,
    },
    {
      name: 'username',
      label: 'Username',
      hint: 'You log in with it, and others mention you by it. Old mentions keep the old one.',
      autoComplete: 'username',
      autoCapitalize: 'none',
      spellCheck: false,
      defaultValue: me.username,
    },
  ];
  return (
    <>
      <SettingsGroup title="Picture">
        <AvatarEditor me={me} />
      </SettingsGroup>
      <SettingsGroup title="Names">
        <Form
          fields={fields}
          action="Save"
          done="Saved."
          look="settings"
          onSubmit={async ({ displayName = '', username = '' }) => {
            await client.command('me.update', { displayName: displayName.trim(), username: username.trim() });
          }}
        />
      </SettingsGroup>
    </>
  );
}
