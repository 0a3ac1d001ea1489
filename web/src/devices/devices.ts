import { useEffect, useState } from 'react';

/** A device that can be chosen. Without permission browsers tell neither names nor ids. */
export interface Device {
  id: string;
  label: string;
}

export interface Devices {
  microphones: readonly Device[];
  cameras: readonly Device[];
  speakers: readonly Device[];
}

type Info = Pick<MediaDeviceInfo, 'deviceId' | 'kind' | 'label'>;

const none: Devices = { microphones: [], cameras: [], speakers: [] };
const kinds = { microphones: 'audioinput', cameras: 'videoinput', speakers: 'audiooutput' } as const;

/** What of a list of devices can be chosen, by kind. `default` is what “as the system has it” means already. */
export function sorted(infos: readonly Info[]): Devices {
  const of = (wanted: MediaDeviceKind): Device[] =>
    infos
      .filter(({ kind, deviceId }) => kind === wanted && deviceId !== '' && deviceId !== 'default')
      .map(({ deviceId, label }, index) => ({ id: deviceId, label: label || `Device ${index + 1}` }));
  return { microphones: of(kinds.microphones), cameras: of(kinds.cameras), speakers: of(kinds.speakers) };
}

/** What is plugged in, now and whenever that changes. `asked`: anything that changes when permission may have been given. */
export function useDevices(asked: unknown): Devices {
  const [devices, setDevices] = useState(none);
  useEffect(() => {
    const { mediaDevices } = navigator as Partial<Navigator>;
    if (!mediaDevices) return undefined;
    let isHere = true;
    const look = async (): Promise<void> => {
      const infos = await mediaDevices.enumerateDevices();
      if (isHere) setDevices(sorted(infos));
    };
    const again = (): void => void look();
    again();
    mediaDevices.addEventListener('devicechange', again);
    return () => {
      isHere = false;
      mediaDevices.removeEventListener('devicechange', again);
    };
  }, [asked]);
  return devices;
}
