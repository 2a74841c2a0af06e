import { PlainDateScalar } from '#kernel';
import { Field, ID, InputType } from '@nestjs/graphql';
import { DemandSide } from './demand.js';

@InputType({ description: 'Which demands for skills; all conditions hold together.' })
export class DemandFilter {
  @Field(() => ID, { nullable: true, description: 'Work in this party' }) destination?: string | null;
  @Field(() => ID, { nullable: true, description: 'People from this party; demand that names no origin counts too' })
  origin?: string | null;
  @Field(() => String, { nullable: true, description: 'A group of ISCO-08 and all within it' }) isco?: string | null;
  @Field(() => DemandSide, { nullable: true, description: 'Stated by an employer, a sector or a state' })
  side?: DemandSide | null;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Needed on this day or later' }) from?: string | null;
  @Field(() => PlainDateScalar, { nullable: true, description: 'Needed on this day or before' }) until?: string | null;
}
