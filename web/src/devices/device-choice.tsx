import { Select } from '../ui/select.js';
import type { Device } from './devices.js';

interface Props {
  label: string;
  devices: readonly Device[];
  value: string;
  onChange: (value: string) => void;
}

/** Which device of a kind. One that was chosen and is not plugged in stays chosen, and says so. */
export function DeviceChoice({ label, devices, value, onChange }: Props) {
  const isGone = value !== '' && devices.length > 0 && !devices.some(({ id }) => id === value);
  const options = Object.fromEntries([
    ['', 'As the system has it'],
    ...devices.map(({ id, label: name }) => [id, name]),
    ...(isGone ? [[value, 'One that is not plugged in']] : []),
  ]) as Record<string, string>;
  return (
    <Select
      label={label}
      value={value}
      options={options}
      hint={isGone && 'Until it is back, the system’s own choice is used.'}
      onChange={onChange}
    />
  );
}
