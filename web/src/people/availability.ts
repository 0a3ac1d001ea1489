import type { Me } from '@parley/client';
import { client } from '../session/parley.js';

export type Availability = Me['availability'];

/** What one may say of whether one is there, in the order in which it is offered. */
export const availabilities: Readonly<Record<Availability, { label: string; hint: string; dot: string }>> = {
  auto: { label: 'Online', hint: 'Away when you use none of your devices.', dot: 'bg-ok' },
  away: { label: 'Away', hint: 'Also while you are here.', dot: 'border-2 border-warn' },
  dnd: { label: 'Do not disturb', hint: 'No sounds and no pop-ups.', dot: 'bg-danger' },
  invisible: { label: 'Invisible', hint: 'Others see you as gone.', dot: 'border-2 border-muted' },
};

/** @throws ParleyError why it could not be set. */
export async function setAvailability(availability: Availability): Promise<void> {
  await client.command('presence.set', { availability });
}
