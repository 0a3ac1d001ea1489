import { useState } from 'react';
import { Monitor, Moon, Sun } from 'lucide-react';
import { Choice } from '../ui/choice.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { useTheme } from '../ui/theme.js';
import { momentOf } from '../ui/time.js';

const options = [
  {
    value: 'system',
    label: 'As the system',
    hint: 'Light by day and dark by night, if it is set so.',
    sign: <Monitor size={17} />,
  },
  { value: 'light', label: 'Light', sign: <Sun size={17} /> },
  { value: 'dark', label: 'Dark', sign: <Moon size={17} /> },
] as const;

/** How it looks on this screen. */
export function AppearanceSection() {
  const [theme, choose] = useTheme();
  const [now] = useState(() => new Date().toISOString());
  return (
    <>
      <SettingsGroup title="Colours" about="On this device.">
        <Choice label="Colours" options={options} value={theme} onChange={choose} />
      </SettingsGroup>
      <SettingsGroup title="Dates and times">
        <p className="text-muted">
          They follow the language of your browser. Now is <span className="text-ink">{momentOf(now)}</span>.
        </p>
      </SettingsGroup>
    </>
  );
}
