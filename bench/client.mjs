// A Socket.IO client that costs next to nothing: it speaks the protocol by hand and looks at frames as text, so that the load generator does
// not become what is measured. The same code drives both servers.
import { WebSocket } from 'ws';

/** How the two servers are spoken to. `deliveries` counts the messages in a frame. */
export const kinds = {
  parley: {
    auth: ({ token }) => ({ token }),
    join: undefined, // the server joins rooms
    send: (user, channelId, body, nonce) => ['message.send', { channelId, body, nonce }],
    deliveries: (frame) => occurrences(frame, '"type":"message.created"'),
    headers: ({ token }) => ({ authorization: `Bearer ${token}` }),
    page: (channelId) => `/api/v1/channels/${channelId}/messages`,
  },
  bare: {
    auth: () => ({}),
    join: (channels) => ['join', channels],
    send: (user, channelId, body, nonce) => ['message', { channelId, authorId: user.id, body, nonce }],
    deliveries: () => 1,
    headers: () => ({}),
    page: (channelId) => `/channels/${channelId}/messages`,
  },
};

function occurrences(text, part) {
  let count = 0;
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) count += 1;
  return count;
}

export class Client {
  acks = new Map();
  nextAck = 0;
  delivered = 0;
  awaited = new Map();

  constructor(url, kind, user) {
    this.url = url;
    this.kind = kinds[kind];
    this.user = user;
  }

  async connect(channels) {
    const socket = new WebSocket(`${this.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      perMessageDeflate: false,
    });
    this.socket = socket;
    await new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('close', () => reject(new Error('closed')));
      socket.on('message', (data) => {
        const frame = data.toString();
        if (frame[0] === '0') socket.send(`40${JSON.stringify(this.kind.auth(this.user))}`);
        else if (frame[0] === '2') socket.send('3');
        else if (frame.startsWith('40')) resolve();
        else if (frame.startsWith('44')) reject(new Error(frame));
        else if (frame.startsWith('43')) this.acked(frame);
        else if (frame.startsWith('42["changes"') || frame.startsWith('42["message"')) {
          this.delivered += this.kind.deliveries(frame);
          for (const [text, resolve] of this.awaited) if (frame.includes(text)) resolve();
        }
      });
    });
    const join = this.kind.join?.(channels);
    if (join) await this.emit(...join);
  }

  /** Resolves when a frame came that contains the text. */
  async hears(text) {
    await new Promise((resolve) => this.awaited.set(text, resolve));
    this.awaited.delete(text);
  }

  /** Resolves with the acknowledgement's text. */
  emit(event, payload) {
    const id = this.nextAck++;
    return new Promise((resolve) => {
      this.acks.set(id, resolve);
      this.socket.send(`42${id}${JSON.stringify([event, payload])}`);
    });
  }

  async send(channelId, body, nonce) {
    const ack = await this.emit(...this.kind.send(this.user, channelId, body, nonce));
    if (!ack.includes('"ok":true')) throw new Error(`not stored: ${ack}`);
  }

  acked(frame) {
    const start = frame.indexOf('[');
    const id = Number(frame.slice(2, start));
    this.acks.get(id)?.(frame.slice(start));
    this.acks.delete(id);
  }

  close() {
    this.socket.removeAllListeners('close');
    this.socket.terminate();
  }
}
