import type { ReactNode } from 'react';
import type { VoiceView } from '@parley/client';
import {
  HeadphoneOff,
  Headphones,
  Mic,
  MicOff,
  PhoneOff,
  ScreenShare,
  ScreenShareOff,
  Settings2,
  Video,
  VideoOff,
} from 'lucide-react';
import { canShareScreen } from '../devices/can-call.js';
import { useVoiceChoices } from '../devices/choices.js';
import { keyName } from '../devices/push-to-talk.js';
import { ariaKeys } from '../ui/chord.js';
import { shortcuts } from '../keys/shortcuts.js';
import { openDialog } from '../frame/open-dialog.js';
import { deafen, leave, mute, turnOff, turnOn, useAsking } from './calling.js';
import { letGo, push } from './use-push-to-talk.js';

interface ControlProps {
  label: string;
  /** Whether what it does is on: then it stands out. */
  isOn?: boolean;
  isOff?: boolean;
  disabled?: boolean;
  keys?: string;
  onClick: () => void;
  children: ReactNode;
}

function Control({ label, isOn, isOff, disabled, keys, onClick, children }: ControlProps) {
  const look = isOn
    ? 'bg-accent text-on-accent'
    : isOff
      ? 'bg-danger-soft text-danger'
      : 'text-muted hover:bg-hover hover:text-ink';
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-keyshortcuts={keys}
      disabled={disabled}
      onClick={onClick}
      className={`grid size-press shrink-0 place-content-center rounded-lg transition disabled:opacity-60 pointer-coarse:size-tap ${look}`}
    >
      {children}
    </button>
  );
}

/** What one can do in a call that one is in. `isFew`: what one needs while one reads elsewhere on a small screen. */
export function Controls({ view, isFew = false }: { view: VoiceView; isFew?: boolean }) {
  const asking = useAsking();
  const { deafened, camera, screen } = view;
  return (
    <div role="group" aria-label="Your part in the call" className="flex flex-wrap items-center gap-1">
      <Microphone view={view} isAsking={asking.includes('microphone')} />
      <Control
        label={deafened ? 'Hear the others again' : 'Hear nobody'}
        isOff={deafened}
        keys={ariaKeys(shortcuts.deafen.chord)}
        onClick={() => deafen(!deafened)}
      >
        {deafened ? <HeadphoneOff size={18} /> : <Headphones size={18} />}
      </Control>
      {!isFew && (
        <Control
          label={camera ? 'Turn the camera off' : 'Turn the camera on'}
          isOn={camera !== null}
          disabled={asking.includes('camera')}
          onClick={() => (camera ? turnOff('camera') : void turnOn('camera'))}
        >
          {camera ? <Video size={18} /> : <VideoOff size={18} />}
        </Control>
      )}
      {!isFew && canShareScreen() && (
        <Control
          label={screen ? 'Stop sharing the screen' : 'Share a screen'}
          isOn={screen !== null}
          disabled={asking.includes('screen')}
          onClick={() => (screen ? turnOff('screen') : void turnOn('screen'))}
        >
          {screen ? <ScreenShareOff size={18} /> : <ScreenShare size={18} />}
        </Control>
      )}
      {!isFew && (
        <Control label="Microphone, camera and loudspeaker" onClick={() => openDialog('voice')}>
          <Settings2 size={18} />
        </Control>
      )}
    </div>
  );
}

/** Out of the call. */
export function LeaveButton() {
  return (
    <button
      type="button"
      aria-label="Leave the call"
      title="Leave the call"
      onClick={leave}
      className="grid h-9 w-11 shrink-0 place-content-center rounded-lg bg-danger text-canvas transition hover:opacity-90 pointer-coarse:h-11 pointer-coarse:w-13"
    >
      <PhoneOff size={18} />
    </button>
  );
}

function Microphone({ view, isAsking }: { view: VoiceView; isAsking: boolean }) {
  const { pushToTalk, pushKey } = useVoiceChoices();
  const { muted, silenced, deafened, microphone } = view;
  const isOff = muted || silenced || microphone === null;
  const icon = isOff ? <MicOff size={18} /> : <Mic size={18} />;
  if (silenced)
    return (
      <Control label="A moderator has turned your microphone off" isOff disabled onClick={() => undefined}>
        {icon}
      </Control>
    );
  if (isAsking)
    return (
      <Control label="Waiting for the microphone…" disabled onClick={() => undefined}>
        {icon}
      </Control>
    );
  if (microphone === null)
    return (
      <Control label="Turn the microphone on" isOff onClick={() => mute(false)}>
        {icon}
      </Control>
    );
  if (pushToTalk && !deafened) return <HoldToTalk isTalking={!muted} keyLabel={keyName(pushKey)} />;
  return (
    <Control
      label={muted ? 'Unmute' : 'Mute'}
      isOff={muted}
      keys={ariaKeys(shortcuts.mute.chord)}
      onClick={() => mute(!muted)}
    >
      {icon}
    </Control>
  );
}

/** A button that talks while it is held: by finger, by mouse, or by Space and Enter on it. */
function HoldToTalk({ isTalking, keyLabel }: { isTalking: boolean; keyLabel: string }) {
  return (
    <button
      type="button"
      aria-pressed={isTalking}
      title={`Hold, or hold ${keyLabel}`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId); // let go of elsewhere, it still ends
        push();
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
      onContextMenu={(event) => event.preventDefault()} // a finger that stays would open one
      onKeyDown={(event) => {
        if (event.key !== ' ' && event.key !== 'Enter') return;
        event.preventDefault();
        if (!event.repeat) push();
      }}
      onKeyUp={letGo}
      onBlur={letGo}
      className={`flex h-9 touch-none items-center gap-1.5 rounded-lg px-2.5 text-sm font-medium select-none pointer-coarse:h-11 pointer-coarse:px-3.5 ${
        isTalking ? 'bg-ok text-canvas' : 'border border-line text-ink hover:bg-hover'
      }`}
    >
      {isTalking ? <Mic size={17} aria-hidden="true" /> : <MicOff size={17} aria-hidden="true" />}
      Hold to talk
    </button>
  );
}
