import { type Actor, type Database, type EventLog, type Reader, ReadModel } from '#kernel';
import { type Party, partiesProjection } from '#parties';

/** Who asks about cases: by that is told what they may read (AUD-03). */
export class Readers {
  private readonly parties: ReadModel<Party>;

  constructor(db: Database, log: EventLog) {
    this.parties = new ReadModel(partiesProjection, db, log);
  }

  /** An actor, and the party that it speaks for as registered by a size; nobody is the public. */
  async of(actor: Actor | undefined, size: number): Promise<Reader> {
    const party = actor?.onBehalfOf && (await this.parties.one(actor.onBehalfOf, size));
    return { actor, party: party ? party.state : undefined };
  }
}
