import { navigate } from 'wouter/use-browser-location';
import { quietly } from '../session/parley.js';
import { jumpTo, type Jump } from '../frame/jump.js';

/** What a notification says, and where it leads. */
interface Lead extends Partial<Jump> {
  channelId: string;
  title: string;
  body: string;
}

/**
 * Shows one for each conversation: the next message takes the place of the last, also where several windows are open. By the service worker where
 * there is one, because phones let nothing else do it.
 */
export async function show({ title, body, ...jump }: Lead): Promise<void> {
  const how = { body, tag: jump.channelId, icon: '/favicon.svg', silent: true };
  const registration = await navigator.serviceWorker?.getRegistration();
  if (registration?.active) return registration.showNotification(title, { ...how, data: jump });
  const shown = new Notification(title, how);
  shown.addEventListener('click', () => {
    focus();
    shown.close();
    lead(jump);
  });
}

/** Leads to what was clicked in a notification that the service worker has shown (`worker/sw.ts`). Ends with the function it answers. */
export function hearClicks(): () => void {
  const worker = navigator.serviceWorker as ServiceWorkerContainer | undefined; // missing without https
  const hear = ({ data }: MessageEvent): void => lead(data as Partial<Jump>);
  worker?.addEventListener('message', hear);
  return () => worker?.removeEventListener('message', hear);
}

/** To the message, or to the DM where it is about no message. */
function lead({ messageId, channelId }: Partial<Jump>): void {
  if (messageId === undefined || channelId === undefined) return navigate(`/dm/${channelId}`);
  quietly(jumpTo(messageId, channelId));
}
