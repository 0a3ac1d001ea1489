/** Stands in for the other ways of socket.io to connect: this page has WebSocket. */
class Unused {
  constructor() {
    throw new Error('This page connects by WebSocket alone.');
  }
}

export { Unused as WT, Unused as XHR };
