import { useEffect, useState } from 'react';
import type { VoiceChoices } from './choices.js';
import { openTrack, refusalOf } from './tracks.js';

interface Trial {
  track: MediaStreamTrack | undefined;
  problem: string | undefined;
}

/** A device that is tried out while `isOn`, anew with each other choice. It is let go of afterwards. */
export function useTrial(source: 'microphone' | 'camera', isOn: boolean, choices: VoiceChoices): Trial {
  const [trial, setTrial] = useState<Trial>({ track: undefined, problem: undefined });
  const { cleanSound, [source]: device } = choices;
  useEffect(() => {
    if (!isOn) return undefined;
    let isHere = true;
    let opened: MediaStreamTrack | undefined;
    openTrack(source).then(
      (track) => {
        if (!isHere) return track.stop();
        opened = track;
        setTrial({ track, problem: undefined });
      },
      (error: unknown) => isHere && setTrial({ track: undefined, problem: refusalOf(source, error) }),
    );
    return () => {
      isHere = false;
      opened?.stop();
      setTrial({ track: undefined, problem: undefined });
    };
  }, [isOn, source, device, cleanSound]);
  return trial;
}
