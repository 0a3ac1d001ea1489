import { useState } from 'react';
import { SettingsGroup } from '../ui/settings-group.js';
import { Switch } from '../ui/switch.js';
import { chime } from './chime.js';
import { choose, useNotifyChoices } from './choices.js';

/** What this browser does when somebody calls. It asks for permission on the click, never before. */
export function NotifyGroup() {
  const { desktop, sound } = useNotifyChoices();
  // Phones have the name, and refuse to pages what it stands for: there the service worker shows it.
  const isSupported =
    'Notification' in globalThis && ('serviceWorker' in navigator || matchMedia('(hover: hover)').matches);
  const [permission, setPermission] = useState(() => (isSupported ? Notification.permission : 'denied'));

  async function switchDesktop(wanted: boolean): Promise<void> {
    if (!wanted) return choose({ desktop: false });
    const answer = await Notification.requestPermission();
    setPermission(answer);
    choose({ desktop: answer === 'granted' });
  }

  return (
    <SettingsGroup
      title="In this browser"
      about="When somebody mentions you or writes to you while you look at something else."
    >
      <Switch
        label="Show a notification"
        hint={
          !isSupported
            ? 'This browser cannot show notifications.'
            : permission === 'denied' &&
              'The browser does not allow it. You can change that in its settings for this site.'
        }
        checked={desktop && permission === 'granted'}
        disabled={!isSupported || permission === 'denied'}
        onChange={(wanted) => void switchDesktop(wanted)}
      />
      <Switch
        label="Play a sound"
        checked={sound}
        onChange={(wanted) => {
          choose({ sound: wanted });
          if (wanted) chime();
        }}
      />
    </SettingsGroup>
  );
}
