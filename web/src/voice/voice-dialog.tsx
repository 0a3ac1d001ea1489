import { Dialog } from '../ui/dialog.js';
import VoiceSettings from './voice-settings.js';

/** The same as in the settings, for during a call. */
export default function VoiceDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title="Microphone, camera and loudspeaker" onClose={onClose}>
      <VoiceSettings />
    </Dialog>
  );
}
