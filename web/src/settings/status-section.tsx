import { SettingsGroup } from '../ui/settings-group.js';
import { AvailabilityChoice } from './availability-choice.js';
import { StatusForm } from './status-form.js';

/** What one says of oneself just now. */
export function StatusSection() {
  return (
    <>
      <SettingsGroup title="What you are doing" about="Others see it beside your name.">
        <StatusForm />
      </SettingsGroup>
      <SettingsGroup title="Availability" about="The same on all your devices, until you change it.">
        <AvailabilityChoice />
      </SettingsGroup>
    </>
  );
}
