import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossip from '@eventstore/db-client/generated/gossip_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import type { Position } from '@eventstore/db-client';
import * as grpc from '@grpc/grpc-js';
import { type Appended, type Expected, FakeStore, type Kept, type Proposed, Refused } from './fake-store.js';

/** What a server does to an append instead of answering it. `stored`: it has stored it before. */
export interface AppendFault {
  does: 'keep silent' | 'be no leader' | 'be unavailable' | 'cancel' | 'be busy' | 'fail inside';
  stored: boolean;
}

type ReadCall = grpc.ServerWritableStream<streams.ReadReq, streams.ReadResp>;

/**
 * A server of the protocol that `@eventstore/db-client` 6.2.1 speaks (v1, from the service definitions that it ships),
 * in this process and in memory. It shows what the client does, never what EventStoreDB does: see
 * docs/how-to/eventstoredb.md. As strict as a server where the client could go wrong, with faults on demand.
 */
export class FakeServer {
  /** How often each call came. */
  readonly calls: Record<string, number> = {};
  /** What happens to the next appends, in turn. */
  readonly appendFaults: AppendFault[] = [];
  /** Reads and subscriptions that begin from now on stay without a word. */
  silentReads = false;
  /** Subscriptions show nothing new, and say nothing of it. */
  stuck = false;
  /** As up to 23.10: a live subscription that is more than this behind is dropped. */
  dropsSlowerThan = Infinity;
  /** Where the leader is, when it is asked. */
  leader?: { host: string; port: number };
  members: { port: number; isLeader: boolean }[] = [];
  /** The most streams that were open at once. */
  mostOpen = 0;
  port = 0;
  private open = 0;
  private server?: grpc.Server;
  private readonly subscriptions = new Set<ReadCall>();

  constructor(readonly store: FakeStore) {}

  async start(): Promise<this> {
    const server = new grpc.Server({
      // As Kestrel's default and as the server's; without them the fake would hide what they do.
      'grpc.max_concurrent_streams': 100,
      'grpc.max_receive_message_length': 17 * 1024 * 1024,
    });
    server.addService(streamsService.StreamsService, {
      read: (call: ReadCall) => this.counted('Read', call, () => this.read(call)),
      append: (
        call: grpc.ServerReadableStream<streams.AppendReq, streams.AppendResp>,
        answer: grpc.sendUnaryData<streams.AppendResp>,
      ) => this.counted('Append', call, () => this.append(call, answer)),
      delete: this.unary<streams.DeleteReq>('Delete', (request) => {
        const { commit, prepare } = this.store.delete(nameOf(request.getOptions()?.getStreamIdentifier()));
        return new streams.DeleteResp().setPosition(
          new streams.DeleteResp.Position().setCommitPosition(`${commit}`).setPreparePosition(`${prepare}`),
        );
      }),
      tombstone: this.unary<streams.TombstoneReq>('Tombstone', (request) => {
        const { commit, prepare } = this.store.tombstone(nameOf(request.getOptions()?.getStreamIdentifier()));
        return new streams.TombstoneResp().setPosition(
          new streams.TombstoneResp.Position().setCommitPosition(`${commit}`).setPreparePosition(`${prepare}`),
        );
      }),
      batchAppend: (call: grpc.ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>) =>
        this.counted('BatchAppend', call, () => fail(call, new Refused(12, 'This fake has no batched appends.'))),
    });
    server.addService(featuresService.ServerFeaturesService, {
      getSupportedMethods: this.unary('GetSupportedMethods', () => {
        throw new Refused(12, 'This fake does not tell what it can do.');
      }),
    });
    server.addService(gossipService.GossipService, { read: this.unary('Gossip', () => this.cluster()) });
    this.port = await new Promise<number>((resolve, reject) =>
      server.bindAsync(`127.0.0.1:${this.port}`, grpc.ServerCredentials.createInsecure(), (error, port) =>
        error ? reject(error) : resolve(port),
      ),
    );
    this.server = server;
    return this;
  }

  /** Ends at once, whatever runs; `start` brings it back on the same port. */
  async stop(): Promise<void> {
    for (const call of [...this.subscriptions]) call.destroy();
    this.subscriptions.clear();
    this.server?.forceShutdown();
    this.server = undefined;
    await new Promise(setImmediate);
  }

