/** Lays files into the tray of a channel. What that needs is loaded with the first file: most messages have none. */
export async function attach(channelId: string, files: readonly File[]): Promise<void> {
  const { addFiles } = await import('./uploads.js');
  addFiles(channelId, files);
}
