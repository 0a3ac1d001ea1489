/** By what is in it. */
export const mediaKinds = ['image', 'voice', 'audio', 'video', 'file'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** `processing` until it can be opened. */
export const mediaStates = ['processing', 'ready', 'failed'] as const;
export type MediaState = (typeof mediaStates)[number];

/** Why it cannot be. */
export const mediaReasons = [
  ...(['empty', 'broken', 'too_large', 'too_long', 'unsupported', 'timed_out'] as const),
  ...(['kind_refused', 'infected', 'too_large_to_scan', 'lost', 'given_up'] as const),
] as const;
export type FailureReason = (typeof mediaReasons)[number];

/** What the malware scanner said. */
export const scanStatuses = ['not_scanned', 'pending', 'clean', 'infected'] as const;
export type ScanStatus = (typeof scanStatuses)[number];
