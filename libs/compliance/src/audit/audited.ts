import { type Actor, Role } from '#kernel';
import { ArgsType, Field, ID } from '@nestjs/graphql';

/** What an auditor narrows a count to: all conditions hold together. */
@ArgsType()
export class Audited {
  @Field(() => ID, { nullable: true, description: 'Under this arrangement only' }) arrangement?: string | null;
  @Field(() => ID, { nullable: true, description: 'The party that the workers came from' }) origin?: string | null;
  @Field(() => ID, { nullable: true, description: 'The party where they work' }) destination?: string | null;
}

const AUDITORS: readonly string[] = [Role.SECRETARIAT, Role.GOVERNMENT, Role.UNION];

/** IND-03 and AUD-03: small numbers are for those who audit: governments, unions and the secretariat. */
export const seesSmall = (actor: Actor | undefined): boolean => actor !== undefined && AUDITORS.includes(actor.role);