  /** Ends every subscription, in order or with this fault. */
  endSubscriptions(fault?: Refused): void {
    for (const call of [...this.subscriptions]) {
      if (fault) fail(call, fault);
      else call.end();
    }
  }

  get subscribers(): number {
    return this.subscriptions.size;
  }

  private counted(name: string, call: NodeJS.EventEmitter, work: () => void): void {
    this.calls[name] = (this.calls[name] ?? 0) + 1;
    this.mostOpen = Math.max(this.mostOpen, ++this.open);
    let isOpen = true;
    const closed = () => {
      if (isOpen) this.open -= 1;
      isOpen = false;
    };
    for (const event of ['cancelled', 'close', 'finish', 'error']) call.on(event, closed);
    work();
  }

  private unary<Q>(name: string, work: (request: Q) => unknown) {
    return (call: grpc.ServerUnaryCall<Q, unknown>, answer: grpc.sendUnaryData<unknown>) => {
      this.calls[name] = (this.calls[name] ?? 0) + 1;
      try {
        answer(null, work(call.request));
      } catch (error) {
        answer(statusOf(error as Refused));
      }
    };
  }

  private cluster(): gossip.ClusterInfo {
    const { LEADER, FOLLOWER } = gossip.MemberInfo.VNodeState;
    const members = this.members.map(({ port, isLeader }) =>
      new gossip.MemberInfo()
        .setInstanceId(new shared.UUID().setString(randomUUID()))
        .setTimeStamp('0')
        .setState(isLeader ? LEADER : FOLLOWER)
        .setIsAlive(true)
        .setHttpEndPoint(new gossip.EndPoint().setAddress('127.0.0.1').setPort(port)),
    );
    return new gossip.ClusterInfo().setMembersList(members);
  }

  private append(
    call: grpc.ServerReadableStream<streams.AppendReq, streams.AppendResp>,
    answer: grpc.sendUnaryData<streams.AppendResp>,
  ): void {
    let options: streams.AppendReq.Options | undefined;
    const events: Proposed[] = [];
    let refused: Refused | undefined;
    call.on('error', () => {});
    call.on('data', (request: streams.AppendReq) => {
      const message = request.getProposedMessage();
      if (request.hasOptions()) options = request.getOptions();
      else if (!options || !message) refused = new Refused(3, 'Options come first.');
      else
        events.push({
          id: message.getId()?.getString() ?? '',
          type: message.getMetadataMap().get('type') ?? '',
          contentType: message.getMetadataMap().get('content-type') ?? '',
          data: message.getData_asU8(),
          metadata: message.getCustomMetadata_asU8(),
        });
    });
    call.on('end', () => {
      try {
        if (refused || !options) throw refused ?? new Refused(3, 'An append without options.');
        const fault = this.appendFaults.shift();
        if (fault && !fault.stored) return this.misbehave(fault, answer);
        const expected = expectedOf(options);
        const result = this.store.append(
          nameOf(options.getStreamIdentifier()),
          expected,
          events,
          call.metadata.get('authorization').length > 0,
        );
        if (fault) return this.misbehave(fault, answer);
        answer(null, answerOf(result, expected));
      } catch (error) {
        answer(statusOf(error as Refused));
      }
    });
  }

  private misbehave({ does }: AppendFault, answer: grpc.sendUnaryData<streams.AppendResp>): void {
    switch (does) {
      case 'keep silent':
        return;
      case 'be no leader':
        return answer(
          statusOf(
            new Refused(5, 'Leader info available', {
              exception: 'not-leader',
              'leader-endpoint-host': this.leader!.host,
              'leader-endpoint-port': String(this.leader!.port),
            }),
          ),
        );
      case 'be unavailable':
        return answer(statusOf(new Refused(14, 'Server Is Not Ready')));
      case 'cancel':
        return answer(statusOf(new Refused(1, 'The server ended the call.')));
      case 'be busy':
        return answer(statusOf(new Refused(10, 'Server Is Too Busy')));
      case 'fail inside':
        return answer(statusOf(new Refused(13, 'Something inside failed.')));
    }
  }

