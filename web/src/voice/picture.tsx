import { useEffect, useRef } from 'react';

interface Props {
  picture: MediaStream | MediaStreamTrack;
  /** What is seen in it, for screen readers. */
  label: string;
  /** As in a mirror: oneself. */
  isMirrored?: boolean;
  /** Whether all of it is to be seen; else it fills its place. */
  isWhole?: boolean;
}

/** What a camera or a screen shows, without sound: that is played elsewhere. */
export function Picture({ picture, label, isMirrored = false, isWhole = false }: Props) {
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const box = video.current!;
    box.srcObject = picture instanceof MediaStream ? picture : new MediaStream([picture]);
    return () => void (box.srcObject = null);
  }, [picture]);
  return (
    <video
      ref={video}
      aria-label={label}
      muted
      autoPlay
      playsInline
      disablePictureInPicture={isMirrored}
      className={`absolute inset-0 size-full ${isWhole ? 'object-contain' : 'object-cover'} ${isMirrored ? '-scale-x-100' : ''}`}
    />
  );
}
