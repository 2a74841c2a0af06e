import { AsOfResolver, type Database, type EventLog, InjectDatabase, InjectLog, ReadModel } from '#kernel';
import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { profilesProjection } from './profiles.projection.js';
import { GetProfile, ListProfiles } from './profiles.query.js';
import { type ProfileView, viewProfile } from './profile.view.js';

@QueryHandler(GetProfile)
export class GetProfileHandler implements IQueryHandler<GetProfile, ProfileView | null> {
  private readonly profiles;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.profiles = new ReadModel(profilesProjection, db, log);
  }

  async execute(query: GetProfile): Promise<ProfileView | null> {
    const asOf = await this.asOf.resolve(query.asOf);
    const subject = await this.profiles.one(query.id, asOf.knownSize);
    return subject ? viewProfile(subject, asOf) : null;
  }
}

/** More than anybody compares with; a further one would be left out. */
const MOST = 100;

@QueryHandler(ListProfiles)
export class ListProfilesHandler implements IQueryHandler<ListProfiles, ProfileView[]> {
  private readonly profiles;

  constructor(
    @InjectDatabase() db: Database,
    @InjectLog() log: EventLog,
    private readonly asOf: AsOfResolver,
  ) {
    this.profiles = new ReadModel(profilesProjection, db, log);
  }

  async execute(query: ListProfiles): Promise<ProfileView[]> {
    const asOf = await this.asOf.resolve(query.asOf);
    const found = await this.profiles.list({
      index: 'facet',
      conditions: [],
      orderBy: 'name',
      first: MOST,
      size: asOf.knownSize,
    });
    return found.slice(0, MOST).map(({ subject }) => viewProfile(subject, asOf));
  }
}
