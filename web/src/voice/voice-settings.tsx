import { useEffect, useRef, useState, type ReactNode } from 'react';
import { canChooseSpeaker, whyNoCalls } from '../devices/can-call.js';
import { chooseVoice, useVoiceChoices } from '../devices/choices.js';
import { DeviceChoice } from '../devices/device-choice.js';
import { useDevices } from '../devices/devices.js';
import { Level } from '../devices/level.js';
import { PushKey } from '../devices/push-key.js';
import { playSample } from '../devices/sample.js';
import { useTrial } from '../devices/use-trial.js';
import { Button } from '../ui/button.js';
import { SettingsGroup } from '../ui/settings-group.js';
import { Switch } from '../ui/switch.js';
import { Picture } from './picture.js';
import { useCall } from './use-call.js';

/** What this device uses in calls, and whether it works. */
export default function VoiceSettings() {
  const choices = useVoiceChoices();
  const view = useCall();
  const [tries, setTries] = useState<{ microphone: boolean; camera: boolean }>({ microphone: false, camera: false });
  const own = useTrial('microphone', tries.microphone && !view?.microphone, choices);
  const picture = useTrial('camera', tries.camera && !view?.camera, choices);
  const microphone = view?.microphone ?? own.track;
  const camera = view?.camera ?? picture.track;
  const devices = useDevices(`${microphone?.id} ${camera?.id}`);
  const obstacle = whyNoCalls();
  if (obstacle) return <SettingsGroup>{obstacle}</SettingsGroup>;
  const turn = (source: 'microphone' | 'camera') => setTries({ ...tries, [source]: !tries[source] });

  return (
    <>
      <SettingsGroup title="Sound" about="On this device.">
        <DeviceChoice
          label="Microphone"
          devices={devices.microphones}
          value={choices.microphone}
          onChange={(id) => chooseVoice({ microphone: id })}
        />
        {microphone ? <Level track={microphone} /> : null}
        <Test problem={own.problem} isHidden={Boolean(view?.microphone)} onClick={() => turn('microphone')}>
          {tries.microphone ? 'End the test' : 'Test the microphone'}
        </Test>
        {canChooseSpeaker() && (
          <DeviceChoice
            label="Loudspeaker"
            devices={devices.speakers}
            value={choices.speaker}
            onChange={(id) => chooseVoice({ speaker: id })}
          />
        )}
        <Speaker />
        <Switch
          label="Take noise and echo out"
          hint="Off only for music, and with headphones."
          checked={choices.cleanSound}
          onChange={(cleanSound) => chooseVoice({ cleanSound })}
        />
        <Switch
          label="Ring when somebody calls"
          hint="Not while you are on “Do not disturb”."
          checked={choices.ringsAloud}
          onChange={(ringsAloud) => chooseVoice({ ringsAloud })}
        />
      </SettingsGroup>
      <SettingsGroup title="Picture">
        <DeviceChoice
          label="Camera"
          devices={devices.cameras}
          value={choices.camera}
          onChange={(id) => chooseVoice({ camera: id })}
        />
        {camera && (
          <div className="relative aspect-video w-full max-w-sm overflow-hidden rounded-xl bg-rail">
            <Picture picture={camera} label="What your camera sees" isMirrored />
          </div>
        )}
        <Test problem={picture.problem} isHidden={Boolean(view?.camera)} onClick={() => turn('camera')}>
          {tries.camera ? 'Turn the preview off' : 'See what the camera sees'}
        </Test>
      </SettingsGroup>
      <SettingsGroup
        title="Push-to-talk"
        about="You are heard only while you hold a key, or the button in the call. The key does nothing while you write."
      >
        <Switch
          label="Hold a key to talk"
          checked={choices.pushToTalk}
          onChange={(pushToTalk) => chooseVoice({ pushToTalk })}
        />
        {choices.pushToTalk && <PushKey />}
      </SettingsGroup>
    </>
  );
}

interface TestProps {
  problem: string | undefined;
  /** In a call the device runs anyway. */
  isHidden: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Test({ problem, isHidden, onClick, children }: TestProps) {
  return (
    <>
      <p role="alert" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
      {!isHidden && (
        <Button look="plain" onClick={onClick} className="justify-self-start">
          {children}
        </Button>
      )}
    </>
  );
}

function Speaker() {
  const { speaker } = useVoiceChoices();
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  return (
    <Button
      look="plain"
      onClick={() => {
        stop.current?.();
        stop.current = playSample(speaker);
      }}
      className="justify-self-start"
    >
      Play a tone
    </Button>
  );
}
