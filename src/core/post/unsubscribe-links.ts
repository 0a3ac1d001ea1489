import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { mailKinds, type MailKind } from './mail-kinds.js';

/** Whose mails of which kind. */
export interface Subscription {
  recipient: string;
  kind: MailKind;
}

/** What stands for an email address where the address itself has no business: of whoever has no account, and in counters. */
export function recipientOf(address: string): string {
  return createHash('sha256').update(address).digest('hex');
}

/**
 * Signed words that end a kind of mail for somebody, without a session and for ever: a link in an old mail has to work (RFC 8058). They are good
 * for nothing else, so no token is spent on them.
 */
@Injectable()
export class UnsubscribeLinks {
  private readonly key: Buffer;

  constructor(private readonly config: Config) {
    // A key of its own: what is signed here can never be taken for an access token.
    this.key = createHmac('sha256', config.jwtSecret).update('parley mail unsubscribe').digest();
  }

  /** For people, who are asked once more, and for mail programs, whose POST acts. */
  of(subscription: Subscription): { page: string; oneClick: string } {
    const token = this.sign(subscription);
    const { publicUrl } = this.config;
    return {
      page: `${publicUrl}/unsubscribe#token=${token}`,
      oneClick: `${publicUrl}/api/v1/mail/unsubscribe/${token}`,
    };
  }

  /** What a token of ours says; undefined for any other. */
  read(token: string): Subscription | undefined {
    const [recipient = '', kind, mac = ''] = token.split('.');
    const known = mailKinds.find((one) => one === kind);
    if (!known || token.length > 200) return undefined;
    const subscription = { recipient, kind: known };
    const [given, right] = [Buffer.from(mac), Buffer.from(this.mac(subscription))];
    return given.length === right.length && timingSafeEqual(given, right) ? subscription : undefined;
  }

  private sign(subscription: Subscription): string {
    return `${subscription.recipient}.${subscription.kind}.${this.mac(subscription)}`;
  }

  private mac({ recipient, kind }: Subscription): string {
    return createHmac('sha256', this.key).update(`${recipient}.${kind}`).digest('base64url');
  }
}
