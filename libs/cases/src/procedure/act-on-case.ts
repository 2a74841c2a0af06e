import { IdField, PlainDateField, ShapeField, TextField } from '#kernel';
import { InputType } from '@nestjs/graphql';
import { Official } from '../terms.js';

/** What every act in a case states. */
@InputType({ isAbstract: true })
export class ActOnCase {
  @IdField('case', { description: 'The case' }) case!: string;
  @PlainDateField({ description: 'The day of the act' }) on!: string;
  @ShapeField(() => Official, { optional: true, description: 'Whose act it is; absent: that of whoever records it' })
  by?: Official;
  @TextField({
    sealed: true,
    optional: true,
    length: 1000,
    description: 'In words; without the name or number of any worker (CMP-02)',
  })
  words?: string;
}
