import { once } from 'node:events';
import net from 'node:net';

/** A connection between a client and a server that can be cut, or left open without a word passing. */
export class Relay {
  port = 0;
  private server?: net.Server;
  private readonly sockets = new Set<net.Socket>();
  private isDeaf = false;

  private constructor(private readonly to: { port: number }) {}

  static async before(to: { port: number }): Promise<Relay> {
    const relay = new Relay(to);
    await relay.open();
    return relay;
  }

  /** Takes connections, on the port that it had. */
  async open(): Promise<void> {
    this.server = net.createServer((client) => {
      const onward = net.connect(this.to.port, '127.0.0.1');
      for (const [socket, other] of [
        [client, onward],
        [onward, client],
      ] as const) {
        this.sockets.add(socket);
        socket.on('data', (bytes: Buffer) => this.isDeaf || other.write(bytes));
        socket.on('error', () => {});
        socket.on('close', () => {
          this.sockets.delete(socket);
          other.destroy();
        });
      }
    });
    this.server.listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as net.AddressInfo).port;
  }

  /** As when the server's process ends: connections break, and no new one is taken. */
  async cut(): Promise<void> {
    this.server?.close();
    this.server = undefined;
    for (const socket of this.sockets) socket.destroy();
    while (this.sockets.size > 0) await new Promise(setImmediate);
  }

  /** Connections stay, and nothing passes. */
  set deaf(deaf: boolean) {
    this.isDeaf = deaf;
  }

  /** Connections of clients at the moment. */
  get connections(): number {
    return this.sockets.size / 2;
  }
}
