/** Why this browser cannot take part in calls, in a sentence; undefined where it can. */
export function whyNoCalls(scope: Partial<typeof globalThis> = globalThis): string | undefined {
  if (scope.isSecureContext === false)
    return 'Browsers let only pages with https, or on this very machine (localhost), use a microphone. Ask whoever runs this server for an address that begins with https.';
  if (scope.RTCPeerConnection === undefined || !scope.navigator?.mediaDevices?.getUserMedia)
    return 'This browser cannot make calls (it has no WebRTC). A newer one can.';
  return undefined;
}

/** Phones share no screen. */
export function canShareScreen(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}

/** Whether the loudspeaker can be chosen; else it is the system's. */
export function canChooseSpeaker(): boolean {
  return 'setSinkId' in HTMLMediaElement.prototype;
}
