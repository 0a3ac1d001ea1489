/** Lets an element play by the chosen loudspeaker; by the system's where that cannot be chosen or is gone. */
export async function sinkTo(element: HTMLAudioElement, speaker: string): Promise<void> {
  if (!('setSinkId' in element) || element.sinkId === speaker) return;
  try {
    await element.setSinkId(speaker);
  } catch (error) {
    console.warn('The chosen loudspeaker cannot be used:', error);
    if (speaker !== '') await element.setSinkId('');
  }
}
