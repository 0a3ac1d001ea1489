import type { OutboxMail } from './outbox.mailer.js';

/** Nothing runs, nothing is loaded from anywhere, nobody frames the page. The mail's HTML lives in a sandboxed frame under the same policy. */
export const OUTBOX_CSP =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1d2433;background:#fff}
a{color:#1b5fc1}table{width:100%;border-collapse:collapse}td,th{text-align:left;padding:.4rem .6rem .4rem 0;border-bottom:1px solid #d9dee8}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f6fa;padding:1rem;border-radius:.5rem}
iframe{width:100%;height:32rem;border:1px solid #d9dee8;border-radius:.5rem}dt{font-weight:600}dd{margin:0 0 .5rem}
@media (prefers-color-scheme:dark){body{color:#e6e9f0;background:#14181f}a{color:#8ab8ff}pre{background:#1e242e}iframe{background:#fff}}`;

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(title)}</title><style>${STYLE}</style></head><body>${body}</body></html>`;
}

/** The text with its web addresses as links: what people open an outbox for. */
function linked(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']{1,2000})/)
    .map((part, index) => (index % 2 ? `<a href="${escape(part)}" rel="noreferrer">${escape(part)}</a>` : escape(part)))
    .join('');
}

/** The list of mails, newest first. */
export function outboxPage(mails: readonly OutboxMail[]): string {
  const rows = mails.map(
    ({ jobId, to, subject, sentAt }) =>
      `<tr><td>${escape(sentAt)}</td><td>${escape(to)}</td><td><a href="/outbox/${escape(jobId)}">${escape(subject)}</a></td></tr>`,
  );
  const table = `<table><tr><th>Sent</th><th>To</th><th>Subject</th></tr>${rows.join('')}</table>`;
  const note = 'No mail server is set, so mail stays here, readable on this machine alone. Set SMTP_URL to send it.';
  return page('Outbox', `<h1>Outbox</h1><p>${note}</p>${mails.length > 0 ? table : '<p>No mail yet.</p>'}`);
}

/** One mail: its head, its text, and its HTML in a frame where nothing runs. */
export function mailPage(mail: OutboxMail): string {
  const head = [
    ['From', mail.from],
    ['To', mail.to],
    ['Sent', mail.sentAt],
    ['Message-ID', mail.messageId],
  ].map(([name = '', value = '']) => `<dt>${name}</dt><dd>${escape(value)}</dd>`);
  const html =
    mail.html === undefined
      ? ''
      : `<h2>HTML</h2><iframe title="HTML of the mail" sandbox srcdoc="${escape(mail.html)}"></iframe>`;
  return page(
    mail.subject,
    `<p><a href="/outbox">Outbox</a></p><h1>${escape(mail.subject)}</h1><dl>${head.join('')}</dl><pre>${linked(mail.text)}</pre>${html}`,
  );
}
