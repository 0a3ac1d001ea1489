/** Addresses of this app that links in mails lead to, and the way there without one. */
const mailPages = new Set(['/forgot', '/reset', '/verify', '/change-email', '/disown', '/unsubscribe']);

export function isMailPage(path: string): boolean {
  return mailPages.has(path);
}