  private read(call: ReadCall): void {
    if (this.silentReads) return;
    const options = call.request.getOptions()!;
    const isGone = new AbortController();
    for (const event of ['cancelled', 'close', 'error']) call.on(event, () => isGone.abort());
    const work = options.hasSubscription()
      ? this.subscribe(call, options, isGone.signal)
      : this.readOnce(call, options, isGone.signal);
    work.catch((error: unknown) => fail(call, error));
  }

  private async readOnce(call: ReadCall, options: streams.ReadReq.Options, gone: AbortSignal): Promise<void> {
    const isBackwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
    const count = Number(options.getCount());
    if (!(count > 0)) throw new Refused(3, 'A read of no events.');
    let found: Kept[];
    const all = options.getAll();
    if (all) found = this.readAll(all, isBackwards);
    else {
      const name = nameOf(options.getStream()!.getStreamIdentifier());
      const visible = this.store.readStream(name);
      if (!visible) {
        const identifier = options.getStream()!.getStreamIdentifier();
        call.write(
          new streams.ReadResp().setStreamNotFound(
            new streams.ReadResp.StreamNotFound().setStreamIdentifier(identifier),
          ),
        );
        call.end();
        return;
      }
      found = inRange(visible, options.getStream()!, isBackwards);
    }
    // A page at a time, as a server does: what is written later is not in the read.
    for (const kept of found.slice(0, count)) if (!(await this.send(call, this.eventOf(kept), gone))) return;
    call.end();
  }

  private readAll(all: streams.ReadReq.Options.AllOptions, isBackwards: boolean): Kept[] {
    const { all: kept } = this.store;
    const at = all.hasStart() ? 0 : all.hasEnd() ? kept.length : this.placeOf(all);
    // A read begins with the event at the position; backwards, before it.
    return isBackwards ? kept.slice(0, at).reverse() : kept.slice(at);
  }

  private placeOf(all: streams.ReadReq.Options.AllOptions): number {
    const position = all.getPosition()!;
    return this.store.placeOf({
      commit: BigInt(position.getCommitPosition()),
      prepare: BigInt(position.getPreparePosition()),
    });
  }

  /** One loop over the index, from the past into the present: nothing is lost or doubled where they meet. */
  private async subscribe(call: ReadCall, options: streams.ReadReq.Options, gone: AbortSignal): Promise<void> {
    const all = options.getAll();
    if (!all) throw new Refused(12, 'This fake has subscriptions to $all only.');
    const matches = matcherOf(options.getFilter());
    // A subscription begins after the position.
    let at = all.hasStart() ? 0 : all.hasEnd() ? this.store.all.length : this.placeOf(all) + 1;
    const interval = 32 * Math.max(1, options.getFilter()?.getCheckpointintervalmultiplier() ?? 1);
    this.subscriptions.add(call);
    gone.addEventListener('abort', () => this.subscriptions.delete(call));
    call.write(
      new streams.ReadResp().setConfirmation(
        new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId(randomUUID()),
      ),
    );
    const isOver = new Promise<void>((resolve) => gone.addEventListener('abort', () => resolve()));
    let isLive = false;
    for (let considered = 0; !gone.aborted;) {
      const grown = this.store.grown();
      while (!gone.aborted && !this.stuck && at < this.store.all.length) {
        const kept = this.store.all[at++]!;
        if (isLive && this.store.all.length - at > this.dropsSlowerThan)
          throw new Refused(
            10,
            'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
          );
        if (matches(kept) && !(await this.send(call, this.eventOf(kept), gone))) return;
        if (options.hasFilter() && ++considered % interval === 0) await this.sendCheckpoint(call, kept.position, gone);
      }
      if (!isLive && at === this.store.all.length) {
        isLive = true;
        call.write(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()));
      }
      await Promise.race([grown, isOver]);
    }
  }

  private async sendCheckpoint(call: ReadCall, position: Position, gone: AbortSignal): Promise<void> {
    this.store.give(position);
    const checkpoint = new streams.ReadResp.Checkpoint()
      .setCommitPosition(`${position.commit}`)
      .setPreparePosition(`${position.prepare}`);
    await this.send(call, new streams.ReadResp().setCheckpoint(checkpoint), gone);
  }

  private async send(call: ReadCall, response: streams.ReadResp, gone: AbortSignal): Promise<boolean> {
    if (gone.aborted) return false;
    if (!call.write(response)) await once(call, 'drain', { signal: gone }).catch(() => {});
    return !gone.aborted;
  }

  private eventOf(kept: Kept): streams.ReadResp {
    const { commit, prepare } = kept.position;
    this.store.give(kept.position);
    const event = new streams.ReadResp.ReadEvent.RecordedEvent()
      .setId(new shared.UUID().setString(kept.id))
      .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(new Uint8Array(Buffer.from(kept.stream))))
      .setStreamRevision(`${kept.revision}`)
      .setCommitPosition(`${commit}`)
      .setPreparePosition(`${prepare}`)
      .setData(kept.data)
      .setCustomMetadata(kept.metadata);
    event
      .getMetadataMap()
      .set('type', kept.type)
      .set('content-type', kept.contentType)
      .set('created', `${kept.created}`);
    return new streams.ReadResp().setEvent(
      new streams.ReadResp.ReadEvent().setEvent(event).setCommitPosition(`${commit}`),
    );
  }
}

const nameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

function expectedOf(options: streams.AppendReq.Options): Expected {
  if (options.hasRevision()) return BigInt(options.getRevision());
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : 'any';
}

function answerOf(result: Appended, expected: Expected): streams.AppendResp {
  if (result.kind === 'success') {
    const { commit, prepare } = result.position;
    const position = new streams.AppendResp.Position().setCommitPosition(`${commit}`).setPreparePosition(`${prepare}`);
    return new streams.AppendResp().setSuccess(
      new streams.AppendResp.Success().setCurrentRevision(`${result.revision}`).setPosition(position),
    );
  }
  const wrong = new streams.AppendResp.WrongExpectedVersion();
  if (result.current === undefined) wrong.setCurrentNoStream(new shared.Empty());
  else wrong.setCurrentRevision(`${result.current}`);
  if (typeof expected === 'bigint') wrong.setExpectedRevision(`${expected}`);
  else if (expected === 'no_stream') wrong.setExpectedNoStream(new shared.Empty());
  else if (expected === 'stream_exists') wrong.setExpectedStreamExists(new shared.Empty());
  else wrong.setExpectedAny(new shared.Empty());
  return new streams.AppendResp().setWrongExpectedVersion(wrong);
}

function inRange(
  visible: readonly Kept[],
  options: streams.ReadReq.Options.StreamOptions,
  isBackwards: boolean,
): Kept[] {
  if (isBackwards) {
    const from = options.hasRevision() ? BigInt(options.getRevision()) : undefined;
    return visible.filter(({ revision }) => options.hasEnd() || (from !== undefined && revision <= from)).reverse();
  }
  const from = options.hasStart() ? 0n : options.hasRevision() ? BigInt(options.getRevision()) : undefined;
  return visible.filter(({ revision }) => from !== undefined && revision >= from);
}

/** By prefix of stream or type, or by a regular expression, which servers read as .NET's. */
function matcherOf(filter: streams.ReadReq.Options.FilterOptions | undefined): (kept: Kept) => boolean {
  if (!filter) return () => true;
  const byStream = filter.getStreamIdentifier();
  const expression = byStream ?? filter.getEventType()!;
  const prefixes = expression.getPrefixList();
  const pattern = expression.getRegex();
  if (prefixes.length === 0 && pattern === '') throw new Refused(3, 'A filter that says nothing.');
  const regex = new RegExp(pattern);
  return (kept) => {
    const text = byStream ? kept.stream : kept.type;
    return prefixes.length > 0 ? prefixes.some((prefix) => text.startsWith(prefix)) : regex.test(text);
  };
}

function statusOf(error: Refused | Error): grpc.StatusObject & Error {
  const metadata = new grpc.Metadata();
  const { code, trailers } = error instanceof Refused ? error : new Refused(13, error.message);
  for (const [name, value] of Object.entries(trailers)) metadata.set(name, value);
  return Object.assign(new Error(error.message), { code, details: error.message, metadata });
}

/** How a stream ends with a fault in grpc-js. */
const fail = (call: NodeJS.EventEmitter, error: unknown): void => {
  call.emit('error', statusOf(error as Error));
};
